import { defineTransform, finding, text, when } from '../../src/rules.ts'

export default defineTransform({
  title: 'there is no Envoy for CentOS 7 any more',
  since: ['2.2.0'],
  notes: ['centos7-dropped'],
  readUntil: '2.1',
  rules: [
    when(text(/\bcentos[ :_/-]?7(?!\d)(?=[\s\S]{0,2000}\bkuma-dp\b)/gi), () => finding(OLD_SYSTEM)),
    when(text(/\bcentos[ :_/-]?7(?!\d)(?<=\bkuma-dp\b[\s\S]{0,2000})/gi), () => finding(OLD_SYSTEM)),
    when(text(/\b(?:kuma|kong-mesh)-[^\s/"']{1,60}-centos-amd64\b/g), () =>
      finding(
        'there are no archives for CentOS any more: from 2.2 on take `linux-amd64`, on a system with a newer glibc',
      ),
    ),
  ],
})

const OLD_SYSTEM =
  'Envoy of 2.2 does not start on CentOS 7, whose glibc is too old: if `kuma-dp` runs on it, take a newer system'
