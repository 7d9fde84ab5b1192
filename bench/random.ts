/** Numbers that are the same on every machine for the same seed. */
export interface Random {
  /** From 0, below `limit`. */
  below(limit: number): number
  pick<T>(list: readonly [T, ...T[]]): T
  /** True in `percent` of 100 cases. */
  chance(percent: number): boolean
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  // Mulberry32.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    pick: (list) => list[below(list.length)] ?? list[0],
    chance: (percent) => next() * 100 < percent,
  }
}
