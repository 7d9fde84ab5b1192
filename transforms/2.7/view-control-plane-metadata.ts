import { defineTransform, finding, object, put, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import { accessesIn, writtenAs } from '../access-lists.ts'

const NAME = 'VIEW_CONTROL_PLANE_METADATA'

export default defineTransform({
  title: '`VIEW_CONTROL_PLANE_METADATA` belongs to the `admin` AccessRole',
  since: ['2.7.0'],
  notes: ['km-rbac-view-control-plane-metadata'],
  acceptedSince: '2.7',
  questions: {
    roles: { description: 'names of the roles that administrators hold, separated by commas', default: 'admin' },
  },
  rules: [when(object('AccessRole'), grant, { elsewhere: false })],
})

/** Any rule grants it, whatever types or mesh the rule is narrowed to (Kong Mesh's own readiness check). */
function grant(role: Site, asked: Asked): readonly Change[] {
  const accesses = role.all('/rules[].access')
  if (accesses.some((access) => accessesIn(access).includes(NAME))) return []
  const name = role.get('//metadata.name')?.value ?? role.get('//name')?.value
  const administrators = asked.option('roles').split(',')
  if (!administrators.includes(String(name))) {
    const mayDump = accesses.some((access) => accessesIn(access).includes('GENERATE_DATAPLANE_TOKEN'))
    return mayDump
      ? [finding(`its holders lose \`GET /config\` with 3.0; grant \`${NAME}\` to the role if they need it`)]
      : []
  }
  const open = role
    .all('/rules[]')
    .find((rule) => ['types', 'names', 'mesh', 'when'].every((key) => rule.get(key) === undefined))
  const access = open?.get('access')
  if (access !== undefined && Array.isArray(access.value))
    return [put(undefined, writtenAs(access, NAME), `//${access.path}`)]
  const rules = role.get('/rules')
  if (rules === undefined) return [finding(`it has no rules that can be read here; grant it \`${NAME}\` by hand`)]
  return [put(undefined, { access: [writtenAs(accesses[0], NAME)] }, `//${rules.path}`)]
}
