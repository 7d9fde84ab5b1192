const WORDS =
  'account amount batch buffer cache carrier cart client cursor customer daily filter index invoice ledger lookup'.split(
    ' ',
  )

/** The same word for the same number. */
function word(number) {
  return WORDS[(number * 7 + Math.floor(number / WORDS.length) * 3) % WORDS.length]
}

/** Sources, manifests and documents of a team that has nothing to do with the mesh. */
export function plainApplication({ name }, count) {
  const files = { 'README.md': `# ${name}\n\nBuild with \`make\`. Questions go to the team's channel.\n` }
  for (let index = 0; index < count; index++) {
    const [one, two, three] = [word(index), word(index + 3), word(index + 11)]
    const folder = `${one}-${index % 97}`
    if (index % 3 === 0) files[`src/${folder}/${two}${index}.ts`] = source(one, two, three, index)
    if (index % 3 === 1) files[`deploy/${folder}/${two}${index}.yaml`] = manifest(one, two, index)
    if (index % 3 === 2)
      files[`docs/${folder}/${two}${index}.md`] =
        `# The ${two} of the ${one}\n\n${`It holds the ${three} until the ${two} is done. `.repeat(20)}\n`
  }
  return files
}

function source(one, two, three, index) {
  const functions = Array.from({ length: 12 }, (_, at) => {
    return `export function ${two}${at}(${one}: number): number {\n  const ${three} = ${one} * ${index + at}\n  return ${three} > 100 ? ${three} : ${one}\n}\n`
  })
  return functions.join('\n')
}

function manifest(one, two, index) {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${one}-${two}
spec:
  replicas: ${1 + (index % 5)}
  selector:
    matchLabels: {app: ${one}-${two}}
  template:
    metadata:
      labels: {app: ${one}-${two}}
    spec:
      containers:
        - name: ${one}
          image: registry.example.com/${one}/${two}:1.${index}.0
          env:
            - name: ${one.toUpperCase()}_LIMIT
              value: "${index}"
`
}

/** Products whose words look like Kuma's. */
export function otherMesh({ name, site }) {
  return {
    'istio/policy.yaml': `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: ${name}\nspec:\n  action: ALLOW\n  rules:\n    - from:\n        - source: {principals: ["cluster.local/ns/${site}/sa/web"]}\n`,
    'consul/mesh.hcl': `Kind = "mesh"\nTransparentProxy {\n  MeshDestinationsOnly = true\n}\n`,
    'minio/values.yaml': `mode: standalone\nreplicas: 4\npersistence:\n  size: 500Gi\n`,
    'network/policy.yaml': `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: web\nspec:\n  podSelector: {}\n  ingress:\n    - from:\n        - podSelector: {matchLabels: {app: gateway}}\n`,
  }
}

/** A zone on Fargate, written in Terraform. */
export function terraform({ name, site }) {
  return {
    'zone/main.tf': `resource "aws_ecs_task_definition" "control_plane" {
  family       = "${name}-cp"
  network_mode = "awsvpc"
  container_definitions = jsonencode([
    {
      name  = "control-plane"
      image = "kong/kuma-cp:2.6.9"
      environment = [
        { name = "KUMA_MODE", value = "zone" },
        { name = "KUMA_MULTIZONE_ZONE_NAME", value = "${site}" },
        { name = "KUMA_DP_SERVER_AUTH_TYPE", value = "aws-iam" },
        { name = "KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH", value = "true" }, # until the agents are gone
      ]
    },
  ])
}
`,
  }
}

/** Settings of a control plane on a virtual machine. */
export function dotenv({ site }) {
  return {
    'control-plane.env': `# ${site}\nKUMA_MODE=zone\nKUMA_MULTIZONE_ZONE_NAME=${site}\nKUMA_DP_SERVER_AUTH_USE_TOKEN_PATH=true\nKUMA_STORE_TYPE=postgres\n`,
    'bin/token.sh': `#!/bin/sh\nset -eu\nkumactl generate control-plane-token --zone=${site} --valid-for=720h >"$1"\n`,
  }
}

/** A dashboard, in which one name is mentioned. */
export function dashboard({ name }) {
  const panel = {
    title: 'Requests',
    type: 'timeseries',
    targets: [{ expr: `sum(rate(requests_total{service="${name}"}[5m]))` }],
  }
  return { 'dashboards/overview.json': `${JSON.stringify({ title: name, panels: [panel] }, undefined, 2)}\n` }
}

/** Prose with names in it, which nobody may edit. */
export function runbook({ site }) {
  return {
    'docs/runbook.md': `# ${site}\n\nProxies read their token again since KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH is on.\n\n    systemctl restart kuma-cp\n`,
  }
}
