// Makes a farm of bare git repositories to try bulk runs on: node scripts/farm.mjs <folder> [repositories] [files of the huge one]
// Beside them it writes repositories.tsv (name and path, as examples/bulk/parallel reads it) and farm.json (what to expect).
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { breakRepository, createRepository } from './farm/git.mjs'
import { planFarm } from './farm/plan.mjs'

const [folder, count = '200', huge = '5000'] = process.argv.slice(2)
if (folder === undefined || !/^[1-9]\d{0,4}$/.test(count) || !/^\d{1,6}$/.test(huge)) {
  console.error('usage: node scripts/farm.mjs <folder> [repositories] [files of the huge one]')
  process.exit(2)
}

const repositories = planFarm(Number(count), Number(huge)).map(({ name, branch, files, kind, expect, damage }) => {
  const path = join(resolve(folder), `${name}.git`)
  mkdirSync(path, { recursive: true })
  createRepository(path, branch, files)
  breakRepository(path, branch, damage)
  return { name: name.replace('/', '.'), path, branch, kind, expect }
})
writeFileSync(
  join(folder, 'repositories.tsv'),
  repositories.map(({ name, path }) => `${name}\tfile://${path}\n`).join(''),
)
writeFileSync(join(folder, 'farm.json'), `${JSON.stringify(repositories, undefined, 1)}\n`)
