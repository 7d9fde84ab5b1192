import { type Edit, lineEnd, lineStart } from '../../src/text.ts'

/** A way to be wrong: what becomes of the edits of one fix. */
export interface Fault {
  readonly name: string
  spoil(edits: readonly Edit[], text: string): readonly Edit[]
}

/** Spoils one edit of them, the first. */
function first(name: string, spoil: (edit: Edit, text: string) => Edit): Fault {
  return {
    name,
    spoil: ([edit, ...rest], text) => (edit === undefined ? [] : [clamp(spoil(edit, text), text), ...rest]),
  }
}

function last(name: string, spoil: (edit: Edit, text: string) => Edit): Fault {
  return {
    name,
    spoil(edits, text) {
      const edit = edits.at(-1)
      return edit === undefined ? [] : [...edits.slice(0, -1), clamp(spoil(edit, text), text)]
    },
  }
}

function clamp({ start, end, text }: Edit, whole: string): Edit {
  const from = Math.max(0, Math.min(start, whole.length))
  return { start: from, end: Math.max(from, Math.min(end, whole.length)), text }
}

/** Where the line after an offset starts. */
function nextLine(text: string, offset: number): number {
  const at = text.indexOf('\n', offset)
  return at === -1 ? text.length : at + 1
}

export const FAULTS: readonly Fault[] = [
  first('starts one earlier', (edit) => ({ ...edit, start: edit.start - 1 })),
  first('starts one later', (edit) => ({ ...edit, start: edit.start + 1, end: Math.max(edit.end, edit.start + 1) })),
  last('ends one earlier', (edit) => ({ ...edit, end: edit.end - 1 })),
  last('ends one later', (edit) => ({ ...edit, end: edit.end + 1 })),
  first('stands one to the left', (edit) => ({ ...edit, start: edit.start - 1, end: edit.end - 1 })),
  first('stands one to the right', (edit) => ({ ...edit, start: edit.start + 1, end: edit.end + 1 })),
  last('takes the rest of the line', (edit, text) => ({ ...edit, end: lineEnd(text, edit.end) })),
  last('takes the next line', (edit, text) => ({ ...edit, end: nextLine(text, nextLine(text, edit.end)) })),
  first('takes the line before', (edit, text) => ({
    ...edit,
    start: lineStart(text, Math.max(0, lineStart(text, edit.start) - 1)),
  })),
  first('takes all before it', (edit) => ({ ...edit, start: 0 })),
  last('takes all behind it', (edit, text) => ({ ...edit, end: text.length })),
  first('writes a letter too many', (edit) => ({ ...edit, text: `${edit.text}x` })),
  first('writes a letter too few', (edit) => ({ ...edit, text: edit.text.slice(0, -1) })),
  first('writes without its first letter', (edit) => ({ ...edit, text: edit.text.slice(1) })),
  first('writes twice', (edit) => ({ ...edit, text: edit.text + edit.text })),
  first('writes nothing', (edit) => ({ ...edit, text: '' })),
  first('writes something else', (edit) => ({ ...edit, text: 'other' })),
  first('writes a line more', (edit) => ({ ...edit, text: `${edit.text}\nother: 1` })),
  first('ends lines in another way', (edit, text) => ({
    ...edit,
    text: text.includes('\r\n') ? edit.text.replaceAll('\r\n', '\n') : edit.text.replaceAll('\n', '\r\n'),
  })),
  first('writes at the top of the text', (edit) => ({ ...edit, start: 0, end: 0 })),
  first('writes at the end of the text', (edit, text) => ({ ...edit, start: text.length, end: text.length })),
  { name: 'leaves one out', spoil: (edits) => edits.slice(1) },
  { name: 'leaves the last out', spoil: (edits) => edits.slice(0, -1) },
  { name: 'makes one twice', spoil: (edits) => [...edits, ...edits.slice(0, 1)] },
  {
    name: 'takes the first line as well',
    spoil: (edits, text) => [...edits, { start: 0, end: nextLine(text, 0), text: '' }],
  },
  {
    name: 'takes the last line as well',
    spoil: (edits, text) => [
      ...edits,
      { start: lineStart(text, Math.max(0, text.length - 2)), end: text.length, text: '' },
    ],
  },
  {
    name: 'takes a comment as well',
    spoil(edits, text) {
      const at = text.search(/#|\/\//)
      return at === -1 ? edits : [...edits, { start: at, end: lineEnd(text, at), text: '' }]
    },
  },
]

/** For a single edit, as it comes out of a text inside a text. */
export const OUTER_FAULTS: readonly Fault[] = [
  'starts one earlier',
  'starts one later',
  'ends one earlier',
  'ends one later',
  'stands one to the left',
  'stands one to the right',
  'takes the rest of the line',
  'takes the next line',
  'writes a letter too many',
  'writes nothing',
  'ends lines in another way',
  'writes at the top of the text',
].flatMap((name) => FAULTS.filter((fault) => fault.name === name))
