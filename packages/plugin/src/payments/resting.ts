/** Longer than the pause between two runs of a job, so that those behind come first. */
const FIRST_MS = 90_000

/**
 * Rows that a job could do nothing about, each resting ever longer, so that a few of them keep nothing behind them from its turn. This
 * process alone knows of it: another one tries them once more, and learns the same.
 */
export class Resting {
  private readonly rests = new Map<string, { readonly pauseMs: number; readonly until: number }>()

  constructor(private readonly longestMs: number) {}

  /** What is not to be looked at now. */
  ids(): string[] {
    const now = performance.now()
    // A row that did not come again for so long is gone.
    for (const [id, { until }] of this.rests) if (now - until > 2 * this.longestMs) this.rests.delete(id)
    return [...this.rests].filter(([, { until }]) => until > now).map(([id]) => id)
  }

  /**
   * Runs `work` for a row, which rests where that fails, or answers false: nothing could be done.
   * @throws as `work` does
   */
  async attempt(id: string, work: () => Promise<unknown>): Promise<void> {
    try {
      if ((await work()) === false) this.putOff(id)
      else this.rests.delete(id)
    } catch (error) {
      this.putOff(id)
      throw error
    }
  }

  private putOff(id: string): void {
    const before = this.rests.get(id)?.pauseMs
    const pauseMs = before === undefined ? FIRST_MS : Math.min(before * 2, this.longestMs)
    this.rests.set(id, { pauseMs, until: performance.now() + pauseMs })
  }
}
