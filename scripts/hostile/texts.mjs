// Texts that cost more than they should, each of a size: a number of levels, keys, lines or bytes.

const NAME = 'KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH'
/** What makes a file one of concern. */
const YAML = `env:\n  - name: ${NAME}\n    value: "true"\n`
const POLICY = 'apiVersion: kuma.io/v1alpha1\nkind: MeshTimeout\nmetadata: {name: a}\nspec:\n  from: []\n'

const times = (count, make) => Array.from({ length: count }, (_, index) => make(index)).join('')

/** @type {readonly { name: string, file: string, size: number, text: (size: number) => string }[]} */
export const HOSTILE = [
  {
    name: 'YAML lists in lists',
    file: 'a.yaml',
    size: 100_000,
    text: (n) => `${YAML}x: ${'['.repeat(n)}${']'.repeat(n)}\n`,
  },
  {
    name: 'YAML maps in maps, not closed',
    file: 'a.yaml',
    size: 100_000,
    text: (n) => `${YAML}x: ${'{a: '.repeat(n)}`,
  },
  { name: 'YAML dashes', file: 'a.yaml', size: 100_000, text: (n) => `${YAML}x:\n  ${'- '.repeat(n)}a\n` },
  {
    name: 'JSON in JSON',
    file: 'a.json',
    size: 100_000,
    text: (n) => `${'{"a":'.repeat(n)}"${NAME}"${'}'.repeat(n)}\n`,
  },
  {
    name: 'HCL parentheses',
    file: 'a.tf',
    size: 100_000,
    text: (n) => `x = "${NAME}"\ny = ${'('.repeat(n)}1${')'.repeat(n)}\n`,
  },
  {
    name: 'TypeScript brackets',
    file: 'a.ts',
    size: 100_000,
    text: (n) => `const e = { ${NAME}: 'true' }\nconst x = ${'['.repeat(n)}${']'.repeat(n)}\n`,
  },
  {
    name: 'shell substitutions',
    file: 'a.sh',
    size: 100_000,
    text: (n) => `export ${NAME}=true\necho ${'$('.repeat(n)}${')'.repeat(n)}\n`,
  },
  {
    name: 'template blocks',
    file: 'templates/a.yaml'.slice(10),
    size: 100_000,
    text: (n) => `${YAML}${'{{ if .a }}\n'.repeat(n)}x: 1\n${'{{ end }}\n'.repeat(n)}`,
  },
  { name: 'Markdown quotes', file: 'a.md', size: 100_000, text: (n) => `\`${NAME}\`\n${'>'.repeat(n)} a\n` },
  {
    name: 'aliases of aliases',
    file: 'a.yaml',
    size: 5_000,
    text: (n) => `${YAML}a0: &a0 [x, x]\n${times(n, (at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]\n`)}`,
  },
  { name: 'YAML on one line', file: 'a.yaml', size: 50_000_000, text: (n) => `${YAML}x: "${'a b '.repeat(n / 4)}"\n` },
  {
    name: 'dotenv on one line',
    file: '.env',
    size: 50_000_000,
    text: (n) => `${NAME}=true\nX=${'a b '.repeat(n / 4)}\n`,
  },
  {
    name: 'dotenv, quotes and dollars',
    file: '.env',
    size: 5_000_000,
    text: (n) => `${NAME}=true\nX="${'$a \\" '.repeat(n / 6)}"\n`,
  },
  {
    name: 'shell on one line',
    file: 'a.sh',
    size: 5_000_000,
    text: (n) => `export ${NAME}=true\necho ${'a b '.repeat(n / 4)}\n`,
  },
  {
    name: 'JSON on one line',
    file: 'a.json',
    size: 5_000_000,
    text: (n) => `{"${NAME}":"true","x":[${'1,'.repeat(n / 2)}1]}\n`,
  },
  {
    name: 'Markdown on one line',
    file: 'a.md',
    size: 5_000_000,
    text: (n) => `\`${NAME}\` ${'a `b '.repeat(n / 5)}\n`,
  },
  { name: 'YAML keys', file: 'a.yaml', size: 200_000, text: (n) => `${YAML}${times(n, (at) => `key${at}: ${at}\n`)}` },
  {
    name: 'keys of a policy',
    file: 'a.yaml',
    size: 50_000,
    text: (n) => `${POLICY}${times(n, (at) => `  key${at}: ${at}\n`)}`,
  },
  { name: 'variables to rename', file: 'a.yaml', size: 3_000, text: (n) => times(n, (at) => `---\na: ${at}\n${YAML}`) },
  {
    name: 'JSON keys',
    file: 'a.json',
    size: 200_000,
    text: (n) => `{"${NAME}":"true"${times(n, (at) => `,"key${at}":${at}`)}}\n`,
  },
  {
    name: 'dotenv keys',
    file: '.env',
    size: 200_000,
    text: (n) => `${NAME}=true\n${times(n, (at) => `KEY${at}=${at}\n`)}`,
  },
  {
    name: 'shell assignments',
    file: 'a.sh',
    size: 50_000,
    text: (n) => `export ${NAME}=true\n${times(n, (at) => `KEY${at}=${at}\n`)}`,
  },
  {
    name: 'HCL attributes',
    file: 'a.tf',
    size: 50_000,
    text: (n) => `x = "${NAME}"\n${times(n, (at) => `key${at} = ${at}\n`)}`,
  },
  {
    name: 'systemd lines',
    file: 'a.service',
    size: 50_000,
    text: (n) => `[Service]\nEnvironment=${NAME}=true\n${times(n, (at) => `Environment=K${at}=${at}\n`)}`,
  },
  {
    name: 'Makefile lines',
    file: 'Makefile',
    size: 50_000,
    text: (n) => `export ${NAME} = true\n${times(n, (at) => `K${at} = ${at}\n`)}`,
  },
  {
    name: 'Dockerfile lines',
    file: 'Dockerfile',
    size: 50_000,
    text: (n) => `FROM a\nENV ${NAME}=true\n${times(n, (at) => `ENV K${at}=${at}\n`)}`,
  },
  { name: 'YAML quotes not closed', file: 'a.yaml', size: 1_000_000, text: (n) => `${YAML}${'x: "\n'.repeat(n)}` },
  {
    name: 'dotenv quotes not closed',
    file: '.env',
    size: 1_000_000,
    text: (n) => `${NAME}=true\n${'X="\n'.repeat(n)}Y='`,
  },
  {
    name: 'dotenv quotes, one after another',
    file: '.env',
    size: 1_000_000,
    text: (n) => `${NAME}=true\n${`X="a" 'b\n`.repeat(n)}`,
  },
  {
    name: 'shell quotes not closed',
    file: 'a.sh',
    size: 1_000_000,
    text: (n) => `export ${NAME}=true\n${`x="'\n`.repeat(n)}`,
  },
  {
    name: 'shell here-documents not closed',
    file: 'a.sh',
    size: 100_000,
    text: (n) => `export ${NAME}=true\n${'cat <<A\n'.repeat(n)}`,
  },
  {
    name: 'HCL templates not closed',
    file: 'a.tf',
    size: 1_000_000,
    text: (n) => `x = "${NAME}"\ny = "${'${'.repeat(n)}"\n`,
  },
  {
    name: 'HCL here-documents not closed',
    file: 'a.tf',
    size: 100_000,
    text: (n) => `x = "${NAME}"\n${'y = <<A\n'.repeat(n)}`,
  },
  {
    name: 'TypeScript templates not closed',
    file: 'a.ts',
    size: 1_000_000,
    text: (n) => `const e = { ${NAME}: 'true' }\n${'`${'.repeat(n)}`,
  },
  { name: 'templates not closed', file: 'a.yaml', size: 1_000_000, text: (n) => `${YAML}${'x: {{ a\n'.repeat(n)}` },
  {
    name: 'template comments not closed',
    file: 'a.yaml',
    size: 1_000_000,
    text: (n) => `${YAML}${'# {{/* a\n'.repeat(n)}`,
  },
  {
    name: 'Markdown fences not closed',
    file: 'a.md',
    size: 100_000,
    text: (n) => `${NAME}\n${'```sh\n~~~\n'.repeat(n)}`,
  },
  {
    name: 'Jekyll blocks not closed',
    file: 'a.md',
    size: 100_000,
    text: (n) => `${NAME}\n${'{% if_version gte:2.7 %}\n'.repeat(n)}`,
  },
  {
    name: 'block scalars',
    file: 'a.yaml',
    size: 100_000,
    text: (n) => `${YAML}${times(n, (at) => `k${at}: |\n  a: b\n`)}`,
  },
  {
    name: 'keys named __proto__',
    file: 'a.yaml',
    size: 1_000,
    text: (n) =>
      `${YAML}${POLICY.replaceAll('from: []', 'from: {__proto__: {a: 1}, constructor: 2}')}${times(n, (at) => `---\n__proto__: {toString: ${at}}\nconstructor: {prototype: 1}\n`)}`,
  },
  { name: 'lone CR', file: 'a.yaml', size: 1_000_000, text: (n) => YAML + 'a: b\r'.repeat(n) },
  { name: 'trailing blanks', file: 'a.yaml', size: 5_000_000, text: (n) => `${YAML}x: a${' '.repeat(n)}b\n` },
  { name: 'blank lines', file: '.env', size: 5_000_000, text: (n) => `${NAME}=true\n${' \n'.repeat(n / 2)}` },
]
