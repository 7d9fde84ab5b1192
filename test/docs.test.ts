import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { main } from '../src/cli.ts'
import { OPTION_ROWS } from '../src/option-table.ts'
import type { Output } from '../src/output.ts'
import { temporaryFolder } from './fake.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
/** Pages whose commands `test/package.test.ts` runs against the installed package, and those that show patterns of commands. */
const ELSEWHERE = ['docs/own-transforms.md', 'docs/api.md', 'docs/options.md']
const PAGES = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)].filter(
  (path) => path.endsWith('.md'),
)

interface Line {
  readonly page: string
  readonly line: number
  readonly text: string
}

const LINES: readonly Line[] = PAGES.flatMap((page) =>
  readFileSync(join(root, page), 'utf8')
    .split('\n')
    .map((text, index) => ({ page, line: index + 1, text })),
)

/** Commands on a line of their own; what comes after two spaces says what they do. */
const COMMANDS = LINES.filter(({ page }) => !ELSEWHERE.includes(page)).flatMap(({ page, line, text }) => {
  const command = /^ *(?:\$ )?(?:npx )?mesh-migrate ((?:--|plan|lint|list|explain|merge)(?:\S| (?! ))+)/.exec(text)?.[1]
  return command === undefined ? [] : [{ name: `${page}:${line} ${command}`, command }]
})

async function run(
  folder: string,
  argv: readonly string[],
  stdin = '',
): Promise<{ code: number; out: string; err: string }> {
  const told = { out: '', err: '' }
  const output = (into: 'out' | 'err'): Output => ({
    write(text, done) {
      told[into] += Buffer.from(text).toString()
      done()
    },
  })
  const streams = { stdin: Readable.from([Buffer.from(stdin)]), stdout: output('out'), stderr: output('err') }
  return { code: await main(['-C', folder, ...argv], {}, streams), ...told }
}

const CRD = `kind: CustomResourceDefinition
spec:
  group: kuma.io
  names: {kind: MeshTimeout}
  versions: [{name: v1alpha1, schema: {openAPIV3Schema: {type: object}}}]
`

function example(): string {
  const folder = temporaryFolder()
  cpSync(join(root, 'examples/ecs'), folder, { recursive: true })
  mkdirSync(join(folder, 'reports'))
  mkdirSync(join(folder, 'target'))
  writeFileSync(join(folder, 'target/crds.yaml'), CRD)
  writeFileSync(join(folder, 'values.yaml'), 'kuma:\n  controlPlane:\n    mode: standalone\n')
  return folder
}

describe('every command that is shown runs', () => {
  test.each(COMMANDS)('$name', async ({ command }) => {
    const folder = example()
    await run(folder, ['--from', '2.6', '--to', '2.7', '--dry-run', '--report', 'json:reports/one.json'], '')
    const [words = '', input] = command.replace(/ > \S+$/, '').split(' <')
    const argv = words.replaceAll('/tmp/', `${folder}/`).replace('reports/*.json', 'reports/one.json').split(' ')
    const stdin = input === undefined ? '' : readFileSync(join(folder, input), 'utf8')
    const { code, out, err } = await run(folder, argv, stdin)
    expect(code, err).toBe(argv.includes('--check') ? 1 : 0)
    if (!argv.some((word) => word.startsWith('--report'))) expect(out).not.toBe('')
  })

  test('there are some', () => expect(COMMANDS.length).toBeGreaterThan(6))
})

test('the diff in the README is what the demo prints', async () => {
  const shown = /```diff\n([^]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1] ?? ''
  const demo = /"demo": "node dist\/cli\.js ([^"]+)"/.exec(readFileSync(join(root, 'package.json'), 'utf8'))?.[1] ?? ''
  expect(shown).not.toBe('')
  const { out } = await run(root, demo.split(' '))
  expect(out).toContain(shown)
})

/** Options of other programs that the pages speak of. */
const FOREIGN = [
  '--write',
  '--include-crds',
  '--untar',
  '--valid-for',
  '--scope',
  '--zone',
  '--offline',
  '--test',
  '--save-dev',
  '--sbom-format',
  '--package-lock-only',
]

test('every option that is named exists', () => {
  const known = new Set([...OPTION_ROWS.map(([name]) => `--${name}`), ...FOREIGN])
  const own = LINES.filter(({ page }) => /README|how-it|trouble|options|own-|report|versioning|CONTRIB/.test(page))
  const unknown = own.flatMap(({ page, line, text }) =>
    [...text.matchAll(/`[^`]*?(--[a-z][a-z-]+)/g)]
      .filter(([, option = '']) => !known.has(option))
      .map(([, option]) => `${page}:${line} ${option}`),
  )
  expect(unknown).toEqual([])
})

test('every link leads to a file that is there', () => {
  const broken = LINES.flatMap(({ page, line, text }) =>
    [...text.matchAll(/\]\((?!https?:)([^)#\s]+)/g)]
      .filter(([, path = '']) => !existsSync(resolve(root, dirname(page), path)))
      .map(([, path]) => `${page}:${line} ${path}`),
  )
  expect(broken).toEqual([])
})

test('the README leads to every page', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  expect(PAGES.filter((page) => page !== 'README.md' && !readme.includes(`(${page}`))).toEqual([])
})

test('what the page about a new kind of file shows stands in the repository', () => {
  const page = readFileSync(join(root, 'docs/new-dialect.md'), 'utf8')
  const shown = [...page.matchAll(/^(`{3,})\w+ file=(\S+)\n([^]*?)^\1$/gm)]
  expect(shown).toHaveLength(2)
  for (const [, , file = '', text = ''] of shown) expect(readFileSync(join(root, file), 'utf8')).toContain(text)
})
