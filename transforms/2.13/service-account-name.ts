import { defineTransform, finding, put, remove, rename, set, setting, textOf, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

const USERS = 'runtime.kubernetes.allowedUsers'

const UNREADABLE =
  'old and new name cannot be joined here: add this account to the users in `KUMA_RUNTIME_KUBERNETES_ALLOWED_USERS` and remove it'
const OF_THE_CHART =
  "the chart names the control plane's own account in `KUMA_RUNTIME_KUBERNETES_ALLOWED_USERS`, and a value given here takes the place of that: name both accounts there, and remove this"

export default defineTransform({
  title: '`runtime.kubernetes.serviceAccountName` became one of `allowedUsers`',
  since: ['2.13.0'],
  notes: ['cp-service-account-name-removed'],
  acceptedSince: '2.0',
  readUntil: '2.12',
  rules: [
    when(setting('runtime.kubernetes.serviceAccountName'), carry, {
      elsewhere:
        '`KUMA_RUNTIME_KUBERNETES_SERVICE_ACCOUNT_NAME` is ignored from 2.13 on; name the account in `KUMA_RUNTIME_KUBERNETES_ALLOWED_USERS`',
    }),
  ],
})

function carry(site: Site): readonly Change[] {
  const account = textOf(site.value)
  const users = site.get(USERS)
  if (account === '') return [remove()]
  if (site.platform === 'kubernetes' && (users === undefined || site.form === 'config')) return carryInChart(account)
  if (users === undefined) return site.form === 'config' ? moveInFile(account) : [rename(USERS)]
  return join(site, listOf(users), account)
}

/** The chart sets the variable, and variables come before the file. */
function carryInChart(account: string | undefined): readonly Change[] {
  const own = /^system:serviceaccount:[\w.-]+:(?:kuma|kong-mesh)-control-plane$/.test(account ?? '')
  return own
    ? [remove()]
    : [finding(OF_THE_CHART, `${account ?? '<account>'},system:serviceaccount:<namespace>:<name>`)]
}

function moveInFile(account: string | undefined): readonly Change[] {
  return account === undefined ? [finding(UNREADABLE)] : [put(USERS, [account]), remove()]
}

function join(site: Site, users: readonly string[] | undefined, account: string | undefined): readonly Change[] {
  if (account === undefined || users === undefined) return [finding(UNREADABLE)]
  if (users.includes(account)) return [remove()]
  if (site.form === 'config') return [put(undefined, account, USERS), remove()]
  return [set([...users.filter((user) => user !== ''), account].join(','), USERS), remove()]
}

function listOf({ form, value }: Site): readonly string[] | undefined {
  if (form === 'config') return Array.isArray(value) ? value.map(String) : undefined
  return textOf(value)?.split(',')
}
