import { defineTransform, finding, flag, on, remove, text } from '../../src/rules.ts'

const GONE = '`--bootstrap-version` is gone, there is one version only; remove it by hand'

export default defineTransform({
  title: '`kuma-dp run` no longer takes `--bootstrap-version`',
  since: ['2.6.0'],
  notes: ['kuma-dp-bootstrap-version-flag'],
  readUntil: '2.5',
  rules: [
    on(flag('kuma-dp run', '--bootstrap-version'), remove(), { elsewhere: false }),
    // Other tools have a flag of this name, so that prose must name the program too.
    on(text(/\bkuma-dp run [^\n]{0,300}--bootstrap-version\b/g), finding(GONE)),
  ],
})
