import { expect, test } from 'vitest'
import { formatAnnotations } from '../../src/report/github.ts'
import { EXAMPLES, example, printed, tell } from './tell.ts'

test('errors, then warnings, then a notice for each transform of a file', async () => {
  const wanted = [
    { find: 'OLD', write: 'NEW' },
    { find: 'ASK', say: 'decide', suggestion: 'a: 1\r\nb: 100%', transform: '2.10/other' },
  ]
  const told = await tell({ 'a.yaml': 'x: OLD\ny: OLD ASK\n', 'b.yaml': '\n BROKEN' }, wanted)
  expect(formatAnnotations(told)).toBe(
    [
      '::error file=b.yaml,line=2,col=2,title=mesh-migrate failed%2C left as it was::2:2: it does not parse: <bad> & "worse"',
      '::warning file=a.yaml,line=2,col=8,title=mesh-migrate 2.10/other::decide%0Awrite: a: 1%0Ab: 100%25',
      '::notice file=a.yaml,line=1,col=4,title=mesh-migrate 2.7/renamed::`OLD` became `NEW` (2 edits)',
      '',
    ].join('\n'),
  )
})

test('nothing in a name or a message can start a command or end a property', async () => {
  const evil = 'x\n::stop-commands::a\r\n::error::b\x1b[2J\u202e,c=d:e%0A'
  const text = formatAnnotations(await tell({ 'a,line=9::b\n::error::%': 'ASK' }, [{ find: 'ASK', say: evil }]))
  expect(text).toBe(
    '::warning file=a%2Cline=9%3A%3Ab\\n%3A%3Aerror%3A%3A%25,line=1,col=1,title=mesh-migrate 2.7/renamed::' +
      'x%0A::stop-commands::a%0A::error::b\\u{1b}[2J\\u{202e},c=d:e%250A\n',
  )
})

test.each(EXAMPLES)('every line of %s is one command', async (name) => {
  const text = await printed(example(name), '--format', 'github')
  expect(text).toMatch(/^(?:::(?:error|warning|notice) file=[^,:\n]+,line=\d+,col=\d+,title=[^,:\n]+::[^\n]+\n)+$/)
})
