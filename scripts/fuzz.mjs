// The property test with many cases: npm run fuzz -- [cases] [seed]
// In rounds, each with a seed of its own, so that a long run says early what it finds.
import { spawnSync } from 'node:child_process'

const ROUND = 50_000
const [cases, first] = [process.argv[2] ?? '1000000', process.argv[3] ?? '1'].map(Number)
const TEST = ['run', 'test/property/yaml.test.ts', '-t', 'a random change of a random document']

const sum = { cases: 0, edited: 0, refused: 0, 'not possible': 0 }

function told() {
  const counts = Object.entries(sum).map(([name, count]) => `${count.toLocaleString('en')} ${name}`)
  return counts.join(', ')
}

for (let seed = first; sum.cases < cases; seed++) {
  const runs = Math.min(ROUND, cases - sum.cases)
  const { status, stdout, stderr } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', ...TEST], {
    encoding: 'utf8',
    env: { ...process.env, FUZZ_RUNS: String(runs), FUZZ_SEED: String(seed) },
  })
  const tally = /(\d+) cases: (\d+) edited, (\d+) refused, (\d+) not possible/.exec(stdout)
  if (status !== 0 || tally === null) {
    console.log(`${stdout}${stderr}seed ${seed} failed; before it: ${told()}`)
    process.exit(1)
  }
  for (const [at, name] of Object.keys(sum).entries()) sum[name] += Number(tally[at + 1])
  console.log(`seed ${seed}: ${told()}`)
}
console.log('all exact')
