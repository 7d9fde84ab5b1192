import { defineTransform, field, finding, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

export default defineTransform({
  title: 'Plain access logs over TCP have no blank lines any more',
  since: ['2.11.0'],
  notes: ['meshaccesslog-tcp-newline'],
  rules: ['to', 'from', 'rules'].map((list) =>
    when(field('MeshAccessLog', `${list}[].default.backends[].tcp`), tell, {
      elsewhere: 'plain access logs over TCP have no blank lines any more; check what receives them',
    }),
  ),
})

const SINGLE =
  'from 2.11 on each entry ends with one line break, not two: put `\\n` at the end of `plain` if what receives the log counts on blank lines'

/** A format that ends with a line break of its own still gives a blank line. */
function tell(tcp: Site): readonly Change[] {
  const format = tcp.get('format.type')?.value
  const json = format === 'Json' || (format === undefined && tcp.get('format.json') !== undefined)
  const plain = tcp.get('format.plain')?.value
  const framed = typeof plain === 'string' && plain.endsWith('\n')
  return json || framed ? [] : [finding(SINGLE)]
}
