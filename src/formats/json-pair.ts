import type { Format, Parsed } from '../format.ts'
import { mapTo, type SpelledStep } from '../spelled-path.ts'
import { yaml } from './yaml.ts'

/** Names and positions: `a.b\.c[0]`. */
const STEP = /\[(\d{1,9})\]|((?:[^.[\\]|\\[\s\S]?)+)/g

/** A path of Helm's and its value, as `--set-json` takes them: `controlPlane.envVars={"KUMA_MODE":"zone"}`. */
export const jsonPair: Format = {
  id: 'json-pair',
  parse(text): Parsed {
    const equals = text.indexOf('=')
    // Painted over, the path leaves every character of the value at its place.
    const read = yaml.parse(' '.repeat(equals + 1) + text.slice(equals + 1))
    const roots = read.roots.map((value) => mapTo(value, stepsOf(text.slice(0, equals)), encode, BECAUSE))
    return { ...read, roots }
  },
}

const BECAUSE = 'it is a value by itself in `--set-json`'

/** A variable may hold what stands before the chart's own names. */
function stepsOf(path: string): SpelledStep[] {
  const from = /^(?:\$\{\w+\}|\$\w+)?/.exec(path)?.[0].length ?? 0
  return [...path.slice(from).matchAll(STEP)].map((match) => {
    const written = match[1] ?? match[2] ?? ''
    const start = from + match.index + (match[1] === undefined ? 0 : 1)
    return { name: written.replaceAll(/\\([\s\S])/g, '$1'), span: { start, end: start + written.length } }
  })
}

function encode(name: string): string | undefined {
  return /^[\w./-]+$/.test(name) ? name.replaceAll('.', '\\.') : undefined
}
