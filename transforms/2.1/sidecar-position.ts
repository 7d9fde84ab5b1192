import { defineTransform, field, finding, text, when } from '../../src/rules.ts'

export default defineTransform({
  title: 'the sidecar is the first container of a Pod',
  since: ['2.1.0'],
  notes: ['sidecar-container-first'],
  readUntil: '2.0',
  rules: [
    when(text(/(?<!\/template)\/spec\/containers\/\d{1,3}(?!\d)/g), () =>
      finding(
        'the sidecar comes before all other containers from 2.1 on: if this is applied to Pods that have it already, the number is one higher',
      ),
    ),
    when(
      field('ContainerPatch', 'sidecarPatch[].path'),
      ({ value }) =>
        typeof value === 'string' && value.includes('/containers/')
          ? finding('a ContainerPatch starts at the container itself; take the way to it out of the path')
          : undefined,
      { elsewhere: false },
    ),
  ],
})
