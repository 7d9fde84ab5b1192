import { defineTransform, finding, on, setting } from '../../src/rules.ts'

const UNDOCUMENTED =
  'Kong Mesh documents this setting up to 2.2 and no longer in 2.3: whatever it was set for comes from elsewhere now; take it out once that is made sure'

export default defineTransform({
  title: 'Settings of the connection to Konnect that Kong Mesh no longer documents',
  since: ['2.3.0'],
  notes: ['km-authn-konnect-removed'],
  readUntil: '2.2',
  rules: ['url', 'timeout', 'tokenCacheExpiration', 'tokenCacheMaxSize'].map((name) =>
    on(setting(`kmesh.authn.konnect.${name}`), finding(UNDOCUMENTED)),
  ),
})
