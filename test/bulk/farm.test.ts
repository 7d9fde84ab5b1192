import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { branches, type Farm, type Finished, measures, plantFarm, reported, runScript, uproot } from './farm.ts'
import { startServers, type Servers } from './sshd.ts'

/** `npm run farm` has 200 repositories and waits longer. */
const COUNT = Number(process.env.FARM_REPOSITORIES ?? 12)
const HUGE = Number(process.env.FARM_HUGE ?? 800)
const TIMEOUT = 60_000 + COUNT * 30_000

/** What is missing for a test, which is then said and the test skipped. */
function missing(...commands: readonly string[]): boolean {
  const lost = commands.filter((command) => spawnSync('sh', ['-c', `command -v ${command}`]).status !== 0)
  if (lost.length > 0)
    console.warn(`skipped: ${lost.join(', ')} not installed; apt-get install parallel openssh-server rsync`)
  return lost.length > 0
}

/** Everything is done once, and what could not be done is told. */
function expectDone(farm: Farm, finished: Finished): void {
  const lost = farm.repositories
    .filter(({ expect }) => expect === 'unreadable' || expect === 'refused')
    .map(({ name }) => name)
  const done = farm.repositories.map(({ name }) => name).filter((name) => !lost.includes(name))
  expect(reported(farm).sort()).toEqual(done.sort())
  for (const [name, tree] of branches(farm)) {
    const planted = farm.repositories.find((each) => each.name === name)
    if (planted?.expect === 'changed')
      expect([name, tree]).toEqual([name, expect.stringMatching(/^[0-9a-f]{40} in 1$/)])
    else expect([name, tree]).toEqual([name, undefined])
  }
  if (lost.length === 0) expect(finished).toMatchObject({ code: 0, signal: null })
  else expect(finished.code).not.toBe(0)
  const html = readFileSync(join(farm.reports, 'fleet.html'), 'utf8')
  for (const name of done) expect(html).toContain(`<span class="reason">${name}</span>`)
}

function expectClean(farm: Farm): void {
  expect(readdirSync(join(farm.folder, 'tmp')).filter((name) => name.startsWith('mesh-migrate-'))).toEqual([])
  expect(readdirSync(farm.reports).filter((name) => name.endsWith('.part'))).toEqual([])
}

function tell(name: string, farm: Farm, runs: readonly Finished[]): void {
  const seconds = runs.reduce((sum, run) => sum + run.seconds, 0)
  const all = measures(farm)
  const [middle, longest] = [all[Math.floor(all.length / 2)], all.at(-1)]
  const peak = Math.max(...all.map(({ megabytes }) => megabytes))
  const speed = `${farm.repositories.length} repositories in ${seconds.toFixed(1)} s, ${(farm.repositories.length / seconds).toFixed(1)} a second`
  const each = `a run took ${middle?.seconds.toFixed(2)} s, the longest ${longest?.seconds.toFixed(2)} s, and ${peak.toFixed(0)} MB at most`
  console.info(`${name}: ${speed}; ${each}`)
}

const trees: Map<string, string | undefined>[] = []

/** Interrupts a run when half of the repositories are done, then runs it again. */
async function interruptAndResume(script: string, farm: Farm, signal: NodeJS.Signals): Promise<Finished[]> {
  const half = Math.floor(COUNT / 2)
  const first = await runScript(script, farm, { until: () => reported(farm).length >= half, signal })
  const done = reported(farm).length
  expect(first.code).not.toBe(0)
  expect(done).toBeGreaterThanOrEqual(half)
  expect(done).toBeLessThan(COUNT - 1)
  const second = await runScript(script, farm)
  return [first, second]
}

const CASES = [
  { name: 'GNU parallel, SIGTERM', script: 'run.sh', signal: 'SIGTERM', needs: ['parallel'] },
  { name: 'xargs -P, SIGTERM', script: 'run-xargs.sh', signal: 'SIGTERM', needs: ['xargs'] },
  { name: 'xargs -P, SIGKILL', script: 'run-xargs.sh', signal: 'SIGKILL', needs: ['xargs'] },
] as const

describe.each(CASES)('$name', ({ name, script, signal, needs }) => {
  const skip = missing(...needs)

  test.skipIf(skip)(
    'is interrupted halfway and resumed without loss or duplicate',
    async () => {
      const farm = plantFarm(COUNT, HUGE)
      try {
        const runs = await interruptAndResume(script, farm, signal)
        expectDone(farm, runs[1] ?? { code: -1, signal: null, err: '', seconds: 0 })
        trees.push(branches(farm))
        tell(name, farm, runs)
        // Nothing can clean up after SIGKILL.
        if (signal === 'SIGTERM') expectClean(farm)
        const before = branches(farm)
        await runScript(script, farm)
        expect(branches(farm)).toEqual(before)
      } finally {
        uproot(farm)
      }
    },
    TIMEOUT,
  )
})

describe('GNU parallel over ssh', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mesh-migrate-sshd-'))
  let [servers, reason]: [Servers | undefined, string] = [undefined, '']
  const skip = missing('parallel', 'rsync', 'ssh', 'ssh-keygen')

  beforeAll(async () => {
    if (!skip) ({ servers, reason } = await startServers(folder, ['north', 'south']))
    if (reason !== '') console.warn(`skipped: GNU parallel over ssh: ${reason}`)
  })

  afterAll(async () => {
    await servers?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test.skipIf(skip)(
    'two hosts share the work; interrupted and resumed without loss or duplicate',
    async (context) => {
      if (servers === undefined) return context.skip(reason)
      const farm = plantFarm(COUNT, HUGE)
      try {
        writeFileSync(join(farm.folder, 'hosts.txt'), 'north\nsouth\n')
        servers.setEnvironment(farm.env)
        Object.assign(farm.env, {
          HOSTS: join(farm.folder, 'hosts.txt'),
          REMOTE: join(farm.folder, 'remote'),
          PARALLEL_SSH: servers.ssh,
        })
        const runs = await interruptAndResume('run-ssh.sh', farm, 'SIGTERM')
        expectDone(farm, runs[1] ?? { code: -1, signal: null, err: '', seconds: 0 })
        trees.push(branches(farm))
        tell('GNU parallel over ssh', farm, runs)
        const hosts = readFileSync(join(farm.reports, 'jobs.tsv'), 'utf8')
          .split('\n')
          .slice(1)
          .map((line) => line.split('\t')[1])
        expect([...new Set(hosts)].filter((host) => host !== undefined && host !== '').sort()).toEqual([
          'north',
          'south',
        ])
      } finally {
        uproot(farm)
      }
    },
    TIMEOUT,
  )
})

test('every way leads to the same trees', () => {
  expect(trees.length).toBeGreaterThan(0)
  for (const tree of trees) expect(tree).toEqual(trees[0])
})
