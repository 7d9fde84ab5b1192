import { COMMANDS, EXIT_CODES, OPTION_ROWS, signatureOf } from './option-table.ts'

function helpText(): string {
  const calls = COMMANDS.map(([call, means]) => `  ${`mesh-migrate ${call}`.padEnd(56)} ${means}\n`)
  const rows = OPTION_ROWS.map(([name, row]) => `  ${signatureOf(name, row).padEnd(28)} ${row.help}\n`)
  const codes = EXIT_CODES.map(([code, means]) => `${code} ${means}`).join(', ')
  return `mesh-migrate upgrades Kuma and Kong Mesh configuration in place, from one release to another.

${calls.join('')}
Paths are files, folders or globs; without any, the working folder. Ignored files are left out unless named.

${rows.join('')}
Exit codes: ${codes}.
`
}

/** What `--help` prints. */
export const HELP = helpText()
