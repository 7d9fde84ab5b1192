import { entryOf, type MapNode, stringAt } from '../tree.ts'
import { type Dialect, isKind } from './dialect.ts'
import { chartOf } from './kuma.ts'

/** Keys under which a release names its chart. */
export const CHART_NAMES = ['chart', 'chart_ref', 'chartRef', 'chart_name']

const OTHER_CHART = 'the chart is not named here'

/** Where other tools keep the chart's values, and the control plane's configuration. */
export const DIALECTS: readonly Dialect[] = [
  {
    // A helmfile, Terraform's `helm_release`, Ansible's helm module, charts of Pulumi and CDK.
    id: 'chart-release',
    matches: (node) => CHART_NAMES.some((key) => chartOf(stringAt(node, key)) !== undefined),
    homes: [
      { at: ['values', 'values[]', 'valuesObject', 'valuesInline', 'release_values', 'set_values'], role: 'values' },
      { at: ['set', 'set[]', 'parameters'], role: 'set' },
    ],
  },
  {
    id: 'argocd-application',
    matches: (node) => isKind(node, /^argoproj\.io\//, 'Application'),
    homes: ['spec.source', 'spec.sources[]'].flatMap((source) => helmSource(source)),
  },
  {
    id: 'argocd-applicationset',
    matches: (node) => isKind(node, /^argoproj\.io\//, 'ApplicationSet'),
    homes: ['spec.template.spec.source', 'spec.template.spec.sources[]'].flatMap((source) => helmSource(source)),
  },
  {
    id: 'flux-helmrelease',
    matches: (node) => isKind(node, /^helm\.toolkit\.fluxcd\.io\//, 'HelmRelease'),
    homes: [
      {
        at: ['spec.values'],
        role: 'values',
        doubt: (node) =>
          named(stringAt(node, 'spec', 'chart', 'spec', 'chart') ?? stringAt(node, 'spec', 'chartRef', 'name')),
      },
    ],
  },
  {
    id: 'crossplane-helm-release',
    matches: (node) => isKind(node, /^helm\.(?:m\.)?crossplane\.io\//, 'Release'),
    homes: [
      {
        at: ['spec.forProvider.values'],
        role: 'values',
        doubt: (node) => named(stringAt(node, 'spec', 'forProvider', 'chart', 'name')),
      },
      {
        at: ['spec.forProvider.set'],
        role: 'set',
        doubt: (node) => named(stringAt(node, 'spec', 'forProvider', 'chart', 'name')),
      },
    ],
  },
  {
    id: 'kustomize-helm-chart',
    matches: (node) => chartOf(stringAt(node, 'name')) !== undefined && entryOf(node, 'valuesInline') !== undefined,
    homes: [{ at: ['valuesInline'], role: 'values' }],
  },
]

function named(chart: string | undefined): string | undefined {
  return chartOf(chart) === undefined ? OTHER_CHART : undefined
}

function helmSource(source: string): Dialect['homes'] {
  const doubt = (node: MapNode): string | undefined => {
    const text = stringAt(node, ...source.split('.'), 'chart') ?? stringAt(node, ...source.split('.'), 'path')
    return source.endsWith('[]') ? (mentionsChart(node) ? undefined : OTHER_CHART) : named(text)
  }
  return [
    { at: [`${source}.helm.values`, `${source}.helm.valuesObject`], role: 'values', doubt },
    { at: [`${source}.helm.parameters`], role: 'set', doubt },
  ]
}

function mentionsChart(node: MapNode): boolean {
  const sources = entryOf(entryOf(node, 'spec')?.value, 'sources')?.value
  return (
    sources?.type === 'list' && sources.members.some((item) => chartOf(stringAt(item.value, 'chart')) !== undefined)
  )
}
