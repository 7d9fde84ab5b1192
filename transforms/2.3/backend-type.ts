import { defineTransform, field, finding, lead, when } from '../../src/rules.ts'
import type { Change, Rule, Site } from '../../src/transform.ts'

type Types = { readonly [key: string]: string }

const LOGS: Types = { tcp: 'Tcp', file: 'File', openTelemetry: 'OpenTelemetry' }
const TRACES: Types = { zipkin: 'Zipkin', datadog: 'Datadog', openTelemetry: 'OpenTelemetry' }
const FORMATS: Types = { plain: 'Plain', json: 'Json' }

const LOG_BACKENDS = ['to[]', 'from[]', 'rules[]'].map((list) => `${list}.default.backends[]`)

export default defineTransform({
  title: 'backends and formats of MeshAccessLog and MeshTrace say their `type`',
  since: ['2.3.0'],
  notes: ['meshaccesslog-backend-type', 'meshtrace-backend-type', 'meshaccesslog-format-type'],
  acceptedSince: '2.3',
  readUntil: '2.2',
  rules: [
    ...LOG_BACKENDS.map((path) => typed('MeshAccessLog', path, LOGS, 'meshaccesslog-backend-type')),
    ...LOG_BACKENDS.flatMap((path) =>
      ['tcp', 'file'].map((key) =>
        typed('MeshAccessLog', `${path}.${key}.format`, FORMATS, 'meshaccesslog-format-type'),
      ),
    ),
    typed('MeshTrace', 'default.backends[]', TRACES, 'meshtrace-backend-type'),
  ],
})

/** @param types the keys of which one must be there, and the types they stand for. */
function typed(kind: string, path: string, types: Types, note: string): Rule {
  return when(field(kind, path), (site) => sayType(site, types), { note, elsewhere: false })
}

function sayType(site: Site, types: Types): Change | undefined {
  const present = Object.keys(types).filter((key) => site.get(key) !== undefined)
  const [key] = present
  const wanted = key === undefined || present.length > 1 ? undefined : types[key]
  const choice = Object.values(types)
    .map((type) => `\`${type}\``)
    .join(', ')
  const type = site.get('type')
  if (type === undefined) {
    if (wanted !== undefined) return lead('type', wanted)
    return finding(`from 2.3 on this needs a \`type\`, one of ${choice}; what stands here does not tell which`)
  }
  if (typeof type.value !== 'string' || !Object.values(types).includes(type.value))
    return finding(`from 2.3 on the \`type\` here must be one of ${choice}`, wanted)
  if (wanted === undefined || wanted === type.value) return undefined
  return finding('from 2.3 on the `type` here must be that of the key beside it', wanted)
}
