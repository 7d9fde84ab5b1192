import { defineTransform, finding, remove, rename, set, setting, textOf, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

const PORT = 'monitoringAssignmentServer.port'

export default defineTransform({
  title: '`monitoringAssignmentServer.grpcPort` became `monitoringAssignmentServer.port`',
  since: ['2.0.0'],
  notes: ['mads-grpc-port-env'],
  acceptedSince: '1.2',
  readUntil: '1.8',
  rules: [
    when(setting('monitoringAssignmentServer.grpcPort'), carry, {
      elsewhere:
        '`KUMA_MONITORING_ASSIGNMENT_SERVER_GRPC_PORT` is ignored from 2.0 on; set `KUMA_MONITORING_ASSIGNMENT_SERVER_PORT`',
    }),
  ],
})

/** Kuma up to 1.8 took the old port only where the new one was 0; its default is 5676. */
function carry(site: Site): readonly Change[] {
  const old = site.value
  if (textOf(old) === '0' || old === '') return [remove()]
  const port = site.get(PORT)
  if (port === undefined) return textOf(old) === '5676' ? [rename(PORT)] : [rename(PORT), finding(IN_FORCE)]
  return old !== undefined && textOf(port.value) === '0' ? [set(old, PORT), remove()] : [rename(PORT)]
}

const IN_FORCE =
  'this port had no effect up to 1.8, where the server listened on 5676 all the same, and takes effect now; check that Prometheus and Services use it'
