// The property test with many cases: npm run fuzz -- [cases] [seed]
import { spawnSync } from 'node:child_process'

const [cases = '1000000', seed = '1'] = process.argv.slice(2)
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', 'test/property/yaml.test.ts'],
  {
    stdio: 'inherit',
    env: { ...process.env, FUZZ_RUNS: cases, FUZZ_SEED: seed },
  },
)
process.exitCode = status ?? 1
