import { writeFileSync } from 'node:fs'
import { NEW_NAME, OLD_NAME } from './marked.ts'
import { createRandom, type Random } from './random.ts'
import { name, noun } from './words.ts'

/** Manifests of a cluster, as an export has them: many small documents, of which each hundredth changes. */
export function writeStream(path: string, megabytes: number): void {
  const random = createRandom(11)
  const parts: string[] = []
  let length = 0
  for (let index = 0; length < megabytes * 1024 * 1024; index++) {
    const text =
      index % 100 === 50 ? proxy(random, OLD_NAME) : index % 100 === 75 ? proxy(random, NEW_NAME) : resource(random)
    parts.push(`---\n${text}`)
    length += text.length + 4
  }
  writeFileSync(path, parts.join(''))
}

function resource(random: Random): string {
  const entries = Array.from(
    { length: 8 + random.below(16) },
    (_, index) => `  ${noun(random)}_${index}: "${name(random)}-${random.below(1000)}"\n`,
  )
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name(random)}
  namespace: ${noun(random)}
  labels:
    team: ${noun(random)}
    app.kubernetes.io/name: ${name(random)}
data:
${entries.join('')}`
}

function proxy(random: Random, variable: string): string {
  const variables = Array.from(
    { length: 4 + random.below(10) },
    (_, index) => `          - {name: ${noun(random).toUpperCase()}_${index}, value: "${name(random)}"}\n`,
  )
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name(random)}
  labels: {team: ${noun(random)}}
spec:
  template:
    spec:
      containers:
        - name: control-plane
          image: kumahq/kuma-cp:2.6.1
          env:
          - {name: ${variable}, value: "true"}
${variables.join('')}`
}
