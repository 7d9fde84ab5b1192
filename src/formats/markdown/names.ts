const LANGUAGES: ReadonlyMap<string, string> = new Map([
  ...['yaml', 'yml'].map((word) => [word, 'fence.yaml'] as const),
  ...['json', 'jsonc', 'json5'].map((word) => [word, 'fence.json'] as const),
  ...['sh', 'bash', 'shell', 'zsh'].map((word) => [word, 'fence.sh'] as const),
  ...['hcl', 'terraform', 'tf', 'tfvars'].map((word) => [word, 'fence.tf'] as const),
  ...['ts', 'js', 'typescript', 'javascript', 'mjs', 'cjs'].map((word) => [word, 'fence.ts'] as const),
  ...['tsx', 'jsx'].map((word) => [word, 'fence.tsx'] as const),
  ...['dotenv', 'env', 'ini'].map((word) => [word, 'fence.env'] as const),
  ...['dockerfile', 'docker'].map((word) => [word, 'Dockerfile'] as const),
  ...['makefile', 'make'].map((word) => [word, 'Makefile'] as const),
  ...['systemd', 'service'].map((word) => [word, 'fence.service'] as const),
  ...['markdown', 'md', 'mdx'].map((word) => [word, 'fence.md'] as const),
])

const CONSOLES = new Set(['console', 'terminal', 'shell-session', 'shellsession', 'sh-session'])

const FILE_NAME =
  /^(?:[\w@./+-]*[\w@/+-]\.(?:ya?ml|jsonc?|sh|bash|env|ini|conf|properties|tf|tfvars|hcl|nomad|[mc]?[jt]s|[jt]sx|service|mdx?)|(?:[\w@./+-]*\/)?(?:Dockerfile|Makefile))$/

/** What a fence holds: the name by which its format is told, and whether it shows a terminal. */
export interface Content {
  readonly name: string
  readonly terminal: boolean
}

/** What the info string of a fence, or else its text, says about it. */
export function contentOf(info: string, text: string): Content {
  const word = (/^\{?\.?([\w+-]*)/.exec(info)?.[1] ?? '').toLowerCase()
  const file = info.split(/[\s=:,{}"'[\]]+/).find((piece) => FILE_NAME.test(piece))
  const named = file ?? nameFor(word, text)
  const prompts = /^\$ /m.test(text)
  if (CONSOLES.has(word)) {
    if (!prompts && !/^# /m.test(text)) return { name: file ?? guess(text), terminal: false }
    return { name: file ?? 'fence.sh', terminal: true }
  }
  return { name: named, terminal: prompts && named.endsWith('.sh') }
}

function nameFor(word: string, text: string): string {
  const known = LANGUAGES.get(word)
  if (known === 'fence.env' && /^\[(?:Unit|Service|Install)\]/m.test(text)) return 'fence.service'
  return known ?? (word === '' ? guess(text) : 'fence.txt')
}

function guess(text: string): string {
  const start = text.slice(0, 1000).trimStart()
  if (/^\{(?![{%])/.test(start)) return 'fence.json'
  if (/^(?:---\s|#.*\n)*\s*(?:apiVersion|kind|type):/.test(start)) return 'fence.yaml'
  if (/^(?:\$ |(?:kumactl|kuma-dp|kuma-cp|kubectl|helm|docker|export|curl)[ \t]|K(?:UMA|MESH)_[A-Z0-9_]+=)/m.test(text))
    return 'fence.sh'
  return 'fence.txt'
}
