// Makes a release: node scripts/release.mjs <version> [--write]. Without --write it only says what it would do. Nothing is pushed or published.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

const VERSION = /^(\d+)\.(\d+)\.(\d+)$/

function fail(reason) {
  console.error(reason)
  process.exit(2)
}

const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim()

const [version = ''] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const write = process.argv.includes('--write')
const parts = VERSION.exec(version)?.slice(1).map(Number)
if (parts === undefined) fail('usage: npm run release -- <version, such as 1.2.3> [--write]')

const manifest = readFileSync('package.json', 'utf8')
const lock = readFileSync('package-lock.json', 'utf8')
const changelog = readFileSync('CHANGELOG.md', 'utf8')
const current = JSON.parse(manifest).version
const order = current.split('.').map((part, index) => parts[index] - Number(part))
if ((order.find((difference) => difference !== 0) ?? 0) < 0) fail(`${version} is older than ${current}`)

const heading = /^## (\S+) \(unreleased\)\n([^]*?)(?=^## |$(?![^]))/m.exec(changelog)
if (heading === null || !heading[2].includes('* '))
  fail('CHANGELOG.md has no section "## <version> (unreleased)" with entries')
if (git('tag', '--list', `v${version}`) !== '') fail(`the tag v${version} is there already`)
if (write && git('status', '--porcelain') !== '') fail('commit or stash your changes first')

const day = new Date().toISOString().slice(0, 10)
const [first] = heading[0].split('\n')
console.log(
  `version: ${current} to ${version}\nCHANGELOG.md: "${first}" to "## ${version} (${day})"\ncommit: release: ${version}\ntag: v${version}`,
)
if (!write) {
  console.log('Nothing was done. --write does it.')
  process.exit(0)
}
const withVersion = (text) =>
  text.replaceAll(
    new RegExp(`^(  |      )"version": "${current.replaceAll('.', '\\.')}"`, 'gm'),
    (line, indent, at) => {
      // In the lock file the package itself comes first, twice; other packages may have the same version.
      return at < 400 ? `${indent}"version": "${version}"` : line
    },
  )
writeFileSync('package.json', withVersion(manifest))
writeFileSync('package-lock.json', withVersion(lock))
writeFileSync('CHANGELOG.md', changelog.replace(first, `## ${version} (${day})`))
git('commit', '--quiet', '-m', `release: ${version}`, '--', 'package.json', 'package-lock.json', 'CHANGELOG.md')
git('tag', '--annotate', `v${version}`, '-m', `mesh-migrate ${version}`)
console.log('Push it with: git push --follow-tags')
