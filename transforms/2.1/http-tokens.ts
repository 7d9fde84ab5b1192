import { command, defineTransform, finding, rename, set, text, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

/** The path on a port of the control plane's API, or behind a variable that names the control plane; a base path may come between. */
const ON_PORT = /:568[123](?:\/[\w.~%${}-]+){0,8}?\/tokens(?![\w/-])(?!\.\w)/g
const BEHIND_VARIABLE =
  /[${]\s?[\w.]{0,40}(?:kuma|control_?plane|(?<![a-z])cp(?![a-z]))[\w.]{0,40}\s?\}{0,2}\/tokens(?![\w/-])(?!\.\w)/gi

const MOVED = '`POST /tokens` is gone; the same request goes to `/tokens/dataplane`'

export default defineTransform({
  title: '`POST /tokens` became `POST /tokens/dataplane`',
  since: ['2.1.0'],
  notes: ['http-post-tokens'],
  acceptedSince: '1.2',
  readUntil: '2.0',
  rules: [
    when(text(ON_PORT), lengthen, { elsewhere: MOVED }),
    when(text(BEHIND_VARIABLE), lengthen, { elsewhere: MOVED }),
    when(command('curl'), decide, { elsewhere: false, mentions: ['/tokens'] }),
  ],
})

function lengthen({ value }: Site): Change | undefined {
  return typeof value === 'string' ? set(`${value}/dataplane`) : undefined
}

/** Addresses that the patterns above do not tell: the request's body does, or a person. */
function decide(site: Site): readonly Change[] {
  const words = Array.isArray(site.value) ? site.value.map(String) : []
  if (!isPost(words)) return []
  const body = words.some((word) => /"mesh"\s{0,9}:|"kuma\.io\//.test(word))
  return words.flatMap((word, index): Change[] => {
    const path = /^[^-?#][^?#]*\/tokens(?=$|[?#])/.exec(word)?.[0]
    if (path === undefined || word.search(ON_PORT) !== -1 || word.search(BEHIND_VARIABLE) !== -1) return []
    if (body) return [rename(`${path}/dataplane${word.slice(path.length)}`, `#${index}`)]
    return [finding(`if this asks a control plane of Kuma: ${MOVED}`)]
  })
}

function isPost(words: readonly string[]): boolean {
  const method = words.findIndex((word) => /^(?:-\w*X|--request)$/.test(word))
  const said = words[method + 1] ?? ''
  if (method !== -1) return said === 'POST'
  return words.some((word) =>
    /^(?:-\w*XPOST|--request=POST|-\w*d|-d.*|--data(?:-\w+)?(?:=.*)?|--json(?:=.*)?)$/s.test(word),
  )
}
