import { defineTransform, finding, object, on, set, text, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'

const REVOCATIONS = 'control-plane-token-revocations'
const LIVE = 'zone-token-revocations'

const DEAD_KEY =
  'nothing is signed with this key from 2.10 on: remove it once no zone uses an old token. The control plane makes `zone-token-signing-key-1` itself; never rename a key'

const DEAD_LIST =
  'the tokens revoked here are refused anyway from 2.10 on, and `zone-token-revocations` is read instead: remove it, or rename the object with `--set 2.10/control-plane-signing-key.revocations=rename` where there is no such list yet'

export default defineTransform({
  title: 'Signing keys and revocations of control plane tokens are dead',
  since: ['2.10.0'],
  notes: ['km-cp-token-signing-keys'],
  acceptedSince: '2.0',
  readUntil: '2.9',
  questions: {
    revocations: {
      description: `what to do with the secret \`${REVOCATIONS}\`: the tokens it revokes are refused anyway`,
      default: 'ask',
      values: ['ask', 'rename'],
    },
  },
  rules: [
    when(object('GlobalSecret', 'Secret'), rename, { elsewhere: false }),
    on(text(/\bcontrol-plane-signing-key-\d+\b/g), finding(DEAD_KEY)),
    on(text(/\bcontrol-plane-token-revocations\b/g), finding(DEAD_LIST)),
  ],
})

function rename(site: Site, asked: Asked): readonly Change[] {
  const name = nameOf(site)
  if (name?.value !== REVOCATIONS || asked.option('revocations') !== 'rename') return []
  const isTaken = asked.objects('GlobalSecret', 'Secret').some((other) => nameOf(other)?.value === LIVE)
  return isTaken ? [] : [set(LIVE, `//${name.path}`)]
}

function nameOf(secret: Site): Site | undefined {
  return secret.get('//metadata.name') ?? secret.get('//name')
}
