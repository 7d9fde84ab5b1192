import type { Random } from './random.ts'
import { identifier, name, noun, paragraph, sentence, variable } from './words.ts'

/** Texts as a company's repository holds them. None holds a name that an upgrade concerns. */

function times(count: number, write: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => write(index)).join('')
}

export function yaml(random: Random): string {
  return random.pick([deployment, chartValues, workflow, routing])(random)
}

export function deployment(random: Random, environment = ''): string {
  const app = name(random)
  const variables = times(
    4 + random.below(12),
    () => `            - name: ${variable(random)}\n              value: "${noun(random)}-${random.below(1000)}"\n`,
  )
  return `# ${sentence(random)}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${app}
  namespace: ${noun(random)}
  labels: {app: ${app}, team: ${noun(random)}}
  annotations:
    prometheus.io/scrape: "true"
    example.com/owner: ${noun(random)}
spec:
  replicas: ${1 + random.below(9)}
  selector:
    matchLabels:
      app: ${app}
  template:
    metadata:
      labels:
        app: ${app}
    spec:
      serviceAccountName: ${app}
      containers:
        - name: main
          image: registry.example.com/${app}:${random.below(9)}.${random.below(30)}.0  # pinned
          args: ["--listen", ":8080", "--mode=${random.pick(['standalone', 'cluster', 'worker', 'leader', 'auto'])}"]
          env:
${environment}${variables}            - name: PASSWORD
              valueFrom:
                secretKeyRef: {name: ${app}, key: password}
          resources:
            requests: {cpu: 100m, memory: ${64 + random.below(900)}Mi}
          readinessProbe:
            httpGet: {path: /ready, port: 8080}
---
apiVersion: v1
kind: Service
metadata:
  name: ${app}
spec:
  type: ClusterIP
  ports:
    - {name: http, port: 80, targetPort: 8080}
${secondHalf(random, app)}`
}

function secondHalf(random: Random, app: string): string {
  if (random.chance(60)) {
    return `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${app}
spec:
  podSelector: {}
  ingress:
    - from:
        - podSelector:
            matchLabels: {team: ${noun(random)}}
`
  }
  return `---
apiVersion: v1
kind: Secret
metadata:
  name: ${app}
stringData:
  password: change-me
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: ${app}-reader
rules:
  - apiGroups: [""]
    resources: [configmaps, endpoints]
    verbs: [get, list, watch]
`
}

function chartValues(random: Random): string {
  return `# ${sentence(random)}
replicaCount: ${random.below(5)}
image:
  repository: registry.example.com/${name(random)}
  tag: ""
ingress:
  enabled: true
  annotations:
    cert-manager.io/cluster-issuer: public
  hosts:
    - host: ${noun(random)}.example.com
resources: {}
${times(8 + random.below(60), () => `# ${sentence(random)}\n${identifier(random)}:\n  enabled: ${random.chance(50)}\n  timeout: ${random.below(60)}s\n`)}`
}

function workflow(random: Random): string {
  return `name: ${name(random)}
on:
  push:
    branches: [main]
jobs:
${times(
  1 + random.below(6),
  (index) => `  ${noun(random)}${index}:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: ${sentence(random)}
        run: |
          npm ci
          npm test -- --retry ${random.below(5)}
          docker build -t ${name(random)} .
`,
)}`
}

function routing(random: Random): string {
  return `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: ${name(random)}
spec:
  hosts: [${noun(random)}.example.com]
  http:
${times(2 + random.below(20), () => `    - match:\n        - uri: {prefix: /${noun(random)}/${noun(random)}}\n      timeout: ${random.below(30)}s\n      route:\n        - destination: {host: ${name(random)}}\n`)}`
}

export function script(random: Random): string {
  return `#!/usr/bin/env bash
# ${sentence(random)}
set -euo pipefail
${times(4 + random.below(30), () => `export ${variable(random)}="${name(random)}"  # ${noun(random)}\n`)}
for name in "$@"; do
  curl -fsS "https://${noun(random)}.example.com/$name" | jq '.items[]'
done
${random.pick([
  `kubectl apply -f ${noun(random)}.yaml`,
  `helm upgrade --install ${name(random)} ./chart --set image.tag="$TAG"`,
  `docker build -t ${name(random)} . && docker push ${name(random)}`,
  `npm ci && npm run build -- --mode production`,
])}
`
}

export function typescript(random: Random): string {
  return `import { ${identifier(random)} } from '../${noun(random)}.js'
import express from 'express'

/** ${sentence(random)} */
${times(
  3 + random.below(22),
  (
    index,
  ) => `export async function ${identifier(random)}${index}(input: { id: string; limit?: number }): Promise<string[]> {
  // ${sentence(random)}
  const response = await fetch(\`https://${noun(random)}.example.com/\${input.id}?limit=\${input.limit ?? ${random.below(100)}}\`)
  if (!response.ok) throw new Error('${noun(random)}: ' + response.status)
  return (await response.json()).map((item: { name: string }) => item.name)
}
`,
)}
export const app = express()
`
}

export function markdown(random: Random): string {
  return `# ${name(random)}

${times(4 + random.below(12), () => `## ${noun(random)}\n\n${paragraph(random)}\n\n`)}
\`\`\`sh
${random.pick([
  `helm upgrade --install ${name(random)} ./chart --set ${noun(random)}.enabled=true`,
  `npm run ${noun(random)} -- --watch`,
  `docker compose up ${noun(random)}`,
  `psql -h localhost ${noun(random)} < ${noun(random)}.sql`,
])}
\`\`\`

- ${sentence(random)}
- [${noun(random)}](./${name(random)}.md)
`
}

export function json(random: Random): string {
  const entries = Object.fromEntries(
    Array.from({ length: 10 + random.below(60) }, (_, index) => [
      `${identifier(random)}${index}`,
      {
        enabled: random.chance(50),
        path: `/${name(random)}`,
        retries: random.below(5),
        secret: `\${${variable(random)}}`,
      },
    ]),
  )
  return `${JSON.stringify({ name: name(random), version: '1.0.0', private: true, entries }, undefined, 2)}\n`
}

export function terraform(random: Random): string {
  return `# ${sentence(random)}
${times(
  2 + random.below(14),
  (index) => `resource "aws_ecs_service" "${noun(random)}_${index}" {
  name            = "${name(random)}"
  cluster         = aws_ecs_cluster.main.id
  desired_count   = ${random.below(6)}

  tags = {
    team = "${noun(random)}"
  }
}

`,
)}`
}
