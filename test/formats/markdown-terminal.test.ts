import { describe, expect, it } from 'vitest'
import { markdown } from '../../src/formats/markdown.ts'

function texts(text: string): [string, string][] {
  return markdown.parse(text).inner.map(({ name, embedded }) => [name, embedded.text])
}

describe('terminals', () => {
  it('show only what was typed', () => {
    const text =
      '```console\n$ kumactl run \\\n    --a b\nok # $ no\n$ cat <<EOF | kubectl apply -f -\ntype: Mesh\nEOF\ncreated\n```\n'
    expect(texts(text)).toEqual([
      ['fence.sh', 'kumactl run \\\n    --a b\ncat <<EOF | kubectl apply -f -\ntype: Mesh\nEOF\n'],
    ])
  })

  it('read quotes and second prompts over lines', () => {
    expect(texts('```shell-session\n$ echo "type: Mesh\n> name: a" | kumactl apply -f -\nout\n```\n')[0]?.[1]).toBe(
      'echo "type: Mesh\nname: a" | kumactl apply -f -\n',
    )
    expect(texts("```console\n$ echo don't\n$ echo 'x'\nout\n```\n")[0]?.[1]).toBe("echo don't\necho 'x'\n")
  })

  it('take `# ` for a prompt only where nothing has `$ `', () => {
    expect(texts('```terminal\n# kuma-cp run\nout\n```\n')).toEqual([['fence.sh', 'kuma-cp run\n']])
    expect(texts('```terminal\n# start it\n$ kuma-cp run\n```\n')).toEqual([['fence.sh', 'kuma-cp run\n']])
    expect(texts('```sh\n# start it\nkuma-cp run\n```\n')).toEqual([['fence.sh', '# start it\nkuma-cp run\n']])
    expect(texts('```\n$ kuma-cp run\nok\n```\n')).toEqual([['fence.sh', 'kuma-cp run\n']])
    expect(texts('```console\nkumactl get meshes\n```\n')).toEqual([['fence.sh', 'kumactl get meshes\n']])
    expect(texts('```console\nNAME  MTLS\n```\n')).toEqual([['fence.txt', 'NAME  MTLS\n']])
  })
})
