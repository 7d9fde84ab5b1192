// Kills the program at random moments and looks at every file: each must be as before or as after, whole.
//   npm run crash -- [--kills 1000] [--files 2000] [--program dist/cli.js] [--seed 1]
// The same is done to a writer that opens files and writes them, which must tear some: a test whose control tears none proves nothing.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    files: { type: 'string', default: '2000' },
    program: { type: 'string', default: 'dist/cli.js' },
    seed: { type: 'string', default: '1' },
  },
})
const [kills, files, seed] = [values.kills, values.files, values.seed].map(Number)

/** A deployment of some length, none like another; short, since what counts is that it is written. */
function oldText(index) {
  const variables = Array.from({ length: 1 + (index % 3) }, (_, at) => [
    `            - name: KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH # ${index}.${at}`,
    '              value: "true"',
  ])
  const head = ['apiVersion: apps/v1', 'kind: Deployment', 'spec:', '  template:', '    spec:', '      containers:']
  const containers = variables.flatMap((lines, at) => [`        - name: c${at}`, '          env:', ...lines])
  return `${[...head, ...containers].join('\n')}\n`
}

const NEW_NAME = 'KUMA_DP_SERVER_AUTHN_ENABLE_RELOADABLE_TOKENS'
const FOLDERS = Array.from({ length: 20 }, (_, index) => String(index))
const names = Array.from({ length: files }, (_, index) => join(FOLDERS[index % 20], `${index}.yaml`))
const before = names.map((_, index) => oldText(index))
const after = before.map((text) => text.replaceAll('KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH', NEW_NAME))

/** How a run is started: its arguments for node. */
const ARGUMENTS = {
  program: [resolve(values.program), '--from', '2.6', '--to', '2.7', '-q', '--patch', '/dev/null', '--list-changed'],
  // It writes all files again and again, so that every moment is one of writing.
  control: [
    '--input-type=module',
    '-e',
    `import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
     const [OLD, NEW] = ['KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH', '${NEW_NAME}']
     const names = readdirSync('.', { recursive: true }).filter((name) => name.endsWith('.yaml'))
     for (const turn = [[OLD, NEW], [NEW, OLD]]; ; turn.reverse()) {
       for (const name of names) writeFileSync(name, readFileSync(name, 'utf8').replaceAll(turn[0][0], turn[0][1]))
     }`,
  ],
}

/** Numbers from 0 to 1, the same for the same seed. */
function randoms(start) {
  let state = start >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function make(folder) {
  for (const [index, name] of names.entries()) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), before[index])
  }
}

/** Only what was written in these folders of the tree is written back. */
function reset(folder, scope) {
  for (const [index, name] of names.entries()) {
    const path = join(folder, name)
    if (scope.includes(dirname(name)) && readFileSync(path, 'utf8') !== before[index])
      writeFileSync(path, before[index])
  }
}

function look(folder) {
  const tally = { old: 0, new: 0, torn: 0 }
  for (const [index, name] of names.entries()) {
    const text = readFileSync(join(folder, name), 'utf8')
    tally[text === before[index] ? 'old' : text === after[index] ? 'new' : 'torn']++
  }
  return tally
}

function leftovers(folder) {
  return readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.mesh-migrate-tmp')).length
}

/** Until something is written in one of the folders. */
function writing(folder) {
  const watchers = []
  const started = new Promise((start) => {
    for (const each of FOLDERS) watchers.push(watch(join(folder, each), start))
  })
  return { started, stop: () => watchers.forEach((watcher) => watcher.close()) }
}

/**
 * Runs a program, and kills it some time after it began to write, or after it was started.
 * @returns `signal` where it was killed before it was done; `ms` that it wrote
 */
async function run(kind, folder, { delay = Infinity, fromStart = false, scope = [] } = {}) {
  const { started, stop } = writing(folder)
  const child = spawn(process.execPath, [...ARGUMENTS[kind], ...scope], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'ignore'],
  })
  const ended = new Promise((end) => child.once('exit', (code, signal) => end({ code, signal })))
  await (fromStart ? undefined : Promise.race([started, ended]))
  const from = performance.now()
  const timer = delay === Infinity ? undefined : setTimeout(() => child.kill('SIGKILL'), delay)
  const { code, signal } = await ended
  clearTimeout(timer)
  stop()
  return { code, signal, ms: performance.now() - from }
}

/** A run that nobody kills. */
async function whole(folder) {
  const { code, ms } = await run('program', folder)
  if (code !== 0 || look(folder).new !== files) throw new Error('the program does not do its work')
  return ms
}

function told(kind, { kills, midway, temporaries, torn }) {
  return `${kind}: ${kills} kills over ${files} files, ${midway} with some files written and some not, ${temporaries} temporary files left, ${torn} files torn`
}

async function crash(kind, times) {
  const folder = mkdtempSync(join(tmpdir(), 'mesh-migrate-crash-'))
  const random = randoms(seed)
  try {
    make(folder)
    const longest = kind === 'control' ? 100 : await whole(folder)
    const sum = { kills: 0, midway: 0, torn: 0, temporaries: 0, finished: false }
    reset(folder, FOLDERS)
    let left = 0
    while (sum.kills < times) {
      // One of twenty runs is over the whole tree, the others over three of its folders: all of it is looked at after each.
      const all = kind === 'control' || random() < 0.05
      const scope = all ? FOLDERS : [0, 1, 2].map(() => FOLDERS[Math.floor(random() * FOLDERS.length)])
      if (kind === 'program') reset(folder, scope)
      // One of ten is killed from the start on, as it reads and proves: most of the time it does.
      const fromStart = kind === 'program' && random() < 0.1
      const delay = (random() * longest * scope.length) / FOLDERS.length
      const { signal } = await run(kind, folder, { delay, fromStart, scope: all ? [] : scope })
      if (signal !== 'SIGKILL') continue
      const seen = look(folder)
      sum.kills++
      sum.torn += seen.torn
      if (seen.new > 0 && seen.old > 0) sum.midway++
      const now = leftovers(folder)
      sum.temporaries += Math.max(0, now - left)
      left = now
      if (seen.torn > 0) make(folder)
      if (sum.kills % 50 === 0) console.error(told(kind, sum))
    }
    // The next run ends the work, and takes away what the killed ones left.
    if (kind === 'program') sum.finished = (await whole(folder)) > 0 && leftovers(folder) === 0
    return sum
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const control = await crash('control', Math.max(10, Math.ceil(kills / 10)))
const program = await crash('program', kills)
for (const [kind, sum] of Object.entries({ control, program })) console.log(told(kind, sum))
console.log(`the next run ends the work and sweeps what was left: ${program.finished ? 'yes' : 'no'}`)
const isProof = control.torn > 0 && program.torn === 0 && program.midway > 0 && program.finished
process.exitCode = isProof ? 0 : 1
