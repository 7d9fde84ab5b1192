import type { Site } from '../src/transform.ts'
import type { Data } from '../src/tree.ts'

/** The accesses a list names; the provider of Terraform wraps each: `{ str = "CREATE" }`. */
export function accessesIn(list: Site): readonly unknown[] {
  return itemsOf(list).map((item) => wrappedIn(item) ?? item)
}

/** An access as those of the list are written. */
export function writtenAs(list: Site | undefined, access: string): Data {
  const items = list === undefined ? [] : itemsOf(list)
  return items.length > 0 && items.every((item) => wrappedIn(item) !== undefined) ? { str: access } : access
}

function itemsOf({ value }: Site): readonly Data[] {
  return Array.isArray(value) ? value : []
}

function wrappedIn(item: Data): Data | undefined {
  return typeof item === 'object' && item !== null && 'str' in item ? item.str : undefined
}
