import { FILE_HEADERS_ONLY, formatPatch } from 'diff'
import type { Hunk } from '../hunks.ts'

/**
 * A file's hunks as `git apply` takes them in the folder the path is taken from. Names are quoted as git quotes them.
 * @param path with slashes, unquoted
 */
export function formatDiff(path: string, hunks: readonly Hunk[]): string {
  const header = { oldFileName: `a/${path}`, newFileName: `b/${path}`, oldHeader: undefined, newHeader: undefined }
  return formatPatch({ ...header, hunks: [...hunks] }, FILE_HEADERS_ONLY)
}
