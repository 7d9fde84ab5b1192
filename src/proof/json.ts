/** Whether what every reader of JSON takes is still taken: YAML allows more, and is what JSON is read as here. */
export function disproveJson(before: string, after: string): string | undefined {
  return isJson(before) && !isJson(after) ? 'it would be JSON no longer' : undefined
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
