const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied: make it accessible or leave it out'],
  ['EPERM', 'the system does not permit it: check its owner and attributes'],
  ['ENOENT', 'it is not there: it was removed meanwhile, or its name is not UTF-8'],
  ['ELOOP', 'it is a symbolic link: give the path of its target'],
  ['ENOSPC', 'no space is left on the device: free some and run again'],
  ['EDQUOT', 'the disk quota is used up: free some and run again'],
  ['EROFS', 'the file system is read-only: mount it writable'],
  ['ENAMETOOLONG', 'its name is too long'],
])

/** An error of the file system in words for the user. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return REASONS.get(codeOf(error) ?? '') ?? error.message
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
