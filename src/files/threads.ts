import { type RoleOf, Scanner } from './scan.ts'
import { type Found, scanShare, type Share, TreeScan } from './scan-tree.ts'
import type { ScanPlan } from './scan.ts'
import { startAt } from './walk.ts'

export interface ScanOptions {
  /** How many threads at most; undefined: as many as pay. */
  readonly jobs: number | undefined
  /** Only this thread can answer it: with it there is no other. */
  readonly roleOf: RoleOf | undefined
  /** Asked now and then: true ends the scan. */
  readonly isInterrupted: () => Promise<boolean>
}

/** Files between two questions whether the run shall end. */
const TURN = 200
/** A thread takes as long to start as it takes to scan some thousands of files. */
const ALONE = 4000
const MOST_THREADS = 4

/** Scans all files below a folder, in several threads where it holds many. */
export async function scanFolder(root: string, plan: ScanPlan, options: ScanOptions): Promise<Found> {
  const scan = new TreeScan(new Scanner(plan, options.roleOf))
  scan.pending.push(startAt(root))
  while (scan.pending.length > 0) {
    if (await scanFiles(scan.scanner, scan.next(), options.isInterrupted)) break
    if (scan.scanner.scanned.files < ALONE || scan.pending.length < MOST_THREADS) continue
    const threads = await threadsFor(options)
    if (threads > 1) return join([scan.found(), ...(await shareOut(scan, plan, root, threads, options))])
  }
  return scan.found()
}

/** @returns whether the scan was interrupted */
export async function scanFiles(
  scanner: Scanner,
  paths: readonly string[],
  isInterrupted: () => Promise<boolean>,
): Promise<boolean> {
  for (const path of paths) {
    if (scanner.scanned.files % TURN === 0 && (await isInterrupted())) return true
    scanner.file(path)
  }
  return false
}

async function threadsFor({ jobs, roleOf }: ScanOptions): Promise<number> {
  // From sources, as tests run them, there is no file that a thread could start with.
  if (roleOf !== undefined || import.meta.url.endsWith('.ts')) return 1
  if (jobs !== undefined) return jobs
  const { availableParallelism } = await import('node:os')
  return Math.min(availableParallelism(), MOST_THREADS)
}

/** This thread and others take the folders that are left, one after the other. */
async function shareOut(
  { pending }: TreeScan,
  plan: ScanPlan,
  root: string,
  threads: number,
  { isInterrupted }: ScanOptions,
): Promise<Found[]> {
  const state = new Int32Array(new SharedArrayBuffer(8))
  const share: Share = { plan, root, folders: pending.map(({ folder }) => folder), state }
  const workers = Array.from({ length: threads - 1 }, () => runWorker(share))
  const own = new TreeScan(new Scanner(plan))
  for (;;) {
    const next = pending[Atomics.add(state, 0, 1)]
    if (next === undefined) break
    own.pending.push(next)
    while (own.pending.length > 0) {
      if (await scanFiles(own.scanner, own.next(), isInterrupted)) {
        Atomics.store(state, 1, 1)
        own.pending.length = 0
        break
      }
    }
    if (Atomics.load(state, 1) !== 0) break
  }
  try {
    return [own.found(), ...(await Promise.all(workers))]
  } catch {
    // A thread that could not be made, or broke: its part is not known, so all is done here.
    return [scanShare({ ...share, state: new Int32Array(2) })]
  }
}

async function runWorker(share: Share): Promise<Found> {
  const { Worker } = await import('node:worker_threads')
  return new Promise((done, fail) => {
    // Scanning leaves little behind: more room would only be filled before it is swept.
    const resourceLimits = { maxYoungGenerationSizeMb: 4 }
    const worker = new Worker(new URL('./scan-worker.js', import.meta.url), { workerData: share, resourceLimits })
    worker.once('message', done)
    worker.once('error', fail)
  })
}

function join(parts: readonly Found[]): Found {
  return {
    files: parts.reduce((sum, { files }) => sum + files, 0),
    concerned: parts.flatMap(({ concerned }) => concerned),
    leads: parts.flatMap(({ leads }) => leads),
    unread: parts.flatMap(({ unread }) => unread),
    problems: parts.flatMap(({ problems }) => problems),
    vendored: parts.flatMap(({ vendored }) => vendored),
  }
}
