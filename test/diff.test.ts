import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { applyPatch, createTwoFilesPatch } from 'diff'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createHunks } from '../src/hunks.ts'
import { leadsTo } from '../src/patch-proof.ts'
import { formatDiff } from '../src/report/diff.ts'
import { applyEdits, composeRegions, type Edit, regionsOf } from '../src/text.ts'
import { temporaryFolder } from './fake.ts'

function patchOf(path: string, before: string, edits: readonly Edit[]): { after: string; patch: string } {
  const after = applyEdits(before, edits)
  return { after, patch: formatDiff(path, createHunks(before, after, regionsOf(edits))) }
}

function replaceAll(text: string, from: string, to: string): Edit[] {
  return [...text.matchAll(new RegExp(from, 'g'))].map(({ index }) => ({
    start: index,
    end: index + from.length,
    text: to,
  }))
}

function git(folder: string, patch: string, ...options: string[]): void {
  execFileSync('git', ['apply', ...options, '-'], { cwd: folder, input: patch, stdio: ['pipe', 'pipe', 'pipe'] })
}

const LINES = Array.from({ length: 30 }, (_, index) => `line ${index}${index % 9 === 4 ? ' OLD' : ''}`)

/** Texts whose parts join to another text: pieces taken from a small alphabet meet often. */
const text = fc
  .array(fc.constantFrom('a', 'b', 'x y', '\n', '\n', '\r\n', '\r', '\\', '-', '+', 'é', '😀'))
  .map((parts) => parts.join(''))

const edited = text.chain((before) =>
  fc
    .array(
      fc.tuple(
        fc.nat(before.length),
        fc.nat(6),
        text.map((value) => value.slice(0, 8)),
      ),
      { maxLength: 6 },
    )
    .map((drawn) => {
      const edits: Edit[] = []
      let from = 0
      for (const [start, length, value] of drawn.sort((a, b) => a[0] - b[0])) {
        if (start < from) continue
        const end = Math.min(before.length, start + length)
        edits.push({ start, end, text: value })
        from = end + (start === end ? 1 : 0)
      }
      return { before, edits }
    }),
)

describe('hunks', () => {
  test('give the new text, and the old one back', () => {
    fc.assert(
      fc.property(edited, ({ before, edits }) => {
        const after = applyEdits(before, edits)
        const hunks = createHunks(before, after, regionsOf(edits))
        expect(leadsTo(before, after, hunks)).toBe(true)
        expect(hunks.length === 0).toBe(before === after)
      }),
      { numRuns: 3000 },
    )
  })

  test('of edits that touch each other', () => {
    const before = '\n+\r\n\ré-\n\r'
    const edits = [
      { start: 2, end: 3, text: '\n\r' },
      { start: 3, end: 8, text: '' },
      { start: 8, end: 9, text: '' },
    ]
    const after = applyEdits(before, edits)
    expect(leadsTo(before, after, createHunks(before, after, regionsOf(edits)))).toBe(true)
  })

  test('give the same to the diff package, with no line changed into itself', () => {
    fc.assert(
      fc.property(edited, ({ before, edits }) => {
        const { after, patch } = patchOf('file', before, edits)
        fc.pre(before !== after && !/\r(?!\n)/.test(before + after))
        expect(applyPatch(before, patch, { autoConvertLineEndings: false })).toBe(after)
      }),
      { numRuns: 2000 },
    )
  })

  test('of two steps taken as one', () => {
    fc.assert(
      fc.property(edited, fc.array(fc.nat(40), { maxLength: 4 }), ({ before, edits }, cuts) => {
        const middle = applyEdits(before, edits)
        const starts = [...new Set(cuts)].filter((cut) => cut < middle.length).sort((a, b) => a - b)
        const second = starts.map((start) => ({ start, end: start + 1, text: 'ZZ' }))
        const after = applyEdits(middle, second)
        const hunks = createHunks(before, after, composeRegions(regionsOf(edits), regionsOf(second)))
        expect(leadsTo(before, after, hunks)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('do not fit another text', () => {
    const before = 'a\nb\nc\n'
    const hunks = createHunks(before, 'a\nB\nc\n', regionsOf([{ start: 2, end: 3, text: 'B' }]))
    expect(leadsTo('a\nx\nc\n', 'a\nB\nc\n', hunks)).toBe(false)
    expect(leadsTo('', 'a\nB\nc\n', hunks)).toBe(false)
    expect(leadsTo(before, 'a\nB\nC\n', hunks)).toBe(false)
  })
})

describe('unified diff', () => {
  test('is what the diff package writes', () => {
    const before = `${LINES.join('\n')}\nOLD\nOLD\nend\n`
    const { after, patch } = patchOf('config/a.yaml', before, replaceAll(before, 'OLD', 'NEW'))
    const options = {
      context: 3,
      headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
    }
    expect(patch).toBe(
      createTwoFilesPatch('a/config/a.yaml', 'b/config/a.yaml', before, after, undefined, undefined, options),
    )
  })

  test('changes only the lines that an edit touches', () => {
    const before = 'one\ntwo\nthree\n'
    expect(patchOf('f', before, [{ start: 3, end: 3, text: '\nnew' }]).patch).toBe(
      '--- a/f\n+++ b/f\n@@ -1,3 +1,4 @@\n one\n+new\n two\n three\n',
    )
    expect(patchOf('f', before, [{ start: 4, end: 8, text: '' }]).patch).toBe(
      '--- a/f\n+++ b/f\n@@ -1,3 +1,2 @@\n one\n-two\n three\n',
    )
    expect(patchOf('f', 'a\nb', [{ start: 3, end: 3, text: '\n' }]).patch).toBe(
      '--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n',
    )
  })

  test('takes time linear in text and edits', () => {
    const before = 'KUMA_OLD: 1\nother: 2\n'.repeat(50_000)
    const edits = replaceAll(before, 'KUMA_OLD', 'KUMA_NEW')
    const after = applyEdits(before, edits)
    const started = performance.now()
    const hunks = createHunks(before, after, regionsOf(edits))
    // Comparing the texts instead takes minutes.
    expect(performance.now() - started).toBeLessThan(5000)
    expect(leadsTo(before, after, hunks)).toBe(true)
  })
})

describe('git apply', () => {
  const bodies = {
    LF: `${LINES.join('\n')}\n`,
    CRLF: `${LINES.join('\r\n')}\r\n`,
    'no final newline': LINES.join('\n').replace('line 29', 'line 29 OLD'),
    'a byte order mark': `\uFEFFOLD ${LINES.join('\n')}\n`,
    'mixed line endings': LINES.map((line, index) => line + (index % 3 === 0 ? '\r\n' : '\n')).join(''),
    'lone CR': LINES.join('\r'),
    'tabs and emoji': LINES.map((line) => `\t😀 ${line}\u2028\n`).join(''),
    'one line': 'OLD',
  }

  test.each(Object.entries(bodies))('takes %s, and takes it back', (_, before) => {
    const folder = temporaryFolder({ 'file.yaml': before })
    const { after, patch } = patchOf('file.yaml', before, replaceAll(before, 'OLD', 'NEW\r\nMORE'))
    git(folder, patch)
    expect(readFileSync(join(folder, 'file.yaml'), 'utf8')).toBe(after)
    git(folder, patch, '-R')
    expect(readFileSync(join(folder, 'file.yaml'), 'utf8')).toBe(before)
  })

  const names = [
    'with space.yaml',
    ' leading and trailing ',
    'quote".yaml',
    "it's.yaml",
    'back\\slash.yaml',
    'tab\there.yaml',
    'line\nbreak.yaml',
    'größe/😀.yaml',
    '-dash.yaml',
    '--- a/b',
    'b/a/b',
    'at 2026-11-23 10:00:00',
    'at 2026-11-23 10:00:00.000000000 +0100',
    '\x1b[31m',
  ]

  test.each(names)('takes the name %j', (name) => {
    const folder = temporaryFolder()
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), 'OLD\n')
    git(folder, patchOf(name, 'OLD\n', [{ start: 0, end: 3, text: 'NEW' }]).patch)
    expect(readFileSync(join(folder, name), 'utf8')).toBe('NEW\n')
  })

  test('takes many files at once, in a folder of a repository', () => {
    const folder = temporaryFolder(Object.fromEntries(names.map((name) => [`sub/${name}`, 'OLD\n'])))
    execFileSync('git', ['init', '-q'], { cwd: folder })
    git(
      join(folder, 'sub'),
      names.map((name) => patchOf(name, 'OLD\n', [{ start: 0, end: 3, text: 'NEW' }]).patch).join(''),
    )
    expect(names.map((name) => readFileSync(join(folder, 'sub', name), 'utf8'))).toEqual(names.map(() => 'NEW\n'))
  })

  test('takes what any edits give', () => {
    const folder = temporaryFolder()
    fc.assert(
      fc.property(edited, ({ before, edits }) => {
        const { after, patch } = patchOf('f', before, edits)
        fc.pre(before !== after && before !== '' && after !== '' && !/\p{Cs}/u.test(after))
        writeFileSync(join(folder, 'f'), before)
        git(folder, patch, '--whitespace=nowarn')
        expect(readFileSync(join(folder, 'f'), 'utf8')).toBe(after)
        git(folder, patch, '-R', '--whitespace=nowarn')
        expect(readFileSync(join(folder, 'f'), 'utf8')).toBe(before)
      }),
      { numRuns: 150 },
    )
  })
})
