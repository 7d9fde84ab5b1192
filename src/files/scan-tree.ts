import { dirname } from 'node:path'
import { enterFolders, rulesAbove } from './ignore.ts'
import { type Scanned, Scanner, type ScanPlan } from './scan.ts'
import { type Pending, readFolder, type Walk } from './walk.ts'

/** What threads share a tree by. */
export interface Share {
  readonly plan: ScanPlan
  /** The folder the walk started at, and those in it that are shared out. */
  readonly root: string
  readonly folders: readonly string[]
  /** At 0 the number of the next folder, at 1 not zero once all shall stop. */
  readonly state: Int32Array
}

export interface Found extends Readonly<Scanned> {
  readonly problems: readonly { readonly path: string; readonly reason: string }[]
  readonly vendored: readonly string[]
}

/** Scans files as it walks, so that no list of them is kept. */
export class TreeScan {
  readonly scanner: Scanner
  readonly pending: Pending[] = []
  private readonly walk: Walk = { files: [], problems: [], vendored: [] }

  constructor(scanner: Scanner) {
    this.scanner = scanner
  }

  /** Takes a folder off those pending. @returns its files, which are to be scanned */
  next(): readonly string[] {
    const folder = this.pending.pop()
    if (folder === undefined) return []
    this.walk.files.length = 0
    this.pending.push(...readFolder(folder, this.walk))
    return this.walk.files
  }

  found(): Found {
    return { ...this.scanner.scanned, problems: this.walk.problems, vendored: this.walk.vendored }
  }
}

/** A thread's part of a shared tree: folder after folder, as long as there are any. */
export function scanShare({ plan, root, folders, state }: Share): Found {
  const scan = new TreeScan(new Scanner(plan))
  const above = rulesAbove(root)
  for (;;) {
    const folder = folders[Atomics.add(state, 0, 1)]
    if (folder === undefined) return scan.found()
    scan.pending.push({ folder, above: enterFolders(above, foldersBetween(root, folder)), asked: false })
    while (scan.pending.length > 0) {
      if (Atomics.load(state, 1) !== 0) return scan.found()
      for (const path of scan.next()) scan.scanner.file(path)
    }
  }
}

/** From the outer folder, it included, to the one that the inner folder lies in. */
function foldersBetween(outer: string, inner: string): string[] {
  const folders: string[] = []
  for (let folder = dirname(inner); folder.length >= outer.length; folder = dirname(folder)) {
    folders.unshift(folder)
    if (folder === dirname(folder)) break
  }
  return folders
}
