import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** A regular expression as it stands in a source. */
export interface Expression {
  readonly place: string
  readonly regExp: RegExp
}

/** All literals of the sources in a folder. */
export function expressionsIn(root: string, folder: string): Expression[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()
  return names
    .filter((name) => /\.(?:ts|js)$/.test(name) && !name.endsWith('.d.ts'))
    .flatMap((name) => expressionsOf(readFileSync(join(root, folder, name), 'utf8'), `${folder}/${name}`))
}

function expressionsOf(text: string, path: string): Expression[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest)
  const found: Expression[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/')
      // A global one is asked for all of its matches: the first that fails says what each costs.
      const flags = node.text.slice(end + 1).replace('g', '')
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source))
      found.push({ place: `${path}:${line + 1}`, regExp: new RegExp(node.text.slice(1, end), flags) })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** What most expressions repeat: a character of every class that is in use. */
const PUMPS = [
  ' ',
  '\t',
  '\n',
  'a',
  'A',
  '0',
  '_',
  '-',
  '.',
  '/',
  '"',
  "'",
  '`',
  '\\',
  '$',
  '{',
  '}',
  '#',
  ',',
  '=',
  ':',
  '<',
  '|',
]
const PAIRS = [
  'a ',
  ' a',
  'a.',
  'a-',
  'a=',
  'a,',
  '""',
  "''",
  '\\"',
  '\\\\',
  '{{',
  '${',
  '/a',
  '\r\n',
  '\n ',
  'a\n',
  '- ',
  '> ',
  '# ',
]

/** Texts that an expression starts on and does not end: what it says itself, then something many times, then what fits nothing. */
export function attacksOn({ source }: RegExp): { readonly head: string; readonly pump: string }[] {
  const words = source
    .replaceAll(/\\[nrt]/g, ' ')
    .replaceAll(/\\[wdsSWDbB]|\\u\w{4}|\\p\{\w+\}|\[[^\]]*\]|\{\d*,?\d*\}|\(\?<?[:=!]/g, '\u0000')
    .replaceAll(/\\(.)/g, '$1')
    .split(/[\u0000()|^$*+?]+/)
    .filter((word) => word !== '' && word.length < 40)
  const heads = ['', ...new Set([words[0] ?? '', words.slice(0, 2).join(''), words.slice(0, 2).join(' ')])]
  const pumps = [...new Set([...PUMPS, ...PAIRS, ...words])]
  return heads.flatMap((head) => pumps.map((pump) => ({ head, pump })))
}

/** Milliseconds that a search takes, of some the least. */
export function timeOf(regExp: RegExp, text: string, tries: number): number {
  let least = Infinity
  for (let turn = 0; turn < tries; turn++) {
    const started = performance.now()
    regExp.lastIndex = 0
    regExp.test(text)
    least = Math.min(least, performance.now() - started)
  }
  return least
}

/** How a search grows on one attack, where it takes long at all; undefined: it does not. */
export function growthOn(
  regExp: RegExp,
  { head, pump }: { readonly head: string; readonly pump: string },
  size: number,
) {
  const text = (length: number): string => `${head}${pump.repeat(Math.ceil(length / pump.length))}\u0001`
  // What takes more than linear time on few characters must not be asked about many.
  for (const length of [20, 24, 28, 64, 256, 1024, 4096].filter((each) => each < size)) {
    if (timeOf(regExp, text(length), 1) > 20 && timeOf(regExp, text(length), 2) > 20) return Infinity
  }
  if (timeOf(regExp, text(size), 1) < 4) return undefined
  const [half, full] = [timeOf(regExp, text(size / 2), 3), timeOf(regExp, text(size), 3)]
  return full < 4 ? undefined : full / half
}
