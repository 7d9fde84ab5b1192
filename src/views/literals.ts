const LOOKAROUND = /\(\?<?[=!](?:[^()]|\([^()]*\))*\)/g
/** A group, a class or a character that may be missing. */
const OPTIONAL = /(?:\((?:\?:)?[^()]*\)|\[(?:\\.|[^\]\\])*\]|\\?[^()[\]])(?:[?*]|\{0,?\d*\})/g
const NO_LITERAL = /\\[bBdDsSwW]|\[(?:\\.|[^\]\\])*\]|\(\?:|(?<!\\)[.()*+?^$]|\{\d[^}]*\}/g

/** The longest run of letters of each alternative of a pattern: whatever it matches holds one of them. */
export function literalsOf(pattern: RegExp): readonly string[] {
  const source = pattern.source.replaceAll(LOOKAROUND, '\n').replaceAll(OPTIONAL, '\n')
  return alternativesOf(source).flatMap((alternative) => {
    const outside = longestLiteral(withoutGroups(alternative))
    return outside.length >= LONG ? [outside] : alternative.split('|').map(longestLiteral)
  })
}

/** Long enough to be rare. */
const LONG = 4

/** The parts of a pattern between the bars that stand in no group. */
function alternativesOf(source: string): string[] {
  const parts: string[] = ['']
  let depth = 0
  for (const [token] of source.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|[\s\S]/g)) {
    if (token === '(') depth++
    if (token === ')') depth--
    if (token === '|' && depth === 0) parts.push('')
    else parts.push(`${parts.pop()}${token}`)
  }
  return parts
}

/** With a break in the place of each group. */
function withoutGroups(source: string): string {
  let result = ''
  let depth = 0
  for (const [token] of source.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|[\s\S]/g)) {
    if (token === '(') depth++
    if (depth === 0) result += token
    if (token === ')') {
      depth--
      if (depth === 0) result += '\n'
    }
  }
  return result
}

function longestLiteral(source: string): string {
  const runs = source.replaceAll(NO_LITERAL, '\n').replaceAll('\\', '').split('\n')
  // A name of Kuma's is rarer than any longer word.
  const own = runs.filter((run) => /kuma|mesh/i.test(run))
  return (own.length === 0 ? runs : own).reduce((best, run) => (run.length > best.length ? run : best), '')
}
