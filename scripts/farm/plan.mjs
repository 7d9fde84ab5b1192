import { dashboard, dotenv, otherMesh, plainApplication, runbook, terraform } from './texts.mjs'
import { exampleFiles } from './examples.mjs'

const TEAMS = [
  'payments',
  'orders',
  'search',
  'identity',
  'logistics',
  'billing',
  'media',
  'growth',
  'risk',
  'platform',
]
const NOUNS = ['mesh', 'infra', 'gitops', 'service', 'gateway', 'edge', 'tools', 'zone', 'deploy', 'config', 'runbooks']
const BRANCHES = ['main', 'main', 'main', 'master', 'trunk']
const SITES = ['berlin', 'tokyo', 'dublin', 'oregon', 'sydney']

/** Ways of keeping the mesh, and of not keeping it. */
const KINDS = [
  { kind: 'ecs', expect: 'changed', files: (at) => exampleFiles('ecs', at) },
  { kind: 'kubernetes', expect: 'changed', files: (at) => exampleFiles('kubernetes', at) },
  { kind: 'application', expect: 'clean', files: (at) => plainApplication(at, 12) },
  { kind: 'universal', expect: 'changed', files: (at) => exampleFiles('universal', at) },
  { kind: 'other mesh', expect: 'clean', files: (at) => otherMesh(at) },
  { kind: 'monorepo', expect: 'changed', files: monorepo },
  { kind: 'terraform', expect: 'changed', files: (at) => ({ ...terraform(at), ...plainApplication(at, 6) }) },
  { kind: 'application', expect: 'clean', files: (at) => plainApplication(at, 40) },
  { kind: 'settings', expect: 'changed', files: (at) => ({ ...dotenv(at), ...dashboard(at), ...runbook(at) }) },
]
/** Ways of being out of order: one in ten, and the last four. */
const BROKEN = [
  { kind: 'not UTF-8', expect: 'changed', files: (at) => ({ ...dotenv(at), ...latin1(at) }) },
  { kind: 'lost objects', expect: 'unreadable', damage: 'objects', files: (at) => exampleFiles('ecs', at) },
  { kind: 'closed', expect: 'refused', damage: 'hook', files: (at) => exampleFiles('kubernetes', at) },
  { kind: 'empty', expect: 'clean', files: () => ({}) },
]

/**
 * What the repositories of a farm are. Always the same for the same numbers.
 * @param {number} count
 * @param {number} huge how many files the huge one has
 */
export function planFarm(count, huge) {
  return Array.from({ length: count }, (_, index) => {
    const [kind, team, noun] = [index % 10, TEAMS[index % TEAMS.length], NOUNS[index % NOUNS.length]]
    const at = { name: `${team}-${noun}-${index}`, site: SITES[index % SITES.length], index }
    const branch = BRANCHES[index % BRANCHES.length]
    const broken = index >= count - BROKEN.length ? count - 1 - index : kind === 9 ? Math.floor(index / 10) : undefined
    const plan = broken === undefined ? KINDS[kind] : BROKEN[broken % BROKEN.length]
    const isHuge = index === Math.min(6, count - 1)
    const files = { ...plan.files(at), ...(isHuge ? plainApplication(at, huge) : {}) }
    return {
      ...plan,
      name: `${team}/${at.name}`,
      branch,
      kind: isHuge ? 'huge' : plan.kind,
      files: new Map(Object.entries(files)),
    }
  })
}

/** Several ways in one repository: other line endings, odd names, and what is nobody's to touch. */
function monorepo(at) {
  const files = {
    ...below('clusters/a/', exampleFiles('kubernetes', at)),
    ...below('legacy/', exampleFiles('universal', at)),
  }
  for (const [name, text] of Object.entries(exampleFiles('ecs', at)))
    files[`windows/${name}`] = text.replaceAll('\n', '\r\n')
  return {
    ...files,
    ...below('deploy/höhe & breite (neu)/', dotenv(at)),
    'node_modules/kuma/example.env': 'KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH=true\n',
    '.gitignore': 'node_modules/\n*.log\n',
  }
}

function below(folder, files) {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [folder + name, text]))
}

function latin1({ site }) {
  const text = `# Überbleibsel aus ${site}\nKUMA_DP_SERVER_AUTH_USE_TOKEN_PATH=true\n`
  return { 'legacy/alt.env': Buffer.from(text, 'latin1') }
}
