import { createHash } from 'node:crypto'
import { readPackageFile } from '../../files/package.ts'
import type { Told } from '../formats.ts'
import { escapeJson } from '../terminal.ts'
import { escapeHtml, formatBody } from './body.ts'
import { pageData } from './data.ts'

/** In the order they run; each may use what the ones before define. */
const SCRIPTS = 'dom state syntax words diff table tasks notes blocks files reasons filters keys main'.split(' ')
const STYLES = ['theme', 'frame', 'lists', 'files', 'diff', 'narrow']

/**
 * One HTML file with everything in it: styles, script and the data of the report. It asks nothing of any network, and its
 * policy forbids it to.
 */
export function formatPage(told: Told): string {
  const style = STYLES.map((name) => asset(`${name}.css`)).join('\n')
  const script = `'use strict'\n{\n${SCRIPTS.map((name) => asset(`${name}.js`)).join('\n')}}\n`
  const policy = `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`
  const { from, to } = told.report
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(`${from} to ${to}: Kuma and Kong Mesh configuration`)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    formatBody(told.report),
    `<script type="application/json" id="data">${embeddable(pageData(told))}</script>`,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

function asset(name: string): string {
  return readPackageFile(`src/report/html/page/${name}`).replaceAll('\r\n', '\n')
}

function hash(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`
}

/** JSON that cannot end the element it stands in. */
function embeddable(data: unknown): string {
  return escapeJson(JSON.stringify(data)).replaceAll('<', '\\u003c')
}
