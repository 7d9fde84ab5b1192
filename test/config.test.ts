import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { ASSUMABLE, toldBy } from '../src/assume.ts'
import { withConfig } from '../src/config.ts'
import { parseOptions } from '../src/options.ts'
import { temporaryFolder } from './fake.ts'

const RANGE = ['--from', '2.6', '--to', '2.7']
const JSON_CONFIG = '{"only": ["2.7"], "skip": "2.7/x", "set": {"2.7/dp-server-auth": {"none": "remove"}}}'

function options(
  files: { readonly [path: string]: string },
  ...argv: readonly string[]
): ReturnType<typeof withConfig> {
  return withConfig(parseOptions([...RANGE, '-C', temporaryFolder(files), ...argv]))
}

describe('the configuration file', () => {
  test.each([
    ['mesh-migrate.config.json', JSON_CONFIG],
    ['mesh-migrate.config.yaml', 'only: 2.7*\nskip: [2.7/x]\nset:\n  2.7/dp-server-auth:\n    none: remove\n'],
  ])('%s of the working folder is read', async (name, text) => {
    const { only, skip, set } = await options({ [name]: text })
    expect(only).toHaveLength(1)
    expect(skip).toEqual(['2.7/x'])
    expect(set).toEqual(['2.7/dp-server-auth.none=remove'])
  })

  test('counts less than the command line', async () => {
    const files = { 'mesh-migrate.config.json': JSON_CONFIG }
    const { only, set } = await options(files, '--only', '2.6', '--set', '2.7/dp-server-auth.none=carry')
    expect(only).toEqual(['2.6'])
    expect(set).toEqual(['2.7/dp-server-auth.none=remove', '2.7/dp-server-auth.none=carry'])
  })

  test('says what files hold, and the command line has the last word', async () => {
    const files = { 'mesh-migrate.config.yaml': 'assume:\n  kuma-values: [a/*.yaml, b.yaml]\n  other: istio/\n' }
    const { assume } = await options(files, '--assume', 'other=b.yaml')
    expect(assume).toEqual(['kuma-values=a/*.yaml', 'kuma-values=b.yaml', 'other=istio/', 'other=b.yaml'])
    expect(toldBy(assume)?.('b.yaml')).toEqual({ role: 'other' })
    await expect(options({ 'mesh-migrate.config.yaml': 'assume: [a]\n' })).rejects.toThrow(/assume takes a map/)
    await expect(options({ 'mesh-migrate.config.yaml': 'assume: {other: 1}\n' })).rejects.toThrow(
      /assume\.other takes globs/,
    )
  })

  test('as a program is run only where it is named', async () => {
    const files = { 'mesh-migrate.config.mjs': 'export default { skip: ["2.7"] }' }
    expect((await options(files)).skip).toEqual([])
    expect((await options(files, '--config', 'mesh-migrate.config.mjs')).skip).toEqual(['2.7'])
  })

  test('names transforms of its own folder, where it is named itself', async () => {
    const files = { 'house/rules.json': '{"transforms": ["ours", "more.mjs"]}' }
    const { transforms, cwd } = await options(files, '--config', 'house/rules.json', '--transform', 'last.mjs')
    expect(transforms).toEqual([join(cwd, 'house/ours'), join(cwd, 'house/more.mjs'), 'last.mjs'])
  })

  test('that came with a repository runs no transforms', async () => {
    await expect(options({ 'mesh-migrate.config.yaml': 'transforms: ours\n' })).rejects.toThrow(
      /mesh-migrate\.config\.yaml: transforms are run as programs: name this file with --config/,
    )
  })

  test.each([
    ['{"onyl": []}', /there is no setting onyl; there are only, skip, set, assume, transforms\./],
    ['[]', /give a map of settings/],
    ['{"skip": [1]}', /skip takes ids, releases or globs/],
    ['{"transforms": {}}', /transforms takes files and folders/],
    ['{"set": {"a": 1}}', /set\.a takes a map of options/],
    ['{', /mesh-migrate\.config\.json: /],
  ])('%s is refused', async (text, message) => {
    await expect(options({ 'mesh-migrate.config.json': text })).rejects.toThrow(message)
  })

  test('has a schema', () => {
    const path = fileURLToPath(new URL('../schema/config-1.json', import.meta.url))
    const validate = new Ajv2020().compile(JSON.parse(readFileSync(path, 'utf8')))
    expect(validate(JSON.parse(JSON_CONFIG))).toBe(true)
    expect(validate({ onyl: [] })).toBe(false)
    expect(validate({ assume: Object.fromEntries(ASSUMABLE.map(({ dialect }) => [dialect, ['*.yaml']])) })).toBe(true)
    expect(validate({ assume: { istio: '*.yaml' } })).toBe(false)
  })
})
