import { defineTransform, finding, on, set, setting, text, textOf, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'

const UNREAD = 'lib/pq is deprecated and gone in 2.8; name `pgx` here if nothing speaks against it'

export default defineTransform({
  title: 'The Postgres driver `postgres` (lib/pq) is deprecated in favour of `pgx`',
  since: ['2.6.0'],
  notes: ['postgres-libpq-deprecated'],
  acceptedSince: '2.2',
  readUntil: '2.7',
  questions: {
    driver: {
      description:
        'what to do where `postgres` was chosen: `pgx` replaces it now; without an answer that waits for 2.8, which starts with nothing else',
      default: 'ask',
      values: ['ask', 'pgx'],
    },
  },
  rules: [
    when(setting('store.postgres.driverName'), replaceDriver, { elsewhere: false }),
    on(text(/\bKUMA_STORE_POSTGRES_DRIVER_NAME\b["']?[ \t?:=]{1,16}["']?postgres\b/g), finding(UNREAD)),
  ],
})

function replaceDriver(site: Site, asked: Asked): readonly Change[] {
  const driver = textOf(site.value)
  if (driver === undefined) return [finding(UNREADABLE)]
  if (driver !== 'postgres') return []
  return asked.option('driver') === 'pgx' ? [set('pgx')] : [finding(CHOSEN)]
}

const UNREADABLE = 'the driver cannot be read here: `postgres` is deprecated and gone in 2.8, `pgx` is to stay'

const CHOSEN =
  'lib/pq is deprecated and gone in 2.8: if nothing speaks against `pgx`, replace it with `--set 2.6/postgres-driver.driver=pgx`. `pgx` takes no reconnect intervals'
