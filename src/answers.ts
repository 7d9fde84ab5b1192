/** Standard input, which may be a stream of the system. */
interface Input extends AsyncIterable<Uint8Array | string> {
  destroy?(): unknown
}

/** What a user types: lines of standard input. It ends with the input, or when the run is interrupted. */
export class Answers {
  private readonly stdin: Input
  private readonly chunks: AsyncIterator<Uint8Array | string>
  private readonly interrupted: Promise<undefined>
  private readonly decoder = new TextDecoder()
  private text = ''
  private ended = false

  constructor(stdin: Input, interrupt: AbortSignal | undefined) {
    this.stdin = stdin
    this.chunks = stdin[Symbol.asyncIterator]()
    this.interrupted = new Promise((done) => {
      if (interrupt?.aborted) done(undefined)
      interrupt?.addEventListener('abort', () => done(undefined), { once: true })
    })
  }

  /** The next line without its end; undefined: there is none. */
  async next(): Promise<string | undefined> {
    while (!this.ended && !this.text.includes('\n')) {
      const read = await Promise.race([this.chunks.next(), this.interrupted])
      if (read === undefined || read.done) this.ended = true
      else this.text += typeof read.value === 'string' ? read.value : this.decoder.decode(read.value, { stream: true })
    }
    const end = this.text.indexOf('\n')
    const line = end === -1 ? this.text : this.text.slice(0, end)
    this.text = end === -1 ? '' : this.text.slice(end + 1)
    return end === -1 && line === '' ? undefined : line.replace(/\r$/, '')
  }

  /** Lets go of the input, which would keep the process alive. */
  close(): void {
    // An iterator that waits for input cannot be told to end; what it reads from can be closed.
    this.stdin.destroy?.()
  }
}
