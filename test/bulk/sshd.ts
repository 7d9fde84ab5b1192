import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

const SSHD = '/usr/sbin/sshd'

/** Servers on the loopback interface, under names that only their own configuration of ssh knows. */
export interface Servers {
  /** The command to reach them with. */
  readonly ssh: string
  /** What sessions get in addition; for those that begin after it. */
  setEnvironment(env: NodeJS.ProcessEnv): void
  stop(): Promise<void>
}

/** Starts a server for each name, as child processes on free ports, with keys made for them. @returns why not, where that cannot be */
export async function startServers(
  folder: string,
  names: readonly string[],
): Promise<{ servers: Servers | undefined; reason: string }> {
  if (!existsSync(SSHD)) return { servers: undefined, reason: `${SSHD} is not there; apt-get install openssh-server` }
  for (const key of ['host', 'user'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, key)])
  // Where sshd parts its privileges; a system that starts it as a service makes this at boot.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
  writeFileSync(join(folder, 'environment'), '')
  const children: ChildProcess[] = []
  const hosts: string[] = []
  const logs: string[] = []
  for (const name of names) {
    const port = await freePort()
    const config = join(folder, `${name}.conf`)
    writeFileSync(config, serverConfig(folder, port))
    const child = spawn(SSHD, ['-D', '-e', '-f', config], { stdio: ['ignore', 'ignore', 'pipe'] })
    child.stderr.on('data', (chunk) => logs.push(String(chunk)))
    children.push(child)
    hosts.push(`Host ${name}\n  Port ${port}\n`)
  }
  writeFileSync(join(folder, 'config'), hosts.join('') + clientConfig(folder))
  const stop = async (): Promise<void> => {
    await Promise.all(children.map(endOf))
  }
  const ssh = `ssh -F ${join(folder, 'config')}`
  for (const name of names) {
    if (!(await answers(folder, name))) {
      await stop()
      return { servers: undefined, reason: `sshd does not answer on loopback: ${logs.join('').split('\n')[0]}` }
    }
  }
  const setEnvironment = (env: NodeJS.ProcessEnv): void => {
    const lines = Object.entries(env).map(([name, value]) => `export ${name}='${value}'\n`)
    writeFileSync(join(folder, 'environment'), lines.join(''))
  }
  return { servers: { ssh, setEnvironment, stop }, reason: '' }
}

/** Sessions begin with the file `environment`, as a machine's own profile would do it. */
function serverConfig(folder: string, port: number): string {
  return `ListenAddress 127.0.0.1
Port ${port}
HostKey ${folder}/host
AuthorizedKeysFile ${folder}/user.pub
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
MaxStartups 100
ForceCommand . ${folder}/environment; eval "$SSH_ORIGINAL_COMMAND"
`
}

function clientConfig(folder: string): string {
  return `Host *
  HostName 127.0.0.1
  IdentityFile ${folder}/user
  IdentitiesOnly yes
  UserKnownHostsFile ${folder}/known
  StrictHostKeyChecking accept-new
  BatchMode yes
  LogLevel ERROR
`
}

async function answers(folder: string, name: string): Promise<boolean> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const { stdout } = spawnSync('ssh', ['-F', join(folder, 'config'), name, 'echo here'], { encoding: 'utf8' })
    if (stdout === 'here\n') return true
    await new Promise((turn) => setTimeout(turn, 100))
  }
  return false
}

function freePort(): Promise<number> {
  return new Promise((found, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address !== null && typeof address === 'object' ? found(address.port) : fail(new Error('no port')),
      )
    })
  })
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done()
    child.once('exit', () => done())
    child.kill()
  })
}
