/** Whether lines end as they did: in no other way than before, and the last one with or without a break as before. */
export function disproveLines(before: string, after: string): string | undefined {
  const reason = disproveEndings(before, after)
  if (reason !== undefined) return reason
  const kept = after === '' || before.endsWith('\n') === after.endsWith('\n')
  return kept ? undefined : 'the line break at the end of the file would change'
}

/** Whether lines end in no other way than before. */
export function disproveEndings(before: string, after: string): string | undefined {
  const old = endingsIn(before)
  const other = [...endingsIn(after)].find((ending) => !old.has(ending))
  return other === undefined || old.size === 0 ? undefined : `a line would end in another way (${other})`
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
