import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { reasonOf } from '../files/reason.ts'
import { formatOf, loadFormats } from '../formats/index.ts'
import type { Verify } from '../result.ts'
import { UserError } from '../user-error.ts'
import { Chart } from './chart.ts'
import { plain } from './plain.ts'
import { isMap } from './schema.ts'
import { Target } from './target.ts'
import { newViolation } from './violations.ts'

/**
 * What the user exported from the release to upgrade to: CustomResourceDefinitions, alone, in lists or among other objects, and charts.
 * @param paths files and folders, from `cwd`.
 * @throws UserError for what is not there, cannot be read, or holds nothing to hold edits against.
 */
export async function loadVerify(paths: readonly string[], cwd: string): Promise<Verify> {
  const target = new Target()
  // Whoever asks later cannot wait for them.
  await loadFormats()
  for (const path of paths) {
    const { size } = target
    addPath(target, resolve(cwd, path), path)
    if (target.size === size)
      throw new UserError(`--verify-against ${path}: it holds no CustomResourceDefinition of Kuma and no chart.`)
  }
  return (done) => newViolation(done, target)
}

/**
 * The same for what is loaded already, as a parser of YAML or JSON gives it.
 * @throws UserError for a schema that is none, and where there is no definition of Kuma's.
 */
export async function verifyObjects(objects: readonly unknown[]): Promise<Verify> {
  const target = new Target()
  await loadFormats()
  try {
    for (const object of objects) addObject(target, object)
  } catch (error) {
    throw new UserError(`a CustomResourceDefinition cannot be used: ${reasonOf(error)}`)
  }
  if (target.size === 0) throw new UserError('there is no CustomResourceDefinition of Kuma among the objects.')
  return (done) => newViolation(done, target)
}

/** A list has its objects in `items`. */
function addObject(target: Target, object: unknown): void {
  const objects = isMap(object) && Array.isArray(object.items) ? object.items : [object]
  for (const each of objects) target.addDefinition(each)
}

function addPath(target: Target, path: string, named: string): void {
  const fail = (reason: string): never => {
    throw new UserError(`--verify-against ${named}: ${reason}`)
  }
  if (!existsSync(path)) fail('there is no such file or folder.')
  if (!statSync(path).isDirectory()) return addFile(target, path, fail)
  if (existsSync(join(path, 'Chart.yaml'))) {
    addChart(target, path, fail)
    path = join(path, 'crds')
    if (!existsSync(path)) return
  }
  for (const file of filesBelow(path)) addFile(target, file, fail)
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ya?ml|json)$/.test(name))
    .sort()
    .map((name) => join(folder, name))
}

function addFile(target: Target, path: string, fail: (reason: string) => never): void {
  const text = readFileSync(path, 'utf8')
  if (!text.includes('CustomResourceDefinition')) return
  for (const object of documentsOf(text, path, fail)) {
    try {
      addObject(target, object)
    } catch (error) {
      fail(`${path}: ${reasonOf(error)}`)
    }
  }
}

function documentsOf(text: string, path: string, fail: (reason: string) => never): unknown[] {
  const { roots, problems } = formatOf('target.yaml').parse(text)
  const [problem] = problems
  return problem === undefined
    ? roots.map((root) => plain(root))
    : fail(`${path}: it does not parse: ${problem.message}`)
}

function addChart(target: Target, folder: string, fail: (reason: string) => never): void {
  const path = join(folder, 'values.yaml')
  if (!existsSync(path)) return
  const text = readFileSync(path, 'utf8')
  const [values] = documentsOf(text, path, fail)
  const schemaPath = join(folder, 'values.schema.json')
  const [schema] = existsSync(schemaPath) ? documentsOf(readFileSync(schemaPath, 'utf8'), schemaPath, fail) : []
  const templates = join(folder, 'templates')
  const names = existsSync(templates) ? readdirSync(templates, { recursive: true, encoding: 'utf8' }) : []
  const texts = names.map((name) => join(templates, name)).filter((name) => statSync(name).isFile())
  const chart = new Chart(values, isMap(schema) ? schema : undefined, [
    text,
    ...texts.map((name) => readFileSync(name, 'utf8')),
  ])
  try {
    if (chart.schema !== undefined) target.check(chart.schema)
  } catch (error) {
    fail(`${schemaPath}: ${reasonOf(error)}`)
  }
  target.addChart(chart)
}
