import type { Format, Inner, Parsed } from '../format.ts'
import type { Node } from '../tree.ts'
import { readFile } from './hcl/body.ts'
import { readExpression } from './hcl/expression.ts'
import { HclError, type Source } from './hcl/source.ts'
import { hclSyntax } from './hcl/syntax.ts'
import { contentOf } from './markdown/names.ts'

/**
 * HCL's native syntax: Terraform, Packer, Nomad. The first root is the file's body; more roots are the maps and lists inside of
 * expressions that cannot be read, such as the arguments of `merge`.
 */
export const hcl: Format = {
  id: 'hcl',
  parse(text) {
    const source: Source = {
      text,
      at: 0,
      depth: 0,
      loose: [],
      read: (breaks) => readExpression(source, breaks),
      syntax: hclSyntax(text),
    }
    const parsed: Parsed = { format: 'hcl', roots: [], commands: [], inner: [], problems: [] }
    try {
      const file = readFile(source)
      const loose = source.loose.toSorted((a, b) => a.span.start - b.span.start)
      return { ...parsed, roots: [file, ...loose.filter((node) => node.type !== 'scalar')], inner: innerOf(loose) }
    } catch (error) {
      if (!(error instanceof HclError)) throw error
      return { ...parsed, problems: [{ offset: error.offset, message: error.message }] }
    }
  },
}

/** Strings inside of expressions that look like a manifest or a command. */
function innerOf(loose: readonly Node[]): Inner[] {
  const inner: Inner[] = []
  for (const node of loose) {
    const embedded = node.type === 'scalar' ? node.embedded() : undefined
    const name = embedded === undefined ? 'fence.txt' : contentOf('', embedded.text).name
    if (embedded === undefined || (name === 'fence.yaml' && !embedded.text.includes('\n'))) continue
    if (name === 'fence.yaml' || name === 'fence.sh') inner.push({ name, embedded })
  }
  return inner
}
