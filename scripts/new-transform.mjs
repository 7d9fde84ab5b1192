// Writes a transform and its page: npm run new-transform 2.12/some-thing. Its case fails until it is made real.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'

const id = process.argv[2] ?? ''
const match = /^(\d+\.\d+)\/([a-z][a-z0-9-]*)$/.exec(id)
if (match === null) {
  console.error('usage: npm run new-transform <release>/<thing-that-changed>, such as 2.12/some-thing')
  process.exit(2)
}
const [, release] = match
const source = `transforms/${id}.ts`
const page = `transforms/${id}.md`
for (const path of [source, page]) {
  if (!existsSync(path)) continue
  console.error(`${path} is there already`)
  process.exit(2)
}

mkdirSync(`transforms/${release}`, { recursive: true })
writeFileSync(
  source,
  `import { defineTransform, on, rename, setting } from '../../src/rules.ts'

export default defineTransform({
  title: '\`old.name\` became \`new.name\`',
  since: ['${release}.0'],
  notes: ['id-of-the-note'],
  acceptedSince: '${release}',
  readUntil: '${release}',
  rules: [on(setting('old.name'), rename('new.name'))],
})
`,
)
writeFileSync(
  page,
  `# \`old.name\` became \`new.name\`

What Kuma changed, who is concerned, what to look at afterwards; where the published note is wrong, what the source says.

Safety: safe. Note: https://github.com/kumahq/kuma/blob/master/UPGRADE.md#upgrade-to-${release.replace('.', '')}x

## An environment
\`\`\`yaml before=compose.yaml
environment:
  KUMA_OLD_NAME: write a real case here
\`\`\`
\`\`\`yaml after
environment:
  KUMA_NEW_NAME: and what it becomes
\`\`\`

## Another product's name
\`\`\`yaml before=values.yaml
old:
  name: the same words elsewhere, which must stay
\`\`\`
`,
)
execFileSync('node', ['scripts/generate.mjs'], { stdio: 'inherit' })
console.log(
  `${source}\n${page}\nWrite its note into transforms/${release}/notes.ts, make the cases real, then: npx vitest run test/cases.test.ts -t '${id}'`,
)
