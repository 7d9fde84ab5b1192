import { defineTransform, field, finding, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

const INVALID =
  'makes no valid name: parts of lower case letters, digits and dashes with single dots between. 2.14 refuses such a template, and makes no hostnames of one that is there'

export default defineTransform({
  title: 'Templates of HostnameGenerators make valid names',
  since: ['2.14.0'],
  notes: ['hostnamegenerator-invalid-template'],
  acceptedSince: '2.9',
  readUntil: '2.13',
  rules: [when(field('HostnameGenerator', 'template'), check, { elsewhere: `this template ${INVALID}` })],
})

/** What 2.14 renders a template with to check it (`validateTemplate`). */
function rendered(template: string): string {
  return template
    .replaceAll(/\{\{-? ?\.(Name|DisplayName|Namespace|Mesh|Zone) ?-?\}\}/g, (_, name: string) => name.toLowerCase())
    .replaceAll(/\{\{-? ?label "[^"]{1,200}" ?-?\}\}/g, 'label')
}

function check({ written }: Site): readonly Change[] {
  const name = rendered(written ?? '')
  // Other functions of templates are not known here.
  if (written === undefined || name === '' || name.includes('{{') || isSubdomain(name)) return []
  return [
    finding(
      `this template ${INVALID}`,
      ...(written.startsWith('.') && isSubdomain(name.slice(1)) ? [written.slice(1)] : []),
    ),
  ]
}

function isSubdomain(name: string): boolean {
  return name.length <= 253 && name.split('.').every((part) => /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(part))
}
