import { chartOf } from '../dialects/kuma.ts'
import { type Reading, readText } from '../dialects/read.ts'
import type { Command } from '../format.ts'
import { leavesOf } from '../leaves.ts'
import type { Release } from '../release.ts'
import type { Span } from '../text.ts'
import { entryOf, type MapNode, type Node, resolve } from '../tree.ts'
import { fileOffset } from '../views/home.ts'
import { baseVersions, imageVersions, installerVersions, releaseOfVersion, type Version } from './versions.ts'

/** A place in a file that says which release runs. */
export interface Evidence {
  readonly offset: number
  readonly release: Release
  readonly what: 'image' | 'chart' | 'kumactl' | 'variable'
}

const CONCERNS = /kuma|kong-mesh|kong_mesh|mesh\/installer\.sh/i

/** Whether a text may say which release runs. */
export function mayTell(text: string): boolean {
  return CONCERNS.test(text)
}

/**
 * What a text says about the release that runs: in what a program reads, never in comments or prose.
 * @param path tells the format, as a file's name does.
 */
export function evidenceIn(text: string, path: string): Evidence[] {
  const found = new Map<number, Evidence>()
  for (const reading of readText(text, path, mayTell)) {
    // Documentation tells of other installations, and of others' examples.
    if (reading.parsed.format === 'markdown') return []
    for (const { offset, release, what } of evidenceOf(reading)) {
      const at = fileOffset(reading.source, offset)
      found.set(at, { offset: at, release, what })
    }
  }
  return [...found.values()].sort((a, b) => a.offset - b.offset)
}

function evidenceOf({ source, parsed }: Reading): Evidence[] {
  const evidence: Evidence[] = []
  const add = (what: Evidence['what'], versions: readonly Version[]): void => {
    for (const version of versions) evidence.push({ ...version, what })
  }
  const at = (span: Span, what: Evidence['what']): void => {
    const release = releaseOfVersion(bare(source.text.slice(span.start, span.end)))
    if (release !== undefined) evidence.push({ offset: span.start, release, what })
  }
  for (const { span } of leavesOf(parsed)) {
    const text = source.text.slice(span.start, span.end)
    // A text of several lines is looked into where it is read as a text of its own.
    if (text.includes('\n')) continue
    add(
      'image',
      imageVersions(text).map((version) => ({ ...version, offset: span.start + version.offset })),
    )
  }
  for (const command of parsed.commands) for (const span of versionsOf(command)) at(span, 'chart')
  for (const root of parsed.roots) visit(root, (map) => mapVersions(map, at))
  if (parsed.format === 'dockerfile') add('image', baseVersions(source.text))
  if (parsed.format !== 'yaml') add('kumactl', installerVersions(source.text))
  return evidence
}

function visit(node: Node, look: (map: MapNode) => void): void {
  if (node.type === 'scalar' || node.type === 'alias') return
  if (node.type === 'map') look(node)
  for (const { value } of node.members) visit(value, look)
}

/** The version that `helm` is told to install a chart of Kuma's in. */
function versionsOf({ words }: Command): Span[] {
  if (!words.some(({ value }) => /(?:^|\/)helm$/.test(value ?? ''))) return []
  if (!words.some(({ value }) => chartOf(value) !== undefined && value?.includes('/'))) return []
  return words.flatMap(({ value, span }, index) => {
    const [, inline] = /^--version(=.+)?$/.exec(value ?? '') ?? [undefined, null]
    if (inline === null) return []
    const next =
      inline === undefined ? words[index + 1]?.span : { start: span.start + '--version='.length, end: span.end }
    return next === undefined ? [] : [next]
  })
}

const CHART_KEYS = ['chart', 'chartName', 'chart_name', 'chart_ref', 'url']
const CHART_VERSIONS = ['targetRevision', 'version', 'chartVersion', 'chart_version', 'tag', 'semver']
const REPOSITORY_KEYS = ['repository', 'repo', 'repoURL']
const IMAGE_KEYS = ['repository', 'name', 'image', 'newName']
const IMAGE_NAME = /(?:^|\/)(?:kuma-(?:cp|dp|init|cni|universal)|kumactl)$/
const VARIABLE = /^(?:kuma|kumactl|kong_?mesh)_?version$/i

/** What a map says by itself: a chart with its version, an image with its tag, a variable with a version. */
function mapVersions(map: MapNode, at: (span: Span, what: Evidence['what']) => void): void {
  const tell = (what: Evidence['what'], from: MapNode | undefined, keys: readonly string[]): void => {
    const span = keys.map((key) => scalarSpan(from, key)).find((found) => found !== undefined)
    if (span !== undefined) at(span, what)
  }
  if (isChart(map)) {
    tell('chart', map, CHART_VERSIONS)
    const ref = resolve(entryOf(map, 'ref')?.value)
    if (ref?.type === 'map') tell('chart', ref, CHART_VERSIONS)
  } else if (isImage(map)) tell('image', map, ['newTag', 'tag'])
  for (const { key, value } of map.members) if (key !== undefined && VARIABLE.test(key)) at(value.span, 'variable')
}

function isChart(map: MapNode): boolean {
  if (CHART_KEYS.some((key) => chartOf(textAt(map, key)) !== undefined)) return true
  // The dependency of a chart, or one of kustomize.
  return chartOf(textAt(map, 'name')) !== undefined && REPOSITORY_KEYS.some((key) => entryOf(map, key) !== undefined)
}

function isImage(map: MapNode): boolean {
  if (IMAGE_KEYS.some((key) => IMAGE_NAME.test(textAt(map, key) ?? ''))) return true
  // The chart's values: images of one registry, with one tag.
  return entryOf(map, 'repository') === undefined && /(?:^|\/)(?:kumahq|kong)$/.test(textAt(map, 'registry') ?? '')
}

function textAt(map: MapNode, key: string): string | undefined {
  const node = resolve(entryOf(map, key)?.value)
  return node?.type === 'scalar' && typeof node.value === 'string' ? node.value : undefined
}

function scalarSpan(map: MapNode | undefined, key: string): Span | undefined {
  const node = resolve(entryOf(map, key)?.value)
  return node?.type === 'scalar' ? node.span : undefined
}

/** As it is written, so that 2.10 is not the number 2.1. */
function bare(text: string): string {
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text
}
