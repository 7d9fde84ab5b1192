import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NEW_NAME, OLD_NAME } from './marked.ts'

/** Programs to compare with, by how they are called; undefined: absent. */
export interface Peers {
  readonly rg: string | undefined
  readonly astGrep: string | undefined
  /** The folder of scripts that stand for what a user would write with a library. */
  readonly scripts: string
}

/** Takes what is installed, and installs what is not where a package manager can be asked. */
export function findPeers(folder: string): Peers {
  if (!has('rg')) spawnSync('apt-get', ['install', '-y', '-qq', 'ripgrep'], { stdio: 'ignore' })
  const scripts = join(folder, 'scripts')
  mkdirSync(scripts, { recursive: true })
  writeFileSync(join(scripts, 'loop.mjs'), LOOP)
  writeFileSync(join(scripts, 'yaml.cjs'), YAML)
  writeFileSync(join(scripts, 'rename.cjs'), CODEMOD)
  writeFileSync(join(scripts, 'rule.yml'), RULES)
  return { rg: has('rg') ? 'rg' : undefined, astGrep: installAstGrep(join(folder, 'peers')), scripts }
}

function has(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0
}

/** The program lies in the package of the platform; that of all platforms would need an install script. */
function installAstGrep(folder: string): string | undefined {
  const packages = join(folder, 'node_modules/@ast-grep')
  if (!existsSync(packages)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{"private": true}')
    spawnSync('npm', ['install', '--no-audit', '--no-fund', '@ast-grep/cli'], { cwd: folder, stdio: 'ignore' })
  }
  const platform = existsSync(packages) ? readdirSync(packages).filter((name) => name.startsWith('cli-')) : []
  return platform.map((name) => join(packages, name, 'ast-grep')).find(has)
}

export function versionOf(command: string, ...args: string[]): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\n')[0] ?? ''
  } catch {
    return 'absent'
  }
}

/** The simplest scan there is: walk, read each file as text, search. */
const LOOP = `import { readdirSync, readFileSync } from 'node:fs'
const words = process.argv.slice(3)
let found = 0
const walk = (folder) => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = folder + '/' + entry.name
    if (entry.isDirectory()) {
      if (!['.git', 'node_modules', 'dist'].includes(entry.name)) walk(path)
    } else if (entry.isFile()) {
      const text = readFileSync(path, 'utf8')
      if (words.some((word) => text.includes(word))) found++
    }
  }
}
walk(process.argv[2])
console.log(found)
`

const YAML = `const { readFileSync, writeFileSync } = require('node:fs')
const { parseAllDocuments } = require('yaml')
for (const path of readFileSync(0, 'utf8').trim().split('\\n')) {
  try {
    const text = readFileSync(path, 'utf8').replaceAll('${OLD_NAME}', '${NEW_NAME}')
    writeFileSync(process.argv[2], parseAllDocuments(text).map(String).join('---\\n'))
  } catch {}
}
`

const CODEMOD = `module.exports = ({ source }, { j }) => {
  const root = j(source)
  let found = false
  root.find(j.Identifier, { name: '${OLD_NAME}' }).forEach(({ node }) => {
    found = true
    node.name = '${NEW_NAME}'
  })
  return found ? root.toSource() : undefined
}
module.exports.parser = 'ts'
`

const RULES = ['yaml', 'json', 'bash', 'typescript', 'hcl']
  .map((language) => {
    const kinds: { readonly [language: string]: string } = {
      yaml: 'string_scalar',
      json: 'string_content',
      bash: 'variable_name',
      typescript: 'property_identifier',
      hcl: 'template_literal',
    }
    return `id: rename-${language}\nlanguage: ${language}\nrule:\n  kind: ${kinds[language]}\n  regex: ^${OLD_NAME}$\nfix: ${NEW_NAME}\n`
  })
  .join('---\n')
