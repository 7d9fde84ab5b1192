import { FILE_HEADERS_ONLY, formatPatch } from 'diff'
import type { Hunk } from '../hunks.ts'

/**
 * A file's hunks as `git apply` takes them in the folder the path is taken from. Names are quoted as git quotes them.
 * @param path with slashes, unquoted
 */
export function formatDiff(path: string, hunks: readonly Hunk[]): string {
  const header = { oldFileName: `a/${path}`, newFileName: `b/${path}`, oldHeader: undefined, newHeader: undefined }
  const patch = formatPatch({ ...header, hunks: [...hunks] }, FILE_HEADERS_ONLY)
  // As git does: without the tab, the end of a name with blanks can be read as the time of the file.
  return path.includes(' ') ? patch.replace(/^(.*)\n(.*)\n/, '$1\t\n$2\t\n') : patch
}
