import type { Ora } from 'ora'

/** How long a run takes before it shows how far it is, in milliseconds. */
const PATIENCE = 1000

/** One without columns does not tell its width: the spinner would clear lines without end. */
type Terminal = NodeJS.WritableStream & { readonly columns?: number }

/** How far a long run is, on a terminal; gone when it ends. */
export class Progress {
  private readonly terminal: Terminal
  private readonly since: number
  private spinner: Ora | undefined

  constructor(terminal: Terminal, patience = PATIENCE) {
    this.terminal = terminal
    this.since = Date.now() + patience
  }

  /** @param total of the files; zero: they are still being looked for */
  async tell(done: number, total: number): Promise<void> {
    if (Date.now() < this.since || this.terminal.columns === 0) return
    const spinner = this.spinner ?? (await this.start())
    spinner.text = total === 0 ? 'looking for files …' : `${done} of ${total} files that may change`
  }

  private async start(): Promise<Ora> {
    const { default: ora } = await import('ora')
    // Standard input and signals are the program's own, and a cursor that was hidden would stay so after one.
    this.spinner ??= ora({ stream: this.terminal, isEnabled: true, hideCursor: false, discardStdin: false }).start()
    return this.spinner
  }

  end(): void {
    this.spinner?.stop()
  }
}
