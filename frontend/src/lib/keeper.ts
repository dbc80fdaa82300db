/** Sends the newest value, one sending at a time: what came in between is never sent, what comes last always is. */
export class Keeper<T> {
  private wanted: { value: T } | null = null
  private running: Promise<void> | null = null

  constructor(private readonly send: (value: T) => Promise<void>) {}

  /** Settles once this value, or a later one, has been sent; fails with what the sending failed with. */
  keep(value: T): Promise<void> {
    this.wanted = { value }
    this.running ??= this.run().finally(() => {
      this.running = null
    })
    return this.running
  }

  get busy(): boolean {
    return this.running !== null
  }

  private async run(): Promise<void> {
    // A beat, so that what one gesture changes in several steps is sent once.
    await Promise.resolve()
    while (this.wanted) {
      const { value } = this.wanted
      this.wanted = null
      try {
        await this.send(value)
      } catch (error) {
        this.wanted = null
        throw error
      }
    }
  }
}
