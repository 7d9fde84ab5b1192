import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createRequest, migrate } from '../src/index.ts'
import { lineStarts, positionAt } from '../src/text.ts'

/** Files before and after people made changes that upgrade notes ask for; they are no part of the project. */
const CORPUS = fileURLToPath(new URL('../../shared/corpus/', import.meta.url))

type Entry = Readonly<Record<'slug' | 'path' | 'from' | 'to', string>>

/** Where people did just what is done here, to the byte. */
const EXACT = ['kuma-pascalcase', 'kuma-injection-label', 'kuma-builtindns-annot', 'kuma-dp-outbound-service']

/** Where what people changed is neither edited nor told of, and why not. */
const UNTOLD: Readonly<Record<string, string>> = {
  'kuma-mes-unix': 'the files hold the inside of a resource, which nothing in them tells',
  'web-toptargetref': 'the old form is read on: the page shows another one since',
}

/** Lines that are left for a reason. */
const LEFT: readonly RegExp[] = [
  // Comments above what is taken out, and guards of documentation.
  /^\s*(?:#|\{%)/,
  // It is the step to 2.2 that takes it out.
  /maxIdleConnections/,
  // A piece of a resource, which nothing in it tells.
  /^ {8}name: orders$/,
]

/** The release is of a range that upgrades lead to. */
function isKnown(release: string): boolean {
  return release.startsWith('2.')
}

function entries(): Entry[] {
  return JSON.parse(readFileSync(`${CORPUS}index.json`, 'utf8'))
}

/** The lines of a text that the other has not. */
function linesGone(before: string, after: string): number[] {
  const kept = new Set(after.split('\n').map((line) => line.trim()))
  const isLeft = (line: string): boolean => kept.has(line.trim()) || LEFT.some((pattern) => pattern.test(line))
  return before.split('\n').flatMap((line, index) => (isLeft(line) ? [] : [index + 1]))
}

const HERE = existsSync(`${CORPUS}index.json`)

describe.skipIf(!HERE)(HERE ? 'what people did' : 'what people did: their files are not here', () => {
  const known = HERE ? entries().filter(({ to }) => isKnown(to)) : []

  test.each(known)('$slug $path', async ({ slug, path, from, to }) => {
    const before = readFileSync(`${CORPUS}${slug}/before/${path}`, 'utf8')
    const after = readFileSync(`${CORPUS}${slug}/after/${path}`, 'utf8')
    const migration = await migrate(before, path, createRequest({ from, to }))
    expect(migration.failure).toBeUndefined()
    if (EXACT.includes(slug)) expect(migration.text).toBe(after)
    const starts = lineStarts(before)
    const lineOf = (offset: number): number => positionAt(starts, offset).line
    const spoken = [
      ...migration.findings.map(({ offset }) => [lineOf(offset), lineOf(offset)] as const),
      ...migration.regions.map(({ old }) => [lineOf(old.start), lineOf(old.end)] as const),
    ]
    const untold = linesGone(before, after).filter((line) => !spoken.some(([a, b]) => a <= line && line <= b))
    if (slug in UNTOLD) expect(migration.text).toBe(before)
    else expect(untold).toEqual([])
  })

  test('covers what is there', () => {
    expect(known.length).toBeGreaterThan(20)
  })
})
