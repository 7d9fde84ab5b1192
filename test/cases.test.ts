import { readFileSync } from 'node:fs'
import { describe, test } from 'vitest'
import { checksOf } from '../src/checks.ts'
import { transforms } from '../transforms/index.ts'

for (const transform of transforms) {
  const page = readFileSync(new URL(`../transforms/${transform.id}.md`, import.meta.url), 'utf8')
  describe(transform.id, () => {
    for (const { name, run } of checksOf(transform, page)) test(name, run)
  })
}
