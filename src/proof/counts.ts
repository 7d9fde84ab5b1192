/** How often each word is there. */
export function count(words: readonly string[]): Map<string, number> {
  const result = new Map<string, number>()
  add(result, words)
  return result
}

export function add(counts: Map<string, number>, words: readonly string[]): void {
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
}

/** What is more often there than in the others. */
export function minus(counts: ReadonlyMap<string, number>, others: ReadonlyMap<string, number>): Map<string, number> {
  const rest = [...counts].map(([word, times]) => [word, times - (others.get(word) ?? 0)] as const)
  return new Map(rest.filter(([, times]) => times > 0))
}
