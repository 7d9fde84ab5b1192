import type { Branch } from './blocks.ts'

/** More ways through a text's conditions are not gone. */
const WAYS = 16

/**
 * Ways through conditions, of each of which one branch is taken, so that together they take every branch.
 * @returns for each way, the branches that are not taken
 */
export function waysThrough(branches: readonly Branch[]): Branch[][] {
  const choices = choicesOf(branches)
  const unseen = new Set(choices.flat())
  const ways: Branch[][] = []
  while (ways.length === 0 || (unseen.size > 0 && ways.length < WAYS)) {
    const wanted = withAround(unseen)
    const left = choices.flatMap((choice) => {
      const taken = choice.find((branch) => wanted.has(branch)) ?? choice[0]
      return choice.filter((branch) => branch !== taken)
    })
    const out = new Set(left)
    for (const branch of unseen) if (!isLeft(branch, out)) unseen.delete(branch)
    ways.push(left)
  }
  return ways
}

/** The branches of each condition that has several. */
function choicesOf(branches: readonly Branch[]): Branch[][] {
  const blocks = new Map<number, Branch[]>()
  for (const branch of branches) blocks.set(branch.block, [...(blocks.get(branch.block) ?? []), branch])
  return [...blocks.values()].filter((choice) => choice.length > 1)
}

function withAround(branches: Iterable<Branch>): Set<Branch> {
  const all = new Set<Branch>()
  for (const branch of branches) {
    for (let each: Branch | undefined = branch; each !== undefined && !all.has(each); each = each.parent) all.add(each)
  }
  return all
}

function isLeft(branch: Branch, out: ReadonlySet<Branch>): boolean {
  for (let each: Branch | undefined = branch; each !== undefined; each = each.parent) if (out.has(each)) return true
  return false
}
