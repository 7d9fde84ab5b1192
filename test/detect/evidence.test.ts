import { describe, expect, test } from 'vitest'
import { evidenceIn } from '../../src/detect/evidence.ts'
import { releaseOfVersion } from '../../src/detect/versions.ts'
import { loading } from '../../src/formats/lazy.ts'
import { formatRelease } from '../../src/release.ts'
import { lineStarts, positionAt } from '../../src/text.ts'

/** `2:2.6.1 chart`: the line, the release and what says so. */
async function told(path: string, text: string): Promise<string[]> {
  const evidence = await loading(() => evidenceIn(text, path))
  const starts = lineStarts(text)
  return evidence.map(
    ({ offset, release, what }) => `${positionAt(starts, offset).line}:${formatRelease(release)} ${what}`,
  )
}

describe('says which release runs', () => {
  test.each([
    ['an image', 'cp.yaml', 'spec:\n  image: docker.io/kumahq/kuma-cp:2.6.1\n', ['2:2.6.1 image']],
    ['an image by digest too', 'cp.yaml', 'image: "kong/kuma-dp:2.6.3@sha256:ab"\n', ['1:2.6.3 image']],
    ['an image of UBI', 'cp.yaml', 'image: kong/kumactl:v2.7.0-ubi\n', ['1:2.7.0 image']],
    ['an image in a task definition', 'task.json', '{"image": "x.dkr.ecr/kong-mesh:2.10.2"}', ['1:2.10.2 image']],
    ['the base of a Dockerfile', 'Dockerfile', 'FROM kong/kuma-dp:2.6.1 AS dp\n', ['1:2.6.1 image']],
    ['docker run', 'a.sh', 'docker run -d kumahq/kuma-cp:2.6.1 run\n', ['1:2.6.1 image']],
    [
      'a Nomad job',
      'a.nomad',
      'job "x" {\n  config {\n    image = "kumahq/kuma-dp:2.6.1"\n  }\n}\n',
      ['3:2.6.1 image'],
    ],
    ['kustomize', 'kustomization.yaml', 'images:\n  - name: kumahq/kuma-cp\n    newTag: "2.10"\n', ['3:2.10 image']],
    ['values', 'values.yaml', 'image:\n  repository: kuma-cp\n  tag: 2.10\n', ['3:2.10 image']],
    [
      'values for all',
      'v.yaml',
      'kuma:\n  global:\n    image:\n      registry: docker.io/kong\n      tag: 2.6.1\n',
      ['5:2.6.1 image'],
    ],
    [
      'a dependency',
      'Chart.yaml',
      'name: platform\nversion: 2.9.9\ndependencies:\n  - name: kuma\n    repository: https://kumahq.github.io/charts\n    version: ~2.6.1\n',
      ['6:2.6 chart'],
    ],
    ['Argo CD', 'app.yaml', 'spec:\n  source:\n    chart: kong-mesh\n    targetRevision: 2.6.x\n', ['4:2.6 chart']],
    ['Flux', 'hr.yaml', 'spec:\n  chart:\n    spec:\n      chart: kuma\n      version: "2.6.1"\n', ['5:2.6.1 chart']],
    [
      'Flux from a registry',
      'oci.yaml',
      'spec:\n  url: oci://ghcr.io/x/kuma\n  ref:\n    tag: 2.6.1\n',
      ['4:2.6.1 chart'],
    ],
    [
      'helmfile',
      'helmfile.yaml',
      'releases:\n  - name: mesh\n    chart: kuma/kuma\n    version: v2.6.1\n',
      ['4:2.6.1 chart'],
    ],
    [
      'Terraform',
      'm.tf',
      'resource "helm_release" "m" {\n  chart   = "kong-mesh"\n  version = "2.6.1"\n}\n',
      ['3:2.6.1 chart'],
    ],
    ['Pulumi', 'index.ts', "new k8s.helm.v3.Chart('mesh', { chart: 'kuma', version: '2.6.1' })\n", ['1:2.6.1 chart']],
    [
      'helm',
      'up.sh',
      'helm upgrade --install kuma kuma/kuma \\\n  --version 2.6.1 -f values.yaml\n',
      ['2:2.6.1 chart'],
    ],
    ['helm with =', 'Makefile', 'up:\n\thelm install mesh kong-mesh/kong-mesh --version=2.6.1\n', ['2:2.6.1 chart']],
    [
      'the installer',
      'get.sh',
      'curl -L https://kuma.io/installer.sh | \\\n  VERSION=2.6.1 sh -\n',
      ['2:2.6.1 kumactl'],
    ],
    [
      'the installer in a pipeline',
      'ci.yaml',
      'jobs:\n  a:\n    steps:\n      - run: curl -L https://docs.konghq.com/mesh/installer.sh | VERSION=2.6.1 sh -\n',
      ['4:2.6.1 kumactl'],
    ],
    ['a variable', '.env', 'KUMA_VERSION=2.6.1\n', ['1:2.6.1 variable']],
    ['a build argument', 'Dockerfile', 'ARG KONG_MESH_VERSION=2.6.1\n', ['1:2.6.1 variable']],
  ])('%s', async (_, path, text, expected) => {
    expect(await told(path, text)).toEqual(expected)
  })
})

describe('says nothing', () => {
  test.each([
    ['a comment', 'cp.yaml', '# image: kumahq/kuma-cp:2.5.0\nimage: x:2.6.1 # was kumahq/kuma-cp:2.4.0\n'],
    ['documentation', 'README.md', '```yaml\nimage: kumahq/kuma-cp:2.6.1\n```\n'],
    ['a floating tag', 'cp.yaml', 'image: kumahq/kuma-cp:latest\n'],
    ['a template', 'cp.yaml', 'image: kumahq/kuma-cp:{{ .Values.tag }}\n'],
    ['other products', 'u.yaml', 'image: louislam/uptime-kuma:1.23.1\nchart: uptime-kuma\nversion: 2.6.1\n'],
    ['another chart beside it', 'a.yaml', 'name: kuma\nversion: 2.6.1\n'],
    ['a constraint that leaves the minor open', 'a.yaml', 'chart: kuma\nversion: ^2.6.0\n'],
    ['helm of another chart', 'a.sh', 'helm upgrade kuma-prometheus prometheus/prometheus --version 2.6.1\n'],
    ['an installer in a comment', 'a.sh', '# curl https://kuma.io/installer.sh | VERSION=2.5.0 sh -\n'],
    ['the Kong gateway', 'a.yaml', 'image:\n  repository: kong\n  tag: 3.6\n# kuma\n'],
  ])('%s', async (_, path, text) => {
    expect(await told(path, text)).toEqual([])
  })
})

test.each([
  ['2.6.1', '2.6.1'],
  ['v2.6.1', '2.6.1'],
  ['=2.6.1', '2.6.1'],
  ['2.6.1+build.3', '2.6.1'],
  ['2.6.1-rc.1', '2.6.1'],
  ['2.10', '2.10'],
  ['2.6.x', '2.6'],
  ['2.6.*', '2.6'],
  ['~2.6.1', '2.6'],
  ['^2.6.1', undefined],
  ['>=2.6.0 <2.7.0', undefined],
  ['*', undefined],
  ['2', undefined],
])('the version %s of a chart means %s', (version, release) => {
  const found = releaseOfVersion(version)
  expect(found === undefined ? undefined : formatRelease(found)).toBe(release)
})
