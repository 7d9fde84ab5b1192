/** One case of a transform's page: what a section's fenced blocks say. */
export interface Case {
  readonly name: string
  /** The line of the heading, one-based. */
  readonly line: number
  /** The file's name tells its format and dialect. */
  readonly path: string
  readonly before: string
  /** The same as `before` where nothing changes. */
  readonly after: string
  /** `line: message`, in the order of the text. */
  readonly findings: readonly string[]
  /** `--set` answers as `option=value`, and `--unsafe`. */
  readonly options: readonly string[]
}

interface Block {
  readonly info: string
  readonly text: string
}

/**
 * The cases of a page: a level-two heading with a block `before=<path>`, and blocks `after`, `findings` and `options` as needed.
 * @throws when a section with blocks has no `before`, or a fence is not closed.
 */
export function casesOf(page: string): Case[] {
  const cases: Case[] = []
  const lines = page.split('\n')
  let heading: { name: string; line: number; blocks: Block[] } | undefined
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line.startsWith('## ')) {
      if (heading !== undefined && heading.blocks.length > 0) cases.push(caseOf(heading))
      heading = { name: line.slice(3).trim(), line: at + 1, blocks: [] }
      continue
    }
    const fence = /^(`{3,})((?:[^`\s]\S*)? .*)$/.exec(line)
    if (fence?.[1] === undefined) continue
    const close = lines.indexOf(fence[1], at + 1)
    if (close === -1) throw new Error(`line ${at + 1}: the fence is not closed`)
    const info = (fence[2] ?? '').replace(/^\S* /, '')
    heading?.blocks.push({
      info,
      text: lines
        .slice(at + 1, close)
        .map((text) => `${text}\n`)
        .join(''),
    })
    at = close
  }
  if (heading !== undefined && heading.blocks.length > 0) cases.push(caseOf(heading))
  return cases
}

function caseOf({ name, line, blocks }: { name: string; line: number; blocks: readonly Block[] }): Case {
  const before = blocks.find((block) => block.info.startsWith('before='))
  if (before === undefined) throw new Error(`line ${line}: "${name}" has no block \`before=<path>\``)
  const textOf = (info: string): string | undefined => blocks.find((block) => block.info === info)?.text
  const linesOf = (info: string): string[] => (textOf(info) ?? '').split('\n').filter((text) => text !== '')
  return {
    name,
    line,
    path: before.info.slice('before='.length),
    before: before.text,
    after: textOf('after') ?? before.text,
    findings: linesOf('findings'),
    options: linesOf('options'),
  }
}
