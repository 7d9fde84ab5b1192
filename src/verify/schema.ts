/** A part of a JSON Schema, or anything else that is a map. */
export interface Schema {
  readonly [key: string]: unknown
}

export function isMap(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What every object has, and Kubernetes itself looks at. */
const RESOURCE = { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'object' } } as const

/**
 * The `openAPIV3Schema` of a CRD as a JSON Schema that refuses what Kubernetes would drop: fields that are not named, unless the schema
 * says to keep them. `allOf`, `anyOf`, `oneOf` and `not` name no fields of their own, and stay as they are.
 */
export function closed(schema: Schema): Schema {
  const bounds = boundsOf(schema)
  if (schema['x-kubernetes-int-or-string'] === true) return { type: ['integer', 'string'], ...nullable(schema) }
  const keeps = schema['x-kubernetes-preserve-unknown-fields'] === true
  const { properties, items, additionalProperties } = schema
  const result: { [key: string]: unknown } = { ...schema, ...bounds }
  if (isMap(items)) result.items = closed(items)
  if (schema['x-kubernetes-list-type'] === 'set') result.uniqueItems = true
  if (schema.type !== 'object') return result
  if (isMap(properties) || schema['x-kubernetes-embedded-resource'] === true) {
    const named = Object.entries(isMap(properties) ? properties : {})
    const own = named.map(([name, value]) => [name, isMap(value) ? closed(value) : value] as const)
    const resource = schema['x-kubernetes-embedded-resource'] === true ? RESOURCE : {}
    result.properties = { ...Object.fromEntries(own), ...resource }
  }
  if (isMap(additionalProperties)) result.additionalProperties = closed(additionalProperties)
  else if (additionalProperties === undefined && !keeps) result.additionalProperties = false
  return result
}

/** The schema of a whole object: Kubernetes knows its metadata. */
export function closedRoot(schema: Schema): Schema {
  const { properties } = closed({ type: 'object', ...schema })
  return {
    ...closed({ type: 'object', ...schema }),
    properties: { ...(isMap(properties) ? properties : {}), ...RESOURCE },
  }
}

function nullable(schema: Schema): Schema {
  return schema.nullable === true ? { nullable: true } : {}
}

/** OpenAPI says of a bound whether it is exclusive; JSON Schema gives the bound itself. */
function boundsOf(schema: Schema): Schema {
  const result: { [key: string]: unknown } = {}
  for (const [exclusive, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof schema[exclusive] !== 'boolean') continue
    result[exclusive] = schema[exclusive] ? schema[bound] : undefined
    if (schema[exclusive]) result[bound] = undefined
  }
  return result
}
