// Packs, installs and runs the package on each Node release given: npm run try-package -- 20 22 24. Prints its size and how fast it starts.
// The releases come from the registry's `node` package; one that cannot be had is skipped, with the reason.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const base = mkdtempSync(join(tmpdir(), 'mesh-migrate-try-'))
const expected = readFileSync('test/examples/ecs.patch', 'utf8')
const STARTS = 10

function npm(cwd, ...args) {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
}

function folder(name) {
  const path = join(base, name)
  mkdirSync(path)
  npm(path, 'init', '--yes')
  return path
}

function sizeOf(path) {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(path, name)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0)
}

/** Where the program of a Node release is. */
function nodeOf(release) {
  if (process.versions.node.startsWith(`${release}.`)) return process.execPath
  const home = folder(`node-${release}`)
  npm(home, 'install', '--no-audit', '--no-fund', `node@${release}`)
  return join(home, 'node_modules/node/bin/node')
}

function run(node, user) {
  const argv = [join(user, 'node_modules/mesh-migrate/dist/cli.js'), '--from', '2.6', '--to', '2.11', '--dry-run']
  const { status, stdout, stderr } = spawnSync(node, argv, { cwd: join(user, 'ecs'), encoding: 'utf8' })
  if (status !== 0 || stdout !== expected) throw new Error(`exit ${status}: ${stderr}`)
}

function startOf(node, user) {
  const cli = join(user, 'node_modules/mesh-migrate/dist/cli.js')
  const times = Array.from({ length: STARTS }, () => {
    const begin = performance.now()
    execFileSync(node, [cli, '--version'])
    return performance.now() - begin
  })
  return times.sort((a, b) => a - b)[STARTS / 2]
}

let failed = false
try {
  const tarball = join(base, npm('.', 'pack', '--silent', '--pack-destination', base).split('\n').at(-1))
  const user = folder('user')
  npm(user, 'install', '--offline', '--omit=dev', '--no-audit', '--no-fund', tarball)
  cpSync('examples/ecs', join(user, 'ecs'), { recursive: true })
  const kilobytes = (bytes) => `${Math.round(bytes / 1000)} kB`
  console.log(
    `download ${kilobytes(statSync(tarball).size)}, installed ${kilobytes(sizeOf(join(user, 'node_modules')))}`,
  )
  for (const release of process.argv.slice(2)) {
    let node
    try {
      node = nodeOf(release)
    } catch (error) {
      console.log(`Node ${release}: skipped, it cannot be had: ${error.message.split('\n')[0]}`)
      continue
    }
    try {
      const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()
      run(node, user)
      console.log(
        `Node ${version}: the example gives what it should; --version takes ${Math.round(startOf(node, user))} ms`,
      )
    } catch (error) {
      failed = true
      console.log(`Node ${release}: ${error.message}`)
    }
  }
} finally {
  rmSync(base, { recursive: true, force: true })
}
process.exit(failed ? 1 : 0)
