import { defineTransform, envOf, finding, remove, rename, set, setting, textOf, when } from '../../src/rules.ts'
import type { Asked, Change, Rule, Site } from '../../src/transform.ts'

const DRIVER = 'store.postgres.driverName'
const IDLE = 'store.postgres.maxIdleConnections'
const MIN_OPEN = 'store.postgres.minOpenConnections'

export default defineTransform({
  title: 'pgx, the default driver of Postgres, takes no idle connections and no reconnect intervals',
  since: ['2.2.0'],
  notes: ['postgres-pgx-unsupported-options'],
  acceptedSince: '2.2',
  questions: {
    driver: {
      description:
        'the driver of control planes whose configuration does not name it: `pgx` takes the settings out that it ignores, `postgres` (lib/pq) leaves them',
      default: 'ask',
      values: ['ask', 'pgx', 'postgres'],
    },
    'min-open-connections': {
      description:
        'how many connections pgx shall keep open at least, written in place of the idle ones of lib/pq; without an answer none are written',
      default: '',
    },
  },
  rules: [drop(IDLE), drop('store.postgres.minReconnectInterval'), drop('store.postgres.maxReconnectInterval')],
})

function drop(path: string): Rule {
  return when(setting(path), (site, asked) => decide(site, asked, path), {
    elsewhere: `\`${envOf(path)}\` is ignored by pgx, the default driver from 2.2 on; only lib/pq heeds it`,
  })
}

function decide(site: Site, asked: Asked, path: string): readonly Change[] {
  const named = site.get(DRIVER)
  const driver = named === undefined ? asked.option('driver') : textOf(named.value)
  if (driver === 'postgres') return []
  if (driver !== 'pgx') return [finding(ASK)]
  const open = asked.option('min-open-connections')
  if (path !== IDLE || open === '') return [remove()]
  return [rename(MIN_OPEN), set(/^\d{1,9}$/.test(open) ? Number(open) : open)]
}

const ASK =
  'pgx, the default driver from 2.2 on, ignores this: take it out, with `--set 2.2/postgres-pool.driver=pgx`, unless lib/pq is still used (`KUMA_STORE_POSTGRES_DRIVER_NAME=postgres`)'
