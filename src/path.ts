/** Keys and list positions, outermost first. */
export type Path = readonly (string | number)[]

/** A path in which `[]` stands for every element. */
export type Pattern = readonly (string | number | typeof EVERY)[]
export const EVERY = Symbol('every')

const STEP = /\.?([A-Za-z_$][\w$-]*)|\[(\d*)\]|\["([^"]*)"\]/y

/**
 * Reads `to[].default.http`, `tags["kuma.io/service"]`, `from[0]`.
 * @throws on anything else: paths are written by authors of transforms.
 */
export function parsePath(text: string): Pattern {
  const steps: (string | number | typeof EVERY)[] = []
  STEP.lastIndex = 0
  for (let at = 0; at < text.length; at = STEP.lastIndex) {
    STEP.lastIndex = at
    const match = STEP.exec(text)
    if (match === null) throw new Error(`not a path: ${text}`)
    const [, name, index, quoted] = match
    steps.push(name ?? quoted ?? (index === '' ? EVERY : Number(index)))
  }
  return steps
}

export function formatPath(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`
      if (!/^[A-Za-z_$][\w$-]*$/.test(step)) return `["${step}"]`
      return index === 0 ? step : `.${step}`
    })
    .join('')
}
