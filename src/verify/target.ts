import { Ajv, type ErrorObject } from 'ajv'
import type { Chart } from './chart.ts'
import { closedRoot, isMap, type Schema } from './schema.ts'

/** Says what is wrong with a value; nothing: it fits. */
export type Check = (value: unknown) => readonly ErrorObject[]

/** What the user's target knows: its kinds, and the values of its chart. */
export class Target {
  readonly charts: Chart[] = []
  /** How much was taken in. */
  size = 0
  /** By `group/version Kind`, and by kind alone for resources of Universal. */
  private readonly objects = new Map<string, Check>()
  private readonly specs = new Map<string, Check>()
  private readonly groups = new Set<string>()
  private readonly ajv = new Ajv({
    strict: false,
    allErrors: true,
    verbose: true,
    validateFormats: false,
    logger: false,
  })

  constructor() {
    this.ajv.addKeyword({
      keyword: 'x-kubernetes-list-map-keys',
      validate: (keys: unknown, list: unknown) => areUnique(list, keys),
    })
  }

  /**
   * Takes in a CustomResourceDefinition; anything else is passed over. Those of other products are not looked at.
   * @throws an Error for a schema that is none.
   */
  addDefinition(object: unknown): void {
    if (!isMap(object) || object.kind !== 'CustomResourceDefinition' || !isMap(object.spec)) return
    const { group, names, versions } = object.spec
    const kind = isMap(names) ? names.kind : undefined
    if (typeof group !== 'string' || typeof kind !== 'string' || !/(?:^|\.)kuma\.io$/.test(group)) return
    if (!Array.isArray(versions)) return
    this.groups.add(group)
    this.size++
    for (const version of versions.filter(isMap)) {
      const schema = isMap(version.schema) ? version.schema.openAPIV3Schema : undefined
      if (version.served === false || !isMap(schema)) continue
      const root = closedRoot(schema)
      this.objects.set(`${group}/${String(version.name)} ${kind}`, this.check(root))
      const spec = isMap(root.properties) ? root.properties.spec : undefined
      if (isMap(spec)) this.specs.set(kind, this.check({ type: 'object', properties: { spec } }))
    }
  }

  addChart(chart: Chart): void {
    this.charts.push(chart)
    this.size++
  }

  /**
   * What holds values against a schema. It is compiled when it is first asked: of the schemas there are most are not.
   * @throws an Error for a schema that is none.
   */
  check(schema: Schema): Check {
    if (this.ajv.validateSchema(schema) !== true) throw new Error(`schema is invalid: ${this.ajv.errorsText()}`)
    return (value) => {
      const validate = this.ajv.compile(schema)
      return validate(value) ? [] : (validate.errors ?? [])
    }
  }

  /** Undefined: the kind is of a group that is not known here. No check: the target does not have it. */
  checkOf(kind: string, apiVersion: string | undefined): { readonly check: Check | undefined } | undefined {
    if (apiVersion === undefined) {
      const check = this.specs.get(kind)
      return check === undefined ? undefined : { check }
    }
    const group = apiVersion.slice(0, Math.max(apiVersion.indexOf('/'), 0))
    return this.groups.has(group) ? { check: this.objects.get(`${apiVersion} ${kind}`) } : undefined
  }
}

function areUnique(list: unknown, keys: unknown): boolean {
  if (!Array.isArray(list) || !Array.isArray(keys)) return true
  const seen = list.filter(isMap).map((item) => JSON.stringify(keys.map((key) => item[String(key)])))
  return new Set(seen).size === seen.length
}
