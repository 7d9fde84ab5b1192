import commands from '../facts/commands.ts'
import fields from '../facts/fields.ts'
import flags from '../facts/flags.ts'
import kinds from '../facts/kinds-by-release.ts'
import metadata from '../facts/metadata.ts'
import settings from '../facts/settings.ts'
import values from '../facts/values.ts'
import variables from '../facts/variables.ts'
import type { Span } from '../text.ts'
import { fileOffset, type Source } from '../views/home.ts'
import { Surface } from './surface.ts'

/** A name or a value that a release does not know. */
export interface Stale {
  readonly offset: number
  readonly name: string
  readonly message: string
}

export const SURFACES = {
  variable: new Surface(variables),
  setting: new Surface(settings),
  value: new Surface(values),
  command: new Surface(commands),
  flag: new Surface(flags),
  metadata: new Surface(metadata),
  kind: new Surface(kinds),
  field: new Surface(fields),
}

export type Kind = keyof typeof SURFACES

export function judge(source: Source, span: Span, kind: Kind, name: string, minor: number): Stale[] {
  const surface = SURFACES[kind]
  const spelled = surface.spelled(name) ?? name
  if (surface.knows(spelled, minor)) return []
  const message = reasonOf(surface, spelled, minor)
  return message === undefined
    ? []
    : [{ offset: fileOffset(source, span.start), name, message: `\`${name}\` is unknown to 2.${minor}: ${message}` }]
}

export function reasonOf(surface: Surface, name: string, minor: number): string | undefined {
  const { before, after } = surface.around(name, minor)
  if (before !== undefined) return `last known in 2.${before}`
  if (after !== undefined) return `known from 2.${after} on`
  const [near] = surface.near(name, minor)
  return near === undefined ? undefined : `did you mean \`${near}\`?`
}
