interface Table {
  /** The runs of minors that know each name, as text. */
  readonly names: ReadonlyMap<string, string>
  readonly folded: ReadonlyMap<string, string>
  readonly parents: ReadonlySet<string>
}

/** The names of one kind that Kuma and Kong Mesh know, and in which releases of 2.x. */
export class Surface {
  private readonly lines: string
  private read: Table | undefined

  /** @param lines as src/facts/ has them: a name, a tab, and runs of minors such as `0-6,9`. Read when first asked: most files need few kinds. */
  constructor(lines: string) {
    this.lines = lines
  }

  private get table(): Table {
    return (this.read ??= readTable(this.lines))
  }

  /** The name as it is spelled here, whatever the case of its letters. */
  spelled(name: string): string | undefined {
    return this.table.names.has(name) ? name : this.table.folded.get(name.toLowerCase())
  }

  /** Whether there are names below it. */
  isParent(name: string): boolean {
    return this.table.parents.has(name)
  }

  /** Whether it is a command with others below it. */
  isGroup(name: string): boolean {
    return [...this.table.names.keys()].some((each) => each.startsWith(`${name} `))
  }

  /** Whether it is no name itself, but leads to names. */
  isBranch(name: string): boolean {
    return this.isParent(name) && !this.table.names.has(name)
  }

  /** Whether it stands below a name that takes any. */
  isFree(name: string): boolean {
    for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      const parent = name.slice(0, dot)
      if (this.table.names.has(`${parent}.*`) || (this.table.names.has(parent) && !this.isParent(parent))) return true
    }
    return false
  }

  knows(name: string, minor: number): boolean {
    return this.runs(name).some(([first, last]) => first <= minor && minor <= last)
  }

  /** The first and the last minor of each run that knows the name. */
  private runs(name: string): (readonly [number, number])[] {
    const runs = this.table.names.get(name)?.split(',') ?? []
    return runs.map((run) => {
      const [first, last] = run.split('-').map(Number)
      return [first ?? 0, last ?? first ?? 0]
    })
  }

  /** The last minor before one that knows the name, and the first after it. */
  around(name: string, minor: number): { readonly before: number | undefined; readonly after: number | undefined } {
    const runs = this.runs(name)
    const before = runs.map(([, last]) => last).filter((last) => last < minor)
    const after = runs.map(([first]) => first).filter((first) => first > minor)
    return { before: before.at(-1), after: after[0] }
  }

  /** Names that a release knows and that differ from this one by a slip of typing. */
  near(name: string, minor: number): string[] {
    const limit = name.length < 8 ? 1 : 2
    const parent = name.slice(0, Math.max(name.lastIndexOf('.'), 0))
    const around = this.isParent(parent) ? `${parent}.` : ''
    const found: string[] = []
    for (const candidate of this.table.names.keys()) {
      // Below a known name the slip is in the rest.
      if (!candidate.startsWith(around) || Math.abs(candidate.length - name.length) > limit) continue
      if (!this.knows(candidate, minor)) continue
      const distance = distanceOf(candidate, name, limit)
      if (distance > 0 && distance <= limit && areAlike(candidate, name)) found.push(candidate)
    }
    return found
  }
}

function readTable(lines: string): Table {
  const names = new Map<string, string>()
  const folded = new Map<string, string>()
  const parents = new Set<string>()
  for (const line of lines.split('\n')) {
    const [name, runs] = line.split('\t')
    if (name === undefined || runs === undefined) continue
    names.set(name, runs)
    folded.set(name.toLowerCase(), name)
    for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      const parent = name.slice(0, dot)
      // Its own parents are there as well.
      if (parents.has(parent)) break
      parents.add(parent)
    }
  }
  return { names, folded, parents }
}

/** Word by word: `SDS` is no slip for `DP`. */
function areAlike(a: string, b: string): boolean {
  const [ofA, ofB] = [a.split(/[^A-Za-z\d]+/), b.split(/[^A-Za-z\d]+/)]
  return ofA.length !== ofB.length || ofA.every((word, index) => isSlip(word, ofB[index] ?? ''))
}

function isSlip(a: string, b: string): boolean {
  return a === b || distanceOf(a, b, 2) <= (Math.min(a.length, b.length) < 4 ? 1 : 2)
}

/** How many letters must be added, removed, changed or swapped, up to a limit. */
function distanceOf(a: string, b: string, limit: number): number {
  let [two, one]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min((one[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (one[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (two[j - 2] ?? 0) + 1)
      row.push(least)
    }
    if (Math.min(...row) > limit) return limit + 1
    two = one
    one = row
  }
  return one[b.length] ?? limit + 1
}
