import type { Command, HereDoc, Redirection } from 'unbash'
import { type Embedded, embed, type Segment } from '../../embedded.ts'
import type { Inner } from '../../format.ts'
import { type Span, slice } from '../../text.ts'
import { looksLike } from './inner.ts'
import { endIn, type View } from './view.ts'

const SHELL = /^(?:.*\/)?(?:sh|bash|dash|ash|zsh|ksh)$/
const APPLIES = /^(?:.*\/)?(?:kubectl|kumactl|oc|helm|k)$/
const COPIES = /^(?:.*\/)?(?:cat|tee|envsubst|sed)$/

export interface Heredoc {
  readonly node: HereDoc
  readonly inner: Inner
}

/** The heredocs among redirections; `pipeline` are the commands that read them, the first one first. */
export function heredocsOf(view: View, redirects: readonly Redirection[], pipeline: readonly Command[]): Heredoc[] {
  const found: Heredoc[] = []
  for (const node of redirects) {
    if (node.type !== 'HereDoc') continue
    const start = endIn(view, node.body.pos)
    const span = { start, end: Math.max(start, endIn(view, node.body.end)) }
    const text = slice(view.outer, span)
    // Lines that do not stand one after the other in the text are not one text.
    if (text.replaceAll('\r\n', '\n').length !== node.body.end - node.body.pos) continue
    const embedded = bodyOf(view.outer, span, node.operator === '<<-')
    found.push({ node, inner: { name: nameOf(pipeline, text), embedded } })
  }
  return found
}

/** A heredoc's body as a text of its own. @param dashed the tabs its lines start with are not. */
export function bodyOf(outer: string, span: Span, dashed: boolean): Embedded {
  if (dashed) return withoutTabs(outer, span)
  const segments = [{ inner: 0, outer: span.start, length: span.end - span.start }]
  return embed(slice(outer, span), span, segments, (added) => added)
}

/** The lines of a `<<-` heredoc: the shell takes the tabs off, and new lines get as many as the first has. */
function withoutTabs(outer: string, span: Span): Embedded {
  const segments: Segment[] = []
  const lines: string[] = []
  let inner = 0
  for (let at = span.start; at < span.end;) {
    let start = at
    while (start < span.end && outer[start] === '\t') start++
    const next = outer.indexOf('\n', start)
    const end = next === -1 || next >= span.end ? span.end : next + 1
    segments.push({ inner, outer: start, length: end - start, lead: outer.slice(at, start) })
    lines.push(outer.slice(start, end))
    inner += end - start
    at = end
  }
  if (lines.at(-1)?.endsWith('\n')) segments.push({ inner, outer: span.end, length: 0 })
  const tabs = segments[0]?.lead ?? ''
  return embed(lines.join(''), span, segments, (added) => added.replace(/\n(?!$|\r?\n)/g, `\n${tabs}`))
}

/** Words as the parser says them: good enough to tell what a command is. */
function wordsOf({ name, args }: Command): string[] {
  return [name, ...args].flatMap((each) =>
    each === undefined ? [] : each.type === 'Word' ? [each.value] : [each.text],
  )
}

/** What a file with the heredoc's text would be called. */
function nameOf(pipeline: readonly Command[], text: string): string {
  for (const command of pipeline) {
    const words = wordsOf(command)
    if (words.some((word) => APPLIES.test(word)) && words.some((word) => word === '-' || word === '/dev/stdin')) {
      return 'heredoc.yaml'
    }
    if (readsScript(words)) return 'heredoc.sh'
    const file = words.some((word) => COPIES.test(word)) ? writtenFile(command, words) : undefined
    if (file !== undefined) return file
  }
  const looks = looksLike(text)
  return looks === undefined ? 'heredoc.txt' : `heredoc.${looks}`
}

/** A shell without a script of its own, here or on another host. */
function readsScript(words: readonly string[]): boolean {
  const shell = words.findIndex((word) => SHELL.test(word))
  if (shell !== -1) {
    const next = words[shell + 1]
    return next === undefined || next === '-' || /^-[a-rt-z]*s[a-z]*$|^-[^c]*$/.test(next)
  }
  return words[0] === 'ssh' && words.slice(1).filter((word) => !word.startsWith('-')).length === 1
}

function writtenFile(command: Command, words: readonly string[]): string | undefined {
  for (const redirect of command.redirects) {
    if (redirect.type !== 'Redirect' || !/^(?:>|>>|>\||&>)$/.test(redirect.operator)) continue
    const file = redirect.target?.value
    if (file !== undefined && !file.startsWith('/dev/')) return file
  }
  const tee = words.findIndex((word) => /^(?:.*\/)?tee$/.test(word))
  return tee === -1 ? undefined : words.slice(tee + 1).find((word) => !word.startsWith('-'))
}
