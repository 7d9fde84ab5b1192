import { defineTransform, finding, text, when } from '../../src/rules.ts'

export default defineTransform({
  title: 'The API answers `PUT` and `DELETE` with a JSON object',
  since: ['2.10.0'],
  notes: ['api-put-delete-json-body'],
  readUntil: '2.9',
  rules: [
    when(
      text(/(?:\$\(|`)\s*curl\s[^()`]{0,600}/g),
      (site) => (isConcerned(String(site.value)) ? finding(ANSWER) : []),
      {
        mentions: [':5681/', ':5682/', '/meshes/'],
      },
    ),
  ],
})

const ANSWER =
  'from 2.10 on the answer to a `PUT` or `DELETE` that went well is the JSON object `{}`, not nothing: check what is made of it here'

/** A change asked of the control plane's API, whose answer is taken up. */
function isConcerned(call: string): boolean {
  const changes = /\s(?:-X|--request)[ =]?["']?(?:PUT|DELETE)\b/.test(call)
  const kumas = /:568[12]\/|\/meshes\/[^\s"'/]+\/[a-z-]+\//.test(call)
  const dropped = /\s(?:-o|--output)[ =]?\S/.test(call) || />\s*\/dev\/null/.test(call)
  return changes && kumas && !dropped
}
