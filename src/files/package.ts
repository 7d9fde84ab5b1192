import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of this package: the sources stand one level below it, the built program two. */
function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
}

export function packageVersion(): string {
  const version = /"version": "([^"]+)"/.exec(readFileSync(join(packageFolder(), 'package.json'), 'utf8'))
  return version?.[1] ?? 'unknown'
}

/** @param path from the folder of this package */
export function readPackageFile(path: string): string {
  return readFileSync(join(packageFolder(), path), 'utf8')
}

/** A transform's page, or undefined where there is none. */
export function readPage(id: string): string | undefined {
  const path = join(packageFolder(), 'transforms', `${id}.md`)
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}
