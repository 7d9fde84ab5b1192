import { defineTransform, finding, on, remove, set, setting, textOf, when } from '../../src/rules.ts'

const IDLE = 'store.postgres.maxIdleConnections'

export default defineTransform({
  title: 'The Postgres driver `postgres` (lib/pq) is gone: `pgx` takes its place',
  since: ['2.8.0'],
  notes: ['postgres-driver-pq-removed'],
  acceptedSince: '2.2',
  readUntil: '2.7',
  rules: [
    when(
      setting('store.postgres.driverName'),
      (site) => {
        const driver = textOf(site.value)
        if (driver === undefined) return finding(UNREADABLE)
        if (driver !== 'postgres') return []
        return site.get(IDLE) === undefined ? set('pgx') : [set('pgx'), remove(IDLE)]
      },
      { elsewhere: '`pgx` is the only driver that `KUMA_STORE_POSTGRES_DRIVER_NAME` takes from 2.8 on' },
    ),
    ...['store.postgres.minReconnectInterval', 'store.postgres.maxReconnectInterval'].map((path) =>
      on(setting(path), remove()),
    ),
  ],
})

const UNREADABLE = 'the driver cannot be read here; the control plane starts with `pgx` only from 2.8 on'
