import { add, defineTransform, finding, remove, rename, value, when } from '../../src/rules.ts'
import { type Change, COPY, type Rule, type Site } from '../../src/transform.ts'
import { type Data, sameData } from '../../src/tree.ts'

export default defineTransform({
  title: '`annotations` of zone proxies in the chart became `podAnnotations`',
  since: ['2.0.0'],
  notes: ['helm-ingress-egress-annotations'],
  acceptedSince: '2.0',
  rules: [carry('ingress'), carry('egress')],
})

function carry(proxy: string): Rule {
  const [old, now] = [`${proxy}.annotations`, `${proxy}.podAnnotations`]
  return when(
    value(old),
    (site) => {
      const present = site.get(now)
      if (site.form === 'values' && isEmpty(site.value)) return remove()
      if (present === undefined || !isMap(site.value)) return rename(now)
      return isMap(present.value) ? merge(site, site.value, present.value, now) : finding(unreadable(old, now))
    },
    { elsewhere: `\`${old}\` became \`${now}\`` },
  )
}

function unreadable(old: string, now: string): string {
  return `\`${old}\` and \`${now}\` are both set and one cannot be read; move the annotations to \`${now}\` by hand`
}

/** Where both name an annotation, the chart takes it from `podAnnotations`. */
function merge(site: Site, old: { readonly [key: string]: Data }, present: typeof old, now: string): Change[] {
  return Object.entries(old).flatMap(([key, annotation]): Change[] => {
    const from = `${site.path}.${key.replaceAll('.', '\\.')}`
    const to = `${now}.${key.replaceAll('.', '\\.')}`
    const other = present[key]
    if (other === undefined) return [add(to, COPY, from), remove(from)]
    if (sameData(annotation, other)) return [remove(from)]
    return [finding(`the chart takes \`${key}\` from \`${now}\`, which has another value; remove it here`)]
  })
}

function isMap(data: Data | undefined): data is { readonly [key: string]: Data } {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}

function isEmpty(data: Data | undefined): boolean {
  return data === null || (isMap(data) && Object.keys(data).length === 0)
}
