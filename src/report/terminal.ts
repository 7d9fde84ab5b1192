/** What can move a cursor, hide text or turn it around: controls but tab and line break, and bidirectional marks. */
const UNSAFE = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** @param replacement what takes the place of each character that is not safe to show */
export function replaceUnsafe(text: string, replacement: (character: string) => string): string {
  return text.replace(UNSAFE, replacement)
}

/** Text from files and names, safe to show on a terminal. Line breaks and tabs stay. */
export function escapeControls(text: string): string {
  return replaceUnsafe(text, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
}

/** JSON with the same characters as JSON escapes them. */
export function escapeJson(json: string): string {
  return replaceUnsafe(json, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** `escapeControls` on one line. */
export function escapeLine(text: string): string {
  return escapeControls(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t')
}

export interface Terminal {
  readonly isTTY?: boolean | undefined
}

/** Colour is for terminals only; there `FORCE_COLOR` counts before `NO_COLOR`, and that before `TERM`. */
export function wantsColour(output: Terminal, env: NodeJS.ProcessEnv): boolean {
  if (output.isTTY !== true) return false
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false'
  return (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb'
}

const COLOURS = [
  ['--- ', '1'],
  ['+++ ', '1'],
  ['@@', '36'],
  ['-', '31'],
  ['+', '32'],
] as const

/** A patch to look at, not to apply: no control characters, the CR of a line ending among them. */
export function showPatch(patch: string, colour: boolean): string {
  const lines = escapeControls(patch.replaceAll('\r\n', '\n')).split('\n')
  if (!colour) return lines.join('\n')
  return lines.map(paint).join('\n')
}

function paint(line: string): string {
  const code = COLOURS.find(([start]) => line.startsWith(start))?.[1]
  return code === undefined ? line : `\x1b[${code}m${line}\x1b[0m`
}
