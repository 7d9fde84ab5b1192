import { describe, expect, test } from 'vitest'
import { migrate } from '../src/migrate.ts'
import type { Migration } from '../src/result.ts'
import { parseRange, stepsBetween } from '../src/steps.ts'
import { transforms } from '../transforms/index.ts'

function run(text: string, path = 'compose.yaml'): Migration {
  const steps = stepsBetween(transforms, parseRange('2.6', '2.7.0'))
  return migrate(text, path, { steps, unsafe: false, answers: new Map() })
}

const OLD = 'KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH'
const NEW = 'KUMA_DP_SERVER_AUTHN_ENABLE_RELOADABLE_TOKENS'

describe('a comment suppresses', () => {
  test('its own line', () => {
    const result = run(
      `a:\n  ${OLD}: "true" # mesh-migrate-ignore 2.7/dp-server-auth -- next quarter\nb:\n  ${OLD}: "true"\n`,
    )
    expect(result.text).toBe(
      `a:\n  ${OLD}: "true" # mesh-migrate-ignore 2.7/dp-server-auth -- next quarter\nb:\n  ${NEW}: "true"\n`,
    )
    expect(result).toMatchObject({ suppressed: 1, found: 2, findings: [] })
  })

  test.each(['2.7/dp-server-auth', '2.7', '2.7/*', '', '2.7/other, 2.7/dp-server-auth'])(
    'the next line, for "%s"',
    (ids) => {
      const text = `a:\n  # mesh-migrate-ignore-next-line ${ids} -- why\n  ${OLD}: "true"\n`
      expect(run(text)).toMatchObject({ text, suppressed: 1, findings: [] })
    },
  )

  test('the whole file, findings in comments too', () => {
    const text = `# mesh-migrate-ignore-file -- vendored\n# ${OLD}\na:\n  ${OLD}: "true"\n`
    expect(run(text)).toMatchObject({ text, suppressed: 2, found: 2, findings: [] })
  })

  test('in the comments of other formats', () => {
    const script = `export ${OLD}=true # mesh-migrate-ignore\n`
    expect(run(script, 'run.sh').text).toBe(script)
    const page = `<!-- mesh-migrate-ignore-next-line -->\nSet \`${OLD}\`.\n`
    expect(run(page, 'page.md')).toMatchObject({ suppressed: 1, findings: [] })
  })
})

test('a comment for another transform does not suppress', () => {
  expect(run(`${OLD}: "true" # mesh-migrate-ignore 2.6\n`).text).toBe(`${NEW}: "true" # mesh-migrate-ignore 2.6\n`)
})

test('a comment that suppresses nothing is named', () => {
  const { findings } = run(`# mesh-migrate-ignore-next-line 2.7/dp-server-auth\nother: 1\n${OLD}: "true"\n`)
  expect(findings).toEqual([
    { transform: 'mesh-migrate-ignore', notes: [], offset: 2, message: 'this comment suppresses nothing: remove it' },
  ])
})

test('a comment for a transform that did not run is not judged', () => {
  expect(run(`# mesh-migrate-ignore-next-line 2.11\nother: 1\n${OLD}: "true"\n`).findings).toEqual([])
})
