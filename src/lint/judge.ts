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

/** Others make names of their own that begin as Kuma's do. */
const SHARED: ReadonlySet<Kind> = new Set(['variable', 'metadata'])

/** What names are held against. */
export interface Against {
  /** Release 2.x. */
  readonly minor: number
  /** Also variables, annotations and labels that no release knows: for what was not written by somebody else. */
  readonly strict: boolean
}

export function judge(source: Source, span: Span, kind: Kind, name: string, { minor, strict }: Against): Stale[] {
  const surface = SURFACES[kind]
  const spelled = surface.spelled(name) ?? name
  if (surface.knows(spelled, minor) || surface.isBranch(spelled) || surface.isFree(spelled)) return []
  const isOurs = (strict || !SHARED.has(kind)) && isKumas(kind, spelled)
  const message = reasonOf(surface, spelled, minor) ?? (isOurs ? 'no release knows it' : undefined)
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

/** Whether all names there are Kuma's: not the keys of a map that takes any. */
function isKumas(kind: Kind, name: string): boolean {
  // Of Kong Mesh's the control plane's alone are known.
  if (kind === 'variable') return name.startsWith('KUMA_')
  if (kind === 'setting') return hasSiblings(SURFACES.setting, name)
  if (kind === 'field') return hasSiblings(SURFACES.field, name)
  return kind === 'metadata'
}

function hasSiblings(surface: Surface, name: string): boolean {
  return surface.isParent(name.slice(0, Math.max(name.lastIndexOf('.'), 0)))
}
