import { describe, expect, test } from 'vitest'
import { detectRelease } from '../../src/detect/detect.ts'
import { temporaryFolder } from '../fake.ts'

const cp = (tag: string): string => `image: kumahq/kuma-cp:${tag}\n`

describe('the release that files say is running', () => {
  test('with every place that says so', async () => {
    const folder = temporaryFolder({
      'b/cp.yaml': cp('2.6.1'),
      'a.tf': '\nresource "helm_release" "m" {\n  chart   = "kuma"\n  version = "2.6.1"\n}\n',
      'README.md': cp('2.1.0'),
      'node_modules/x/cp.yaml': cp('2.2.0'),
    })
    expect(await detectRelease(folder, [])).toEqual({
      release: '2.6.1',
      evidence: ['  a.tf:4: 2.6.1 (chart)', '  b/cp.yaml:1: 2.6.1 (image)'],
    })
  })

  test('is the oldest patch of one minor', async () => {
    const folder = temporaryFolder({ 'a.yaml': cp('2.7.12'), 'b.yaml': cp('2.7.9'), 'c.yaml': cp('2.7.10') })
    expect((await detectRelease(folder, [])).release).toBe('2.7.9')
  })

  test('is told of the paths that are given', async () => {
    const folder = temporaryFolder({ 'stage/cp.yaml': cp('2.10.1'), 'prod/cp.yaml': cp('2.6.1') })
    expect((await detectRelease(folder, ['prod'])).release).toBe('2.6.1')
  })

  test('is not chosen among several', async () => {
    const folder = temporaryFolder({ 'a.yaml': cp('2.10.1'), 'b.yaml': cp('2.6.1').repeat(22) })
    await expect(detectRelease(folder, [])).rejects.toMatchObject({
      name: 'UserError',
      message: [
        '--from auto: these files name 2 releases (2.10, 2.6).',
        '  a.yaml:1: 2.10.1 (image)',
        ...Array.from({ length: 20 }, (_, index) => `  b.yaml:${index + 1}: 2.6.1 (image)`),
        '  and 2 more',
        'Name the release with --from, or give the paths of one installation only.',
      ].join('\n'),
    })
  })

  test('is not guessed', async () => {
    await expect(detectRelease(temporaryFolder({ 'a.yaml': cp('latest') }), [])).rejects.toThrow(
      /^--from auto: no image, .* Name it, such as --from 2\.6\.$/,
    )
  })
})
