import type { Format } from '../format.ts'
import { type Parts, tooMany } from './bounds.ts'

/** Thrown by what is imported only when it is needed, and is not there yet: await `load`, then do the same again. */
export class NotLoaded extends Error {
  readonly load: () => Promise<void>

  constructor(what: string, load: () => Promise<void>) {
    super(`${what} is not loaded`)
    this.load = load
  }
}

export interface LazyFormat extends Format {
  load(): Promise<void>
}

/**
 * A format whose parser, often a large one, is imported only when a text needs it.
 * @param parts what too many of are not read; undefined: any number takes little, or the format sees to it
 */
export function lazy(id: string, parts: Parts | undefined, importFormat: () => Promise<Format>): LazyFormat {
  let format: Format | undefined
  const load = async (): Promise<void> => {
    format = await importFormat()
  }
  return {
    id,
    load,
    parse(text, like) {
      const problem = parts === undefined ? undefined : tooMany(text, parts)
      if (problem !== undefined) return { format: id, roots: [], commands: [], inner: [], problems: [problem] }
      if (format === undefined) throw new NotLoaded(`the format ${id}`, load)
      return format.parse(text, like)
    },
  }
}

/** Does what may need formats, and loads those it needs. */
export async function loading<T>(action: () => T): Promise<T> {
  for (;;) {
    try {
      return action()
    } catch (error) {
      if (!(error instanceof NotLoaded)) throw error
      await error.load()
    }
  }
}
