/** Whether lines end as they did: in no other way than before, and the last one with or without a break as before. */
export function disproveLines(before: string, after: string): string | undefined {
  const old = endingsIn(before)
  const now = endingsIn(after)
  for (const ending of now) if (!old.has(ending) && old.size > 0) return `a line would end in another way (${ending})`
  const kept = after === '' || before.endsWith('\n') === after.endsWith('\n')
  return kept ? undefined : 'the line break at the end of the file would change'
}

type Ending = 'LF' | 'CRLF' | 'CR'

function endingsIn(text: string): Set<Ending> {
  const found = new Set<Ending>()
  for (let at = text.indexOf('\n'); at !== -1 && found.size < 2; at = text.indexOf('\n', at + 1)) {
    found.add(text[at - 1] === '\r' ? 'CRLF' : 'LF')
  }
  for (let at = text.indexOf('\r'); at !== -1; at = text.indexOf('\r', at + 1)) {
    if (text[at + 1] !== '\n') return found.add('CR')
  }
  return found
}
