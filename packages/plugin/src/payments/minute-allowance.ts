/** How often something may be done within a minute of the clock, for each key. Counted in this process. */
export class MinuteAllowance {
  private minute = 0
  private readonly taken = new Map<string, number>()

  constructor(private readonly perMinute: number) {}

  take(key: string, now = Date.now()): boolean {
    const minute = Math.floor(now / 60_000)
    if (minute !== this.minute) this.taken.clear()
    this.minute = minute
    const taken = (this.taken.get(key) ?? 0) + 1
    this.taken.set(key, taken)
    return taken <= this.perMinute
  }
}
