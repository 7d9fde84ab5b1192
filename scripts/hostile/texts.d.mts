/** Texts that cost more than they should, each of a size. */
export const HOSTILE: readonly {
  readonly name: string
  readonly file: string
  readonly size: number
  readonly parts?: number
  text(size: number): string
}[]
