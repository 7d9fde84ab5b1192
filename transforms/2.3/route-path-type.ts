import { defineTransform, field, finding, set, when } from '../../src/rules.ts'

export default defineTransform({
  title: 'a path of MeshHTTPRoute is matched by `PathPrefix`',
  since: ['2.3.0'],
  notes: ['meshhttproute-prefix-to-pathprefix'],
  acceptedSince: '2.3',
  readUntil: '2.2',
  rules: [
    when(
      field('MeshHTTPRoute', 'to[].rules[].matches[].path.type'),
      ({ value }) => {
        if (value === undefined) return finding('this type cannot be read here; `Prefix` must come out as `PathPrefix`')
        return value === 'Prefix' ? set('PathPrefix') : undefined
      },
      { elsewhere: false },
    ),
  ],
})
