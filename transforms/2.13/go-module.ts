import { defineTransform, finding, set, text, when } from '../../src/rules.ts'

const IMPORT = /(?<![\w./-])github\.com\/kumahq\/kuma(?=\/(?:api|app|pkg|test|tools)\/)/g
const REQUIREMENT = /(?<![\w./-])github\.com\/kumahq\/kuma v\d[\w.+-]{0,80}/g

export default defineTransform({
  title: "Kuma's Go module is `github.com/kumahq/kuma/v2`",
  since: ['2.13.0'],
  notes: ['go-module-v2'],
  acceptedSince: '2.13',
  readUntil: '2.12',
  rules: [
    when(text(IMPORT), () => set('github.com/kumahq/kuma/v2'), {
      elsewhere: "the path of Kuma's Go module is `github.com/kumahq/kuma/v2` from 2.13 on",
    }),
    when(text(REQUIREMENT), () => finding(VERSION, 'go get github.com/kumahq/kuma/v2@v2.13.0 && go mod tidy'), {
      elsewhere: false,
    }),
  ],
})

const VERSION =
  'the module of 2.13 is `github.com/kumahq/kuma/v2`, whose versions are other ones: `go get` the release you upgrade to, and `go mod tidy` takes this out'
