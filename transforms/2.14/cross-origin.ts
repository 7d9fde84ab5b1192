import { controlPlane, defineTransform, finding, put, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import { KEEP, lineOf, onceFor } from '../control-planes.ts'

const DOMAINS = 'apiServer.corsAllowedDomains'

const CLOSED =
  'pages of other origins may not call the API any more: name those that do, such as a GUI of your own (`--set 2.14/cross-origin.domains=https://gui.example.com`)'

export default defineTransform({
  title: 'The API is closed to pages of other origins',
  since: ['2.7.25', '2.9.15', '2.11.13', '2.12.10', '2.13.5'],
  notes: ['localhost-admin-cors'],
  acceptedSince: '2.0',
  questions: {
    domains: {
      description: 'the origins whose pages call the API, separated by commas; `none`: there are none',
      default: '',
    },
    keep: { ...KEEP, description: 'whether to leave the API open to pages of all origins, as it was' },
  },
  rules: [when(controlPlane(), onceFor(check), { elsewhere: CLOSED })],
})

function check(site: Site, asked: Asked): readonly Change[] {
  const domains = asked.option('domains')
  if (site.get(DOMAINS) !== undefined || domains === 'none') return []
  if (domains !== '') return [put(DOMAINS, domains.split(','))]
  // What was open to all is so again only where somebody asks for it.
  if (asked.option('keep') === 'true') return [put(DOMAINS, ['.*'])]
  return [finding(CLOSED, lineOf(site, { path: DOMAINS, kept: ['<origin>'] }))]
}
