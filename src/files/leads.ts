/** Files that say what values files belong to are told by their words, without being parsed. */
const CHART = /(?:^|\/)(?:Chart|requirements)\.ya?ml$/
const PRODUCT = /\b(?:kuma|kong-mesh)\b/
const RELEASE = /helm|chart/i
const NAMES_FILE = /(?:value\w{0,20}files?|values["']?\s{0,9}[:=]|\s-f[ =]|--values[ =])/i
const FILE = /\.(?:ya?ml|json|tftpl|gotmpl|tpl|tmpl|j2)\b/

const LARGE = 256 * 1024

/** The file may name a chart of Kuma's that values belong to: its own, one it depends on, one it releases. */
export function isLead(path: string, text: string): boolean {
  if (text.length > LARGE || !PRODUCT.test(text)) return false
  return CHART.test(path) || (RELEASE.test(text) && NAMES_FILE.test(text) && FILE.test(text))
}
