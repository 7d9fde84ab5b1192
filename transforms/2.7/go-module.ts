import { defineTransform, finding, text, when } from '../../src/rules.ts'
import type { Site } from '../../src/transform.ts'

const IMPORTS = /"github\.com\/kumahq\/kuma\/(?:api|app|pkg|test|tools)\/[^"\n]{1,200}"/g
const REQUIREMENTS = /(?<![\w/.-])github\.com\/kumahq\/kuma v\d[\w.+-]{0,80}/g

export default defineTransform({
  title: "Kuma's Go module is `github.com/kumahq/kuma/v2`",
  since: ['2.7.20', '2.10.9', '2.11.8', '2.12.4'],
  notes: ['go-module-v2-lts'],
  rules: [IMPORTS, REQUIREMENTS].map((pattern) => when(text(pattern), tell, { elsewhere: false })),
})

function tell(site: Site): ReturnType<typeof finding> {
  const written = String(site.value)
  return finding(
    'the module is `github.com/kumahq/kuma/v2` from 2.7.20, 2.10.9, 2.11.8, 2.12.4 and 2.13.0 on, while 2.8 and 2.9 keep the old path: change it together with the version in `go.mod`',
    written.startsWith('"') ? written.replace('/kuma/', '/kuma/v2/') : 'github.com/kumahq/kuma/v2',
  )
}
