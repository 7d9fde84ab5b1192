import { escapeControls, escapeLine } from './terminal.ts'

/** A zero width space: GitHub and GitLab make links of text that backslashes do not protect. */
const BREAK = '&#8203;'

/**
 * One line of our own words, which may hold names in backticks and pieces of files: the names become code, everything
 * else stays the text it is. Line breaks are shown as `\n`.
 */
export function formatInline(text: string): string {
  const parts = escapeLine(text.trimStart()).split('`')
  const paired = parts.length % 2 === 1
  return parts
    .map((part, index) => {
      if (index % 2 === 0) return escapeText(part)
      return index === parts.length - 1 && !paired ? `\\\`${escapeText(part)}` : formatCode(part)
    })
    .join('')
}

/** Plain text without markup, mentions, references to issues and links. */
function escapeText(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()<>#+!|~$^=-]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replace(/@|\\[#!~$](?=\w)|(?:https?|ftp):(?=\/\/)|\bwww(?=\.)/gi, `$&${BREAK}`)
    .replace(/^(\s*\d+)([.)])/, '$1\\$2')
}

/** A code span, whatever backticks are in it. */
export function formatCode(text: string): string {
  const shown = escapeLine(text)
  const fence = '`'.repeat(longestRun(shown) + 1)
  const pad = shown === '' || /^`|`$|^ (?=.*[^ ]).* $/.test(shown) ? ' ' : ''
  return `${fence}${pad}${shown}${pad}${fence}`
}

/** A fenced block, each line behind the indent. */
export function formatBlock(text: string, indent: string): string[] {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  const lines = text.split('\n').map((line) => escapeControls(line.replace(/\r$/, '')))
  return [`${fence}text`, ...lines, fence].map((line) => indent + line)
}

function longestRun(text: string): number {
  let longest = 0
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length)
  return longest
}
