import { add, defineTransform, finding, remove, rename, textOf, value, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

export default defineTransform({
  title: 'version 2 of the CNI is the default, and `cni.image` is its image',
  since: ['2.2.0', '2.5.0'],
  notes: ['tproxy-cni-v2-default'],
  acceptedSince: '2.2',
  readUntil: '2.1',
  rules: [
    when(value('experimental.cni'), invert, {
      elsewhere:
        '`experimental.cni` is gone: version 2 is the default, and `legacy.cni.enabled: true` asks for version 1',
    }),
    ...['registry', 'repository', 'tag'].map((part) =>
      when(value(`cni.image.${part}`), toLegacy, {
        elsewhere: `\`cni.image.${part}\` was that of version 1, now \`legacy.cni.image.${part}\``,
      }),
    ),
    ...['repository', 'tag'].map((part) =>
      when(
        value(`cni.experimental.image.${part}`),
        ({ value: chosen }) => (chosen === null ? remove() : rename(`cni.image.${part}`)),
        {
          elsewhere: `\`cni.experimental.image.${part}\` became \`cni.image.${part}\``,
        },
      ),
    ),
  ],
})

function invert(site: Site): readonly Change[] {
  const asked = textOf(site.value)?.toLowerCase()
  if (asked === 'true' || asked === '') return [remove()]
  return asked === 'false'
    ? [add('legacy.cni.enabled', true), remove()]
    : [
        finding(
          'this cannot be read here: where it is true, take it out; else `legacy.cni.enabled: true` keeps version 1',
        ),
      ]
}

/** `cni.image` was the image of version 1; what only that can mean shows it: a registry, its name, its numbers (0.0.10). */
function toLegacy(site: Site): readonly Change[] {
  const [registry, repository, tag] = ['registry', 'repository', 'tag'].map((key) => site.get(`cni.image.${key}`))
  const first = registry ?? (isName(repository) ? repository : undefined) ?? (isNumber(tag) ? tag : undefined)
  if (first?.path !== site.path) return []
  const parts = ['registry', 'repository', 'tag'].filter((key) => site.get(`cni.image.${key}`) !== undefined)
  const moved = parts.map((key) => rename(`legacy.cni.image.${key}`, `cni.image.${key}`))
  return site.get('cni.enabled')?.value === false ? moved : [...moved, finding(MIRROR)]
}

function isName(repository: Site | undefined): boolean {
  return textOf(repository?.value)?.endsWith('install-cni') === true
}

function isNumber(tag: Site | undefined): boolean {
  return /^0\.0\.\d+$/.test(textOf(tag?.value) ?? '')
}

const MIRROR =
  "this is the image of version 1; unless `legacy.cni.enabled` is true, nodes get `kuma-cni` of the control plane's release from `global.image.registry`: see that it is there"
