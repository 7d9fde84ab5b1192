import { defineTransform, finding, flag, remove, rename, when } from '../../src/rules.ts'

export default defineTransform({
  title: '`--kuma-dp-uid` of `kumactl install transparent-proxy` became `--kuma-dp-user`',
  since: ['2.9.0'],
  notes: ['tproxy-kuma-dp-uid'],
  acceptedSince: '2.9',
  readUntil: '2.14',
  rules: [
    when(
      flag('kumactl install transparent-proxy', '--kuma-dp-uid'),
      (site) => {
        const user = site.get('--kuma-dp-user')
        if (user === undefined) return rename('--kuma-dp-user')
        const same = user.value !== undefined && user.value === site.value
        return same ? remove() : finding(BOTH)
      },
      { elsewhere: '`--kuma-dp-uid` became `--kuma-dp-user`, which takes names and user ids' },
    ),
  ],
})

const BOTH =
  'from 2.9 on this and `--kuma-dp-user` are one setting, and the last of them counts: keep `--kuma-dp-user` with the right user'
