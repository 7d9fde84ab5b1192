import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { loadFormats } from '../src/formats/index.ts'
import { yaml } from '../src/formats/yaml.ts'
import { migrate } from '../src/migrate.ts'
import type { Migration } from '../src/result.ts'
import { defineTransform, field, on, rename } from '../src/rules.ts'
import { applyEdits } from '../src/text.ts'
import { type MapNode, type Node } from '../src/tree.ts'

/** The folder of the suite, https://github.com/yaml/yaml-test-suite; no part of the project. */
const SUITE = process.env.YAML_TEST_SUITE ?? ''
const HERE = SUITE !== '' && existsSync(join(SUITE, 'src'))

/** How the suite shows what would not be seen. */
function written(text: string): string {
  return text
    .replaceAll('␣', ' ')
    .replaceAll(/—*»/g, '\t')
    .replaceAll('⇔', '\uFEFF')
    .replaceAll('↵', '')
    .replaceAll('←', '\r')
    .replace(/∎\n$/, '')
}

function textsIn(file: string): string[] {
  const cases: unknown = parse(readFileSync(join(SUITE, 'src', file), 'utf8'))
  return (Array.isArray(cases) ? cases : []).flatMap((each) =>
    typeof each === 'object' && each !== null && 'yaml' in each && typeof each.yaml === 'string'
      ? [written(each.yaml)]
      : [],
  )
}

function run(text: string, path: string, name: string): Migration {
  const rules = [on(field('MeshTimeout', name), rename('fresh-Key'))]
  const transform = { id: 'test/rename', ...defineTransform({ title: 'test', since: ['2.7.0'], notes: [], rules }) }
  return migrate(text, path, {
    steps: [{ release: '2.7.0', transforms: [transform] }],
    unsafe: true,
    answers: new Map(),
  })
}

function mapsIn(node: Node): MapNode[] {
  if (node.type === 'alias' || node.type === 'scalar') return []
  const inner = node.members.flatMap(({ value }) => mapsIn(value))
  return node.type === 'map' ? [node, ...inner] : inner
}

describe.skipIf(!HERE)(
  HERE ? "YAML's own test suite" : "YAML's own test suite: YAML_TEST_SUITE names no folder",
  () => {
    beforeAll(() => loadFormats())

    test.each(HERE ? readdirSync(join(SUITE, 'src')) : [])('%s', (file) => {
      for (const text of textsIn(file)) {
        const untouched = run(`${text}\n# kind: MeshTimeout`, 'a.yaml', 'none')
        expect(untouched.text).toBe(`${text}\n# kind: MeshTimeout`)
        const parsed = yaml.parse(text)
        for (const map of parsed.problems.length > 0 ? [] : parsed.roots.flatMap(mapsIn)) {
          for (const entry of map.members) {
            expect(text.slice(entry.span.start, entry.span.end)).toContain(
              text.slice(entry.keySpan.start, entry.keySpan.end),
            )
            const key = entry.key === undefined ? undefined : map.syntax.key('fresh-Key', entry)
            // A key that takes lines of its own is nobody's name; the proof would refuse to rename it.
            const isName = /^[^\n]+$/.test(text.slice(entry.keySpan.start, entry.keySpan.end))
            if (key === undefined || !isName) continue
            const again = yaml.parse(applyEdits(text, [{ ...entry.keySpan, text: key }]))
            expect(again.problems).toEqual([])
            const keys = again.roots.flatMap(mapsIn).flatMap(({ members }) => members.map((each) => each.key))
            expect(keys).toContain('fresh-Key')
          }
        }
      }
    })

    test('is whole', () => {
      expect(readdirSync(join(SUITE, 'src')).length).toBeGreaterThan(300)
    })
  },
)
