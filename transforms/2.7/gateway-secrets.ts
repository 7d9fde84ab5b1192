import { add, defineTransform, finding, object, put, value, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import { isGatewayOfKuma } from '../gateway-api.ts'
import { stringOf } from '../resources.ts'

const VALUE = 'controlPlane.supportGatewaySecretsInAllNamespaces'

const WANTED = `\`${VALUE}\` shall be \`true\`; write it by hand`

/** Where the charts install the control plane unless told otherwise. */
const SYSTEM = ['kuma-system', 'kong-mesh-system']

export default defineTransform({
  title: 'The control plane reads certificates of Gateways in its own namespace only',
  since: ['2.7.0'],
  notes: ['gateway-secrets-all-namespaces'],
  acceptedSince: '2.7',
  questions: {
    'all-namespaces': {
      description:
        'whether the control plane may read all secrets of the cluster, as it could up to 2.6; `yes` writes it into every set of values of the chart, `no` leaves it',
      default: 'ask',
      values: ['ask', 'yes', 'no'],
    },
  },
  rules: [
    when(object('Gateway'), checkGateway, { elsewhere: false, mentions: ['kuma'] }),
    when(value('controlPlane'), allowInside, { elsewhere: WANTED }),
    when(value('controlPlane.mode'), allowBeside, { elsewhere: false }),
  ],
})

function checkGateway(site: Site, asked: Asked): readonly Change[] {
  if (asked.option('all-namespaces') !== 'ask' || !isGatewayOfKuma(site, asked)) return []
  const own = stringOf(site.get('//metadata.namespace'))
  const references = site.all('/listeners[].tls.certificateRefs[]')
  const namespaces = references.map((reference) => stringOf(reference.get('namespace')) ?? own)
  if (namespaces.every((namespace) => namespace !== undefined && SYSTEM.includes(namespace))) return []
  return [
    finding(
      'its certificate is read only from the namespace of the control plane: move the secret there, or let the control plane read all secrets with `--set 2.7/gateway-secrets.all-namespaces=yes`',
    ),
  ]
}

/** Values in a file. */
function allowInside(site: Site, asked: Asked): readonly Change[] {
  return site.path === 'controlPlane' ? allow(site, asked, put(VALUE, true)) : []
}

/** Values on a command line, where nothing is around the mode. */
function allowBeside(site: Site, asked: Asked): readonly Change[] {
  return site.get('controlPlane') === undefined ? allow(site, asked, add(VALUE, 'true')) : []
}

/** What is said already stays. */
function allow(site: Site, asked: Asked, change: Change): readonly Change[] {
  return asked.option('all-namespaces') === 'yes' && site.get(VALUE) === undefined ? [change] : []
}
