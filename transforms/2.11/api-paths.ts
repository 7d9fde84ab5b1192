import { command, defineTransform, rename, set, text, when } from '../../src/rules.ts'
import type { Asked } from '../../src/transform.ts'

const COMMANDS = [
  'get global-secret',
  'get global-secrets',
  'delete global-secret',
  'get zone-ingress',
  'get zone-ingresses',
  'delete zone-ingress',
  'inspect zone-ingresses',
]

export default defineTransform({
  title: '`zone-ingresses` and `global-secrets` lost their dashes in the API and in `kumactl`',
  since: ['2.11.0'],
  notes: ['api-ws-path-renames-211'],
  acceptedSince: '2.11',
  questions: {
    names: {
      description: 'whether to write the new names; the old ones are understood as well',
      default: 'keep',
      values: ['keep', 'change'],
    },
  },
  rules: [
    ...['/zone-ingresses', '/global-secrets'].flatMap((path) =>
      // Right behind a host, or behind a variable that holds one: a path of documentation stands deeper.
      [String.raw`:\/\/[\w.:-]{1,200}`, String.raw`\$\{?\w{1,60}\}?`].map((before) =>
        when(
          text(new RegExp(String.raw`${path}(?<=${before}${path})(?![\w-])`, 'g')),
          (_, asked) => (isWanted(asked) ? set(path.replaceAll('-', '')) : []),
          { elsewhere: `\`${path}\` became \`${path.replaceAll('-', '')}\`` },
        ),
      ),
    ),
    ...COMMANDS.map((name) =>
      when(
        command(`kumactl ${name}`),
        (_, asked) => (isWanted(asked) ? rename(name.slice(name.indexOf(' ') + 1).replace('-', '')) : []),
        { elsewhere: false },
      ),
    ),
  ],
})

function isWanted(asked: Asked): boolean {
  return asked.option('names') === 'change'
}
