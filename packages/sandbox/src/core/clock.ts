interface Entry {
  at: number
  order: number
  task: () => void | Promise<void>
}

const LONGEST_TIMER = 2_147_483_647

/**
 * The sandbox's own time. It runs on with real time from where it was started; `advance` jumps it forward and runs
 * whatever falls due on the way, in order. It never goes backwards.
 */
export class VirtualClock {
  #offset: number
  #frozenAt: number | null = null
  #queue: Entry[] = []
  #order = 0
  #timer: NodeJS.Timeout | undefined
  #running = new Set<Promise<void>>()
  #jumps: Promise<unknown> = Promise.resolve()
  readonly #onError: (error: unknown) => void

  constructor(start: Date, onError: (error: unknown) => void) {
    this.#offset = start.getTime() - Date.now()
    this.#onError = onError
  }

  now(): Date {
    return new Date(this.#frozenAt ?? Date.now() + this.#offset)
  }

  /** Runs `task` when the clock reaches `at`, or immediately if that has passed. Returns a function that cancels it. */
  schedule(at: Date, task: () => void | Promise<void>): () => void {
    const entry: Entry = { at: at.getTime(), order: this.#order++, task }
    this.#queue.push(entry)
    this.#queue.sort((a, b) => a.at - b.at || a.order - b.order)
    this.#arm()
    return () => this.#remove(entry)
  }

  /** Jumps forward by `milliseconds` and returns the new time once everything due on the way has run. */
  advance(milliseconds: number): Promise<Date> {
    if (!Number.isFinite(milliseconds) || milliseconds < 0) {
      return Promise.reject(new RangeError("The clock only goes forward: give milliseconds of 0 or more."))
    }
    const jump = this.#jumps.then(() => this.#jump(milliseconds))
    this.#jumps = jump.catch(() => undefined)
    return jump
  }

  /** Resolves when nothing is running and nothing is due now. */
  async settled(): Promise<void> {
    while (this.#running.size > 0 || this.#nextDue(this.now().getTime())) {
      await Promise.all(this.#running)
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
  }

  /** Forgets everything scheduled. */
  clear(): void {
    this.#queue = []
    clearTimeout(this.#timer)
  }

  async #jump(milliseconds: number): Promise<Date> {
    const target = this.now().getTime() + milliseconds
    this.#frozenAt = this.now().getTime()
    for (let entry = this.#nextDue(target); entry; entry = this.#nextDue(target)) {
      this.#frozenAt = Math.max(this.#frozenAt, entry.at)
      await this.#run(entry)
    }
    this.#offset = target - Date.now()
    this.#frozenAt = null
    this.#arm()
    return new Date(target)
  }

  #nextDue(target: number): Entry | undefined {
    const first = this.#queue[0]
    return first && first.at <= target ? first : undefined
  }

  #remove(entry: Entry): void {
    this.#queue = this.#queue.filter((other) => other !== entry)
  }

  #run(entry: Entry): Promise<void> {
    this.#remove(entry)
    const run = Promise.resolve().then(entry.task).catch(this.#onError)
    this.#running.add(run)
    return run.finally(() => this.#running.delete(run))
  }

  #arm(): void {
    clearTimeout(this.#timer)
    const first = this.#queue[0]
    if (!first || this.#frozenAt !== null) return
    const wait = Math.min(Math.max(first.at - this.now().getTime(), 0), LONGEST_TIMER)
    this.#timer = setTimeout(() => this.#tick(), wait)
    this.#timer.unref()
  }

  #tick(): void {
    if (this.#frozenAt !== null) return
    const now = this.now().getTime()
    for (let entry = this.#nextDue(now); entry; entry = this.#nextDue(now)) void this.#run(entry)
    this.#arm()
  }
}
