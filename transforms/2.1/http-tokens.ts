import { command, defineTransform, finding, rename, set, text, when } from '../../src/rules.ts'
import type { Change, Rule, Site } from '../../src/transform.ts'

/** The path on a port of the control plane's API, or behind a variable that names the control plane; a base path may come between. */
const ON_PORT = /:568[123](?:\/[\w.~%${}-]+){0,8}?\/tokens(?:(?![\w/-])(?!\.\w)|\/(?=["'\s?]))/g
const BEHIND_VARIABLE =
  /[${]\s?[\w.]{0,40}(?:kuma|control_?plane|(?<![a-z])cp(?![a-z]))[\w.]{0,40}\s?\}{0,2}\/tokens(?:(?![\w/-])(?!\.\w)|\/(?=["'\s?]))/gi
/** Behind an expression of Ansible or JavaScript; programs that are read as commands are asked by their words. */
const BEHIND_EXPRESSION = /\{\{\s?[\w.]{1,80}\s?\}\}\/tokens\/?(?=["'\s?])|\$\{[\w.]{1,80}\}\/tokens\/?(?=`)/g

/** What a request for a token names, as people write it, or whose it is. */
const BODY = ['mesh: ', '"mesh"', "'mesh'", 'mesh=', 'kuma', 'kong-mesh']

const MOVED = '`POST /tokens` is gone; the same request goes to `/tokens/dataplane`'
const ASK = `if this asks a control plane of Kuma: ${MOVED}`

export default defineTransform({
  title: '`POST /tokens` became `POST /tokens/dataplane`',
  since: ['2.1.0'],
  notes: ['http-post-tokens'],
  acceptedSince: '1.2',
  readUntil: '2.0',
  rules: [
    when(text(ON_PORT), lengthen, { elsewhere: MOVED }),
    when(text(BEHIND_VARIABLE), lengthen, { elsewhere: MOVED }),
    when(text(BEHIND_EXPRESSION), ({ path }) => (path.search(BEHIND_VARIABLE) === -1 ? finding(ASK) : undefined), {
      elsewhere: false,
      mentions: BODY,
    }),
    ...['curl', 'wget'].map((program) => asked(program, ['/tokens'])),
    ...['http', 'https', 'xh'].map((program) => asked(program, BODY)),
  ],
})

function asked(program: string, mentions: readonly string[]): Rule {
  return when(command(program), decide, { elsewhere: false, mentions, holds: '/tokens' })
}

function lengthen({ value }: Site): Change | undefined {
  return typeof value === 'string' ? set(`${value.replace(/\/$/, '')}/dataplane`) : undefined
}

/** Addresses that the patterns above do not tell: the request's body does, or a person. */
function decide(site: Site): readonly Change[] {
  const words = Array.isArray(site.value) ? site.value.map(String) : []
  if (!isPost(words)) return []
  const body = words.some((word) => /"mesh"\s{0,9}:|"kuma\.io\/|^mesh=/.test(word))
  return words.flatMap((word, index): Change[] => {
    const path = /^([^-?#][^?#]*\/tokens)\/?(?=$|[?#])/.exec(word)
    if (path?.[1] === undefined || word.search(ON_PORT) !== -1 || word.search(BEHIND_VARIABLE) !== -1) return []
    if (body) return [rename(`${path[1]}/dataplane${word.slice(path[0].length)}`, `#${index}`)]
    return [finding(ASK)]
  })
}

/** As curl, wget, and httpie in turn have it. */
function isPost(words: readonly string[]): boolean {
  const method = words.findIndex((word) => /^(?:-\w*X|--request|--method)$/.test(word))
  const said = words[method + 1] ?? ''
  if (method !== -1) return said === 'POST'
  return words.some((word) =>
    /^(?:-\w*XPOST|--request=POST|-\w*d|-d.*|--data(?:-\w+)?(?:=.*)?|--json(?:=.*)?|--method=POST|--post-(?:data|file)(?:=.*)?|POST|\w+:?=.*)$/s.test(
      word,
    ),
  )
}
