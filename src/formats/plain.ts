import type { Format } from '../format.ts'

/** Any text: nothing in it is known, so that unique names in it are found and never edited. */
export const plain: Format = {
  id: 'plain',
  parse: () => ({ format: 'plain', roots: [], commands: [], inner: [], problems: [] }),
}
