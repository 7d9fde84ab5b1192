import { isMap, type Schema } from './schema.ts'

/** What a chart's `values.yaml` knows: its names, and what its comments and templates speak of. */
export class Chart {
  /** `values.schema.json`, if there is one. */
  readonly schema: Schema | undefined
  private readonly values: unknown
  private readonly words: ReadonlySet<string>

  /** @param texts the chart's values and templates as they are written. */
  constructor(values: unknown, schema: Schema | undefined, texts: readonly string[]) {
    this.values = values
    this.schema = schema
    this.words = new Set(texts.flatMap((text) => text.match(/\w+/g) ?? []))
  }

  /** @returns the first part of a path that the chart does not know. */
  unknownIn(path: readonly string[]): string | undefined {
    let known = this.values
    for (const key of path) {
      // An empty map takes any names, and so does what is no map by default.
      if (!isMap(known) || Object.keys(known).length === 0) return undefined
      if (!Object.hasOwn(known, key)) return this.words.has(key) || /\W/.test(key) ? undefined : key
      known = known[key]
    }
    return undefined
  }

  /** Whether the chart nests the values of Kuma's under this name, as Kong Mesh's does. */
  nests(name: string): boolean {
    return isMap(this.values) && isMap(this.values[name])
  }
}
