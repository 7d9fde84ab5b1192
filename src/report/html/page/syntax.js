const STRING = '(?<string>"(?:[^"\\\\]|\\\\.)*"|\'(?:[^\'\\\\]|\\\\.)*\')'
const VARIABLE = '(?<variable>\\$\\{[^}]*\\}|\\$\\w+|\\{\\{[^}]*\\}\\})'
const VALUE = '(?<value>(?<![\\w.-])(?:true|false|null|-?\\d[\\d.]*)(?![\\w.-]))'
const HASH = '(?<comment>(?<!\\S)#.*)'
const SLASHES = '(?<comment>(?<!\\S)\\/\\/.*|\\/\\*.*?(?:\\*\\/|$))'

/** What is coloured in each family of files: enough to tell names, texts and comments apart. */
const SYNTAX = {
  yaml: [
    HASH,
    '(?<key>(?:"[^"]*"|\'[^\']*\'|[\\w./$@-]+)(?=:(?:\\s|$)))',
    STRING,
    VARIABLE,
    '(?<tag>(?<!\\S)[!&*][\\w.:-]+)',
    VALUE,
  ],
  json: [SLASHES, '(?<key>"(?:[^"\\\\]|\\\\.)*"(?=\\s*:))', STRING, VALUE],
  shell: [
    HASH,
    '(?<key>(?<![\\w.-])[A-Za-z_][\\w.]*(?==))',
    STRING,
    VARIABLE,
    '(?<tag>(?<!\\S)--?[A-Za-z][\\w-]*)',
    VALUE,
  ],
  hcl: [HASH, SLASHES.replace('comment', 'note'), '(?<key>(?<!\\S)[\\w-]+(?=\\s*[={]))', STRING, VALUE],
  code: [SLASHES, STRING, '(?<tag>`[^`]*`)', '(?<key>(?<![\\w$.])[A-Za-z_$][\\w$]*(?=\\s*:))', VALUE],
  markdown: ['(?<key>^#{1,6} .*)', '(?<string>`[^`]*`)', '(?<tag>^\\s*(?:[-*+]|\\d+\\.)(?=\\s))'],
}

/** @type {[RegExp, keyof typeof SYNTAX][]} */
const FAMILIES = [
  [/\.(?:ya?ml|tpl)$/i, 'yaml'],
  [/\.(?:json|jsonc|json5)$/i, 'json'],
  [/\.(?:tf|tfvars|hcl|nomad)$/i, 'hcl'],
  [/\.(?:[cm]?[jt]sx?|go|java|kt|cs|groovy)$/i, 'code'],
  [/\.(?:md|mdx|markdown)$/i, 'markdown'],
  [/(?:^|\/)(?:Dockerfile|Containerfile|Makefile|Jenkinsfile|\.env)[^/]*$/i, 'shell'],
  [/\.(?:sh|bash|zsh|env|conf|cfg|ini|toml|properties|service|py|rb)$/i, 'shell'],
]

/** @type {Map<string, RegExp>} */
const patterns = new Map(Object.entries(SYNTAX).map(([family, parts]) => [family, new RegExp(parts.join('|'), 'g')]))

/**
 * What colours a file's lines: nothing for kinds that are not known.
 * @param {string} path
 */
function syntaxOf(path) {
  const family = FAMILIES.find(([name]) => name.test(path))?.[1]
  return family === undefined ? undefined : patterns.get(family)
}

/**
 * The coloured stretches of a line, in order.
 * @param {string} line
 * @param {RegExp | undefined} pattern
 */
function tokensOf(line, pattern) {
  /** @type {{ from: number, to: number, kind: string }[]} */
  const tokens = []
  if (pattern === undefined) return tokens
  for (const match of line.matchAll(pattern)) {
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0] ?? ''
    tokens.push({ from: match.index, to: match.index + match[0].length, kind: kind === 'note' ? 'comment' : kind })
  }
  return tokens
}
