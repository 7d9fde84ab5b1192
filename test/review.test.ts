import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { Answers } from '../src/answers.ts'
import { defineTransform, on, rename, setting } from '../src/rules.ts'
import type { Parts } from '../src/cli.ts'
import { contents, temporaryFolder } from './fake.ts'
import { run, type World } from './run.ts'

const RANGE = ['--from', '2.6', '--to', '2.11', '--skip', '2.14/cross-origin']
const OLD = 'KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH=true\n'
const NEW = 'KUMA_DP_SERVER_AUTHN_ENABLE_RELOADABLE_TOKENS=true\n'
const ASK = 'Make this edit [y,n,a,d,q,?]? '

const chained = [
  { id: '2.7/first', since: '2.7.0', from: 'dpServer.auth.useTokenPath', to: 'dpServer.authn.enableReloadableTokens' },
  { id: '2.9/second', since: '2.9.0', from: 'dpServer.authn.enableReloadableTokens', to: 'dpServer.hds.enabled' },
].map(({ id, since, from, to }) => ({
  ...defineTransform({
    title: `the title of ${id}`,
    since: [since],
    notes: ['x'],
    rules: [on(setting(from), rename(to))],
  }),
  id,
}))

/** A terminal to answer on, and the real engine. */
function terminal(stdin: string, parts: Parts = {}): World {
  return { stdin, isTTY: true, env: { TERM: 'dumb' }, real: true, parts }
}

/** How the files end, and what was asked. */
async function review(files: { readonly [path: string]: string }, answers: string, args: readonly string[] = []) {
  const folder = temporaryFolder(files)
  const ran = await run(folder, [...RANGE, '-i', ...args], terminal(answers))
  const after = Object.keys(files).map((path) => contents(folder, path))
  return { ...ran, after, questions: ran.stderr.split(ASK).length - 1 }
}

describe('--interactive', () => {
  test('makes what is accepted, and tells what is not as a finding', async () => {
    const { after, stdout, stderr, code } = await review({ 'a.env': OLD, 'b.env': `A=1\n${OLD}` }, 'y\nn\n')
    expect(after).toEqual([NEW, `A=1\n${OLD}`])
    expect(code).toBe(0)
    expect(stdout).toBe(`--- a/a.env\n+++ b/a.env\n@@ -1,1 +1,1 @@\n-${OLD}+${NEW}`)
    expect(stderr).toBe(
      [
        `--- a/a.env\n+++ b/a.env\n@@ -1,1 +1,1 @@\n-${OLD}+${NEW}2.7/dp-server-auth: \`dpServer.auth\` became \`dpServer.authn\`\n${ASK}`,
        `--- a/b.env\n+++ b/b.env\n@@ -1,2 +1,2 @@\n A=1\n-${OLD}+${NEW}2.7/dp-server-auth: \`dpServer.auth\` became \`dpServer.authn\`\n${ASK}`,
        'warning: not in a git repository: there is no commit to go back to\n',
        'b.env:2:1: you left this edit out: `KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH` is ignored from 2.7 on; set `KUMA_DP_SERVER_AUTHN_ENABLE_RELOADABLE_TOKENS`\n',
        '    note: dp-server-auth-type, dp-server-auth-use-token-path, km-ecs-aws-iam-authn (mesh-migrate explain 2.7/dp-server-auth)\n',
        '2.6 to 2.11: 1 file changed (1 edit), 1 finding left to you (1 file with findings only), 2 files looked at\n',
        'found 2 = 1 changed + 1 flagged + 0 suppressed\n',
      ].join(''),
    )
  })

  const three = { 'a.env': OLD, 'b.env': OLD, 'c.env': OLD }
  test.each([
    ['y\ny\ny\n', [NEW, NEW, NEW], 3],
    ['n\ny\nn\n', [OLD, NEW, OLD], 3],
    ['y\nq\n', [NEW, OLD, OLD], 2],
    ['y\n', [NEW, OLD, OLD], 2],
    ['', [OLD, OLD, OLD], 1],
    ['Y\r\nN\r\nN\r\n', [NEW, OLD, OLD], 3],
    ['y\nn\ny', [NEW, OLD, NEW], 3],
  ])('%j', async (answers, after, questions) => {
    expect(await review(three, answers)).toMatchObject({ after, questions, code: 0 })
  })

  test('a and d are for the rest of a file', async () => {
    const files = { 'a.yaml': documents(3), 'b.yaml': documents(3), 'c.yaml': documents(1) }
    const { after, questions } = await review(files, 'n\na\nd\ny\n')
    expect(after.map((text) => text.split('ENABLE_RELOADABLE').length - 1)).toEqual([2, 0, 1])
    expect(questions).toBe(4)
  })

  test('? and what is no answer show the help, and ask again', async () => {
    const { after, questions, stderr } = await review({ 'a.env': OLD }, '?\n\ny\n')
    expect({ after, questions }).toEqual({ after: [NEW], questions: 3 })
    expect(stderr.match(/^q - leave out this one and all that are left, and end$/gm)).toHaveLength(2)
  })

  test('what is left out counts as a finding', async () => {
    expect((await review({ 'a.env': OLD }, 'n\n', ['--fail-on', 'findings'])).code).toBe(1)
    const { stdout } = await review({ 'a.env': OLD }, 'n\n', ['--format', 'json'])
    expect(JSON.parse(stdout).summary).toMatchObject({ edits: 0, findings: 1, found: 1, suppressed: 0 })
  })

  test('asks about what follows from a fix only where that was accepted', async () => {
    const outcome = async (answers: string) => {
      const folder = temporaryFolder({ 'a.env': OLD })
      const { stderr } = await run(
        folder,
        ['--from', '2.6', '--to', '2.11', '-i'],
        terminal(answers, { transforms: chained }),
      )
      return [contents(folder, 'a.env'), stderr.split(ASK).length - 1]
    }
    expect(await outcome('n\n')).toEqual([OLD, 1])
    expect(await outcome('y\nn\n')).toEqual([NEW, 2])
    expect(await outcome('y\ny\n')).toEqual(['KUMA_DP_SERVER_HDS_ENABLED=true\n', 2])
  })

  test('with --dry-run shows what would be, and writes nothing', async () => {
    const { after, stdout } = await review({ 'a.env': OLD }, 'y\n', ['--dry-run'])
    expect(after).toEqual([OLD])
    expect(stdout).toContain(`+${NEW}`)
  })

  test('does not ask about files that are not written then', async () => {
    const folder = temporaryFolder({ 'a.env': OLD })
    execFileSync('git', ['init', '-q'], { cwd: folder })
    const { code, stderr } = await run(folder, [...RANGE, '-i'], terminal('y\n'))
    expect(code).toBe(2)
    expect(stderr).toMatch(/^mesh-migrate: nothing was written: these files have changes that no commit holds\./)
  })

  test('needs a terminal, and nobody at CI', async () => {
    const folder = temporaryFolder({ 'a.env': OLD })
    const piped = await run(folder, [...RANGE, '-i'], { stdin: 'y\n', real: true })
    expect(piped).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'mesh-migrate: --interactive asks on a terminal, and there is none. See the edits with --dry-run, or give the answers, one a line, with --answers-from-stdin.\n',
    })
    const ci = await run(folder, [...RANGE, '-i'], { ...terminal('y\n'), env: { CI: 'true' } })
    expect(ci.code).toBe(2)
    expect(ci.stderr).toMatch(/with CI set nobody is there to answer/)
    expect(contents(folder, 'a.env')).toBe(OLD)
    const told = await run(folder, [...RANGE, '-i', '--answers-from-stdin'], {
      stdin: 'y\n',
      env: { CI: '1' },
      real: true,
    })
    expect(told.code).toBe(0)
    expect(contents(folder, 'a.env')).toBe(NEW)
  })

  test('shows what is asked without characters that move or hide', async () => {
    const { stderr } = await review({ 'a.env': `X=\x1b[2J\n${OLD}` }, 'n\n')
    expect(stderr).toContain(' X=\\u{1b}[2J\n')
  })
})

function documents(count: number): string {
  const one = `kind: Deployment
metadata: {name: kuma-control-plane}
spec:
  template:
    spec:
      containers:
        - image: kumahq/kuma-cp:2.6.1
          env:
            - {name: KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH, value: "true"}
`
  return Array.from({ length: count }, () => one).join('---\n')
}

describe('answers', () => {
  const lines = async (...chunks: (string | Uint8Array)[]): Promise<(string | undefined)[]> => {
    const answers = new Answers(
      (async function* () {
        yield* chunks
      })(),
      undefined,
    )
    const read = [await answers.next(), await answers.next(), await answers.next()]
    answers.close()
    return read
  }

  test('are lines, however they come', async () => {
    expect(await lines('y\nn', '\n')).toEqual(['y', 'n', undefined])
    expect(await lines(Buffer.from('ä').subarray(0, 1), Buffer.from('ä').subarray(1), '\n\nq')).toEqual(['ä', '', 'q'])
  })

  test('end when the run is interrupted', async () => {
    const interrupt = new AbortController()
    const never: AsyncIterable<string> = {
      [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }),
    }
    const answers = new Answers(never, interrupt.signal)
    const next = answers.next()
    interrupt.abort()
    expect(await next).toBeUndefined()
    expect(await new Answers(never, interrupt.signal).next()).toBeUndefined()
  })
})

describe('--from auto', () => {
  test('says what it found, and takes it', async () => {
    const folder = temporaryFolder({ 'cp.yaml': 'image: kumahq/kuma-cp:2.6.1\n' })
    const ran = await run(folder, ['--from', 'auto', '--to', '2.7'])
    expect(ran).toEqual({
      code: 0,
      stdout: '',
      stderr:
        '--from auto: 2.6.1, as these say:\n  cp.yaml:1: 2.6.1 (image)\n2.6.1 to 2.7: nothing to do, 1 file looked at\n',
    })
    expect((await run(folder, ['--from', 'auto', '--to', '2.7', '-q'])).stderr).toBe('')
    const plan = await run(folder, ['plan', '--from', 'auto', '--to', '2.7'])
    expect(plan.stdout).toMatch(/^1 upgrade: 2\.6\.1 to 2\.7\n/)
  })

  test('gives up where files disagree, or one says what is no release', async () => {
    const folder = temporaryFolder({ 'a.yaml': 'image: kuma-cp:2.6.1\n', 'b.yaml': 'image: kuma-cp:2.7.0\n' })
    const ran = await run(folder, ['--from', 'auto', '--to', '2.8'])
    expect(ran).toMatchObject({ code: 2, stdout: '' })
    expect(ran.stderr).toMatch(
      /^mesh-migrate: --from auto: these files name 2 releases \(2\.6, 2\.7\)\.\n {2}a\.yaml:1: /,
    )
    const old = temporaryFolder({ 'a.yaml': 'image: kuma-cp:1.3.0\n' })
    expect((await run(old, ['--from', 'auto', '--to', '2.8'])).stderr).toContain(
      'mesh-migrate: --from 1.3.0 is not a known release. Known releases: 2.0, ',
    )
  })
})

describe('the built program on a terminal', () => {
  const root = join(import.meta.dirname, '..')
  const built = join(root, 'node_modules', '.cache', 'mesh-migrate-review')
  const program = join(built, 'cli.js')

  beforeAll(() => {
    execFileSync(process.execPath, ['scripts/build.mjs', built, '--no-types'], { cwd: root })
  })

  test('asks, lets go of the input, and ends', () => {
    const folder = temporaryFolder({ 'a.env': OLD, 'b.env': OLD })
    const args = [program, ...RANGE, '-i', '--answers-from-stdin']
    const ran = spawnSync(process.execPath, args, { cwd: folder, input: 'y\nq\nmore\n', encoding: 'utf8' })
    expect(ran.status).toBe(0)
    expect([contents(folder, 'a.env'), contents(folder, 'b.env')]).toEqual([NEW, OLD])
  })

  test('writes nothing when it is interrupted while it asks', async () => {
    const folder = temporaryFolder({ 'a.env': OLD, 'b.env': OLD })
    const args = [program, ...RANGE, '-i', '--answers-from-stdin']
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ['pipe', 'ignore', 'pipe'] })
    const ended = new Promise((end) => child.once('exit', end))
    child.stdin.write('y\n')
    let told = ''
    let killed = false
    for await (const chunk of child.stderr) {
      told += String(chunk)
      if (!killed && told.split(ASK).length === 3) killed = child.kill('SIGINT')
    }
    expect(await ended).toBe(130)
    expect([contents(folder, 'a.env'), contents(folder, 'b.env')]).toEqual([OLD, OLD])
    expect(told).toContain('a.env: failed, left as it was: not written, the run was interrupted: run again\n')
  })

  test('keeps the diff in one piece where both outputs are one', () => {
    const folder = temporaryFolder({ 'a.env': OLD.repeat(1), 'b.yaml': `a: [\n${OLD}`, 'c.yaml': documents(400) })
    const args = [program, ...RANGE, '--dry-run']
    const apart = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
    expect(apart.stdout.endsWith('\n')).toBe(true)
    expect(apart.status).toBe(3)
    const command = '"$0" "$@" 2>&1 | cat'
    const joined = spawnSync('bash', ['-c', command, process.execPath, ...args], { cwd: folder, encoding: 'utf8' })
    expect(joined.stdout).toBe(apart.stdout + apart.stderr)
  })
})
