// Gives the program what nobody sane writes, each thing in two sizes: node scripts/hostile.mjs [--scale 1] [--only word] [--trees] [--program dist/cli.js]
// Prints time of the processor and memory of both. Fails on a crash, on a run of more than 20 seconds or 1,100 MB, and where twice the size
// costs far more than twice. A text that has more than is read is given once more, in its full size.
import { spawn, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { HOSTILE } from './hostile/texts.mjs'

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    trees: { type: 'boolean', default: false },
    program: { type: 'string', default: 'dist/cli.js' },
  },
})
const scale = Number(values.scale)
/** In seconds of the processor, and MB: what no text may take. */
const LONGEST = 20
const LARGEST = 1100
/** Starting takes as long as most small inputs: below this, times say nothing about growth. */
const NOISE = 1
/** What is read at most of a text, a little less: lines, words, values. */
const READ = 99_900

function measure(folder, write) {
  const args = [
    resolve(values.program),
    '--from',
    '2.6',
    '--to',
    '2.11',
    '--format',
    'json',
    ...(write ? [] : ['--dry-run']),
  ]
  const ran = spawnSync('/bin/sh', ['-c', 'exec "$0" "$@" 9>&1', process.execPath, '--import', PEAK, ...args], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 10 * LONGEST * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: 1 << 30,
  })
  const [, cpu = 'Infinity', peak = '0'] = USED.exec(ran.stderr) ?? []
  const said = ran.stderr.replace(USED, '')
  return { seconds: Number(cpu), peak: Number(peak) / 1024, code: ran.status, said, out: ran.stdout }
}

/** Loaded into the program: tells, when it ends, the seconds it had of the processor, whatever else runs, and its greatest memory in KB. */
const PEAK =
  'data:text/javascript,process.once("exit",()=>{const u=process.resourceUsage();' +
  'process._rawDebug("used "+(u.userCPUTime+u.systemCPUTime)/1e6+" "+u.maxRSS)})'
const USED = /used ([\d.]+) (\d+)\n$/

function inFolder(make, run) {
  const folder = mkdtempSync(join(tmpdir(), 'mesh-migrate-hostile-'))
  try {
    make(folder)
    return run(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

let failures = 0
function tell(name, ok, words) {
  if (!ok) failures++
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}: ${words}`)
}

const told = ({ seconds, peak }) => `${seconds.toFixed(1)} s ${Math.round(peak)} MB`
const reasonOf = ({ code, said }) => `exit ${code}: ${said.split('\n')[0].slice(0, 90)}`
const isSound = ({ code, said, seconds, peak }) =>
  code !== null && code !== 2 && !/please report|internal error/.test(said) && seconds <= LONGEST && peak <= LARGEST

for (const { name, file, size, parts, text } of values.trees
  ? []
  : HOSTILE.filter(({ name }) => name.includes(values.only))) {
  const all = Math.max(16, Math.round(size * scale))
  const most = parts === undefined ? all : Math.min(all, Math.floor(READ / parts))
  const run = (count) => inFolder((folder) => writeFileSync(join(folder, file), text(count)), measure)
  const [half, full] = [run(Math.ceil(most / 2)), run(most)]
  const grows = full.seconds > NOISE && full.seconds > 2.6 * half.seconds
  const refused = all > most ? run(all) : undefined
  const more = refused === undefined ? '' : `; ${all}: ${told(refused)}, ${reasonOf(refused)}`
  tell(
    `${name} (${most})`,
    isSound(half) && isSound(full) && (refused === undefined || isSound(refused)) && !grows,
    `${told(half)}, twice: ${told(full)}, ${reasonOf(full)}${more}`,
  )
}

/** Things that are no text of a size. */
const DEPLOYMENT = `env:\n  - name: KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH\n    value: "true"\n`
const ODD = {
  'a file of 1 GB'(folder) {
    const file = openSync(join(folder, 'a.yaml'), 'w')
    writeSync(file, `${DEPLOYMENT}${'# filled up\n'.repeat(50_000)}`)
    ftruncateSync(file, Math.round(1024 ** 3 * Math.min(1, scale * 4)))
    closeSync(file)
  },
  'odd file names'(folder) {
    for (const name of ['a\nb', '\x1b[31mred', '"quoted"', "it's", '-rf', '--help', 'x'.repeat(250), '\u202eabc', ' '])
      writeFileSync(join(folder, `${name}.yaml`), DEPLOYMENT)
  },
  'links in circles'(folder) {
    mkdirSync(join(folder, 'a'))
    symlinkSync('..', join(folder, 'a/up'))
    symlinkSync('b.yaml', join(folder, 'c.yaml'))
    symlinkSync('c.yaml', join(folder, 'b.yaml'))
    symlinkSync('/dev/zero', join(folder, 'zero.yaml'))
    writeFileSync(join(folder, 'a/a.yaml'), DEPLOYMENT)
  },
  'folders 1,000 deep'(folder) {
    let inner = folder
    for (let depth = 0; depth < 1000; depth++) inner += '/d'
    mkdirSync(inner, { recursive: true })
    writeFileSync(`${inner}/a.yaml`, DEPLOYMENT)
  },
  'not UTF-8, UTF-16, NUL'(folder) {
    writeFileSync(join(folder, 'a.yaml'), Buffer.concat([Buffer.from(DEPLOYMENT), Buffer.from([0xff, 0xc0, 0x80])]))
    writeFileSync(join(folder, 'b.yaml'), Buffer.from(`\ufeff${DEPLOYMENT}`, 'utf16le'))
    writeFileSync(join(folder, 'c.yaml'), `${DEPLOYMENT}\0`)
    writeFileSync(join(folder, 'd.yaml'), DEPLOYMENT.replaceAll('\n', '\r'))
  },
}
for (const [name, make] of Object.entries(ODD).filter(([name]) => name.includes(values.only))) {
  const result = inFolder(make, (folder) => measure(folder, name === 'odd file names'))

  const escapes = /\x1b|\u202e/.test(result.said + result.out)
  tell(name, isSound(result) && !escapes, `${told(result)}, ${reasonOf(result)}`)
}

async function growing() {
  const folder = mkdtempSync(join(tmpdir(), 'mesh-migrate-hostile-'))
  const path = join(folder, 'a.yaml')
  writeFileSync(path, DEPLOYMENT + '# more\n'.repeat(1_000_000 * Math.min(1, scale * 4)))
  const grower = spawn(process.execPath, [
    '-e',
    `for(;;)require('fs').appendFileSync(${JSON.stringify(path)},'# more\\n'.repeat(99))`,
  ])
  await new Promise((started) => setTimeout(started, 300))
  const result = measure(folder, true)
  grower.kill('SIGKILL')
  appendFileSync(path, '')
  tell('a file that grows', isSound(result) && existsSync(path), `${told(result)}, ${reasonOf(result)}`)
  rmSync(folder, { recursive: true, force: true })
}
if ('a file that grows'.includes(values.only)) await growing()

console.log(failures === 0 ? 'all bounded, nothing crashed' : `${failures} failed`)
process.exitCode = failures === 0 ? 0 : 1
