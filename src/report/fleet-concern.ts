/** What is at stake with a transform's findings. */
export type Concern = 'authentication' | 'encryption' | 'authorization'

/** Words of a transform's id or title, in the order they count. */
const WORDS: readonly (readonly [Concern, RegExp])[] = [
  ['authentication', /\bauthn?\b|authenticat|token|signing.key/i],
  ['encryption', /\bm?tls\b|certificate/i],
  ['authorization', /permission|\brbac\b|roles?\b|\brights\b|privilege|capabilit|\baccess\.|-access$/i],
]

/**
 * Whether a transform concerns security, by its own words. A list of ids would fall behind: what is new must count at once.
 * @param id such as `2.7/dp-server-auth`
 * @param title empty where it is not known
 */
export function concernOf(id: string, title: string): Concern | undefined {
  const name = id.slice(id.indexOf('/') + 1)
  return WORDS.find(([, words]) => words.test(name) || words.test(title))?.[0]
}
