import { defineTransform, field, finding, when } from '../../src/rules.ts'

export default defineTransform({
  title: 'A MeshRetry of zero connection attempts is refused',
  since: ['2.8.0'],
  notes: ['meshretry-maxconnectattempt-zero'],
  readUntil: '2.7',
  rules: [
    when(
      field('MeshRetry', 'to[].default.tcp.maxConnectAttempt'),
      (attempts) => {
        if (attempts.value === undefined) return finding(UNREADABLE)
        if (attempts.value !== 0) return []
        const alone = attempts.get('^^http') === undefined && attempts.get('^^grpc') === undefined
        return finding(alone ? ALONE : BESIDE)
      },
      { elsewhere: false },
    ),
  ],
})

const UNREADABLE = 'the number cannot be read here; Kuma 2.8 refuses 0'
const BESIDE = 'Kuma 2.8 refuses 0: take `tcp` out whole, or write 1 for a single attempt'
const ALONE = 'Kuma 2.8 refuses 0: take this item of `to` out whole, or write 1 for a single attempt'
