import { codeOf } from './files/reason.ts'

/** Standard output, or standard error. */
export interface Output {
  readonly isTTY?: boolean | undefined
  write(chunk: string | Uint8Array, done: (error?: Error | null) => void): unknown
}

/** @returns the exit code of a command that only tells something. */
export async function printed(output: Output, text: string): Promise<number> {
  await print(output, text)
  return 0
}

/** A reader that has gone away, such as `head`, is no error. */
export function print(output: Output, text: string | Uint8Array): Promise<void> {
  if (text.length === 0) return Promise.resolve()
  return new Promise((done, fail) => {
    output.write(text, (error) => {
      if (error === null || error === undefined || ['EPIPE', 'ERR_STREAM_DESTROYED'].includes(codeOf(error) ?? ''))
        done()
      else fail(error)
    })
  })
}
