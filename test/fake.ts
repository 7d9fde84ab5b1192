import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Engine } from '../src/repository.ts'
import type { Finding, MadeEdit, Migration } from '../src/result.ts'
import { applyEdits, regionsOf } from '../src/text.ts'
import type { Transform } from '../src/transform.ts'

/** A folder of its own for one test. */
export function temporaryFolder(files: { readonly [path: string]: string | Buffer } = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mesh-migrate-test-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

export function contents(folder: string, path: string): string {
  return readFileSync(join(folder, path), 'utf8')
}

export function transform(id: string, since: readonly string[], more: Partial<Transform> = {}): Transform {
  const empty = { acceptedSince: undefined, readUntil: undefined, questions: {}, rules: [] }
  return { id, title: `the title of ${id}`, since, notes: [`kuma:${id}`], ...empty, ...more }
}

/** Renames `KUMA_OLD` to `KUMA_NEW`, flags `KUMA_ASK`, fails at `KUMA_BROKEN`. */
export function fakeMigrate(text: string): Migration {
  const by = { transform: '2.7/fake', notes: ['kuma:2.7/fake'] }
  const broken = text.indexOf('KUMA_BROKEN')
  if (broken !== -1) {
    return { text, regions: [], edits: [], findings: [], failure: { offset: broken, message: 'does not parse' } }
  }
  const edits: MadeEdit[] = places(text, 'KUMA_OLD').map((start) => {
    const span = { start, end: start + 'KUMA_OLD'.length }
    return { ...by, safety: 'safe', span, before: 'KUMA_OLD', after: 'KUMA_NEW' }
  })
  const findings: Finding[] = places(text, 'KUMA_ASK').map((offset) => {
    return { ...by, offset, message: 'decide what KUMA_ASK shall be', suggestion: 'KUMA_ANSWER=1' }
  })
  const changes = edits.map(({ span, after }) => ({ ...span, text: after }))
  return { text: applyEdits(text, changes), regions: regionsOf(changes), edits, findings }
}

function places(text: string, word: string): number[] {
  return [...text.matchAll(new RegExp(word, 'g'))].map((match) => match.index)
}

export const FAKE: readonly Transform[] = [transform('2.7/fake', ['2.7.0'])]
export const ENGINE: Engine = { migrate: fakeMigrate, triggersOf: () => ['KUMA_'] }
