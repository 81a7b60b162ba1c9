import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Attempt } from "../../modules/ledger/records"
import { describeError } from "../../toolkit/payment-error"
import { contextOf } from "../context"
import { patiently } from "../patience"
import { applySession } from "./apply"

const SWEEP_MS = 5_000
const SWEEP_LIMIT = 100
/** Carts at once; each keeps a processor busy for most of its time. */
const AT_ONCE = 4
/** One that takes longer waits for somebody (a lock that outlived its process, a gateway): another one may begin beside it … */
const SLOW_MS = 10_000
/** … up to so many. */
const MOST_AT_ONCE = 24
/** … and one that has not ended after this long counts no more; it keeps its lease as long as it hangs, so that nothing is done twice. */
const GIVEN_UP_MS = 10 * 60_000
/** Notices come in bursts, and to acknowledge them comes first: work begins when none has come for this long … */
const QUIET_MS = 20
/** … but never later than this after the first. */
const LONGEST_HOLD_MS = 500

/**
 * Settles in the background: what a notice has just brought, and by a sweep whatever the ledger says is due, so that
 * nothing depends on this process having stayed alive.
 */
export class ApplyWorker {
  private readonly waiting = new Set<string>()
  /** What was tried in vain before stands behind what was not tried yet. */
  private readonly retrying = new Set<string>()
  private readonly running = new Map<string, Promise<void>>()
  private readonly slow = new Set<string>()
  private timer: NodeJS.Timeout | undefined
  private hold: { readonly since: number; readonly timer: NodeJS.Timeout } | undefined

  constructor(private readonly container: MedusaContainer) {}

  start(): void {
    this.timer ??= setInterval(() => void this.sweep(), SWEEP_MS).unref()
    void this.sweep()
  }

  async stop(): Promise<void> {
    clearInterval(this.timer)
    this.timer = undefined
    clearTimeout(this.hold?.timer)
    this.hold = undefined
    this.waiting.clear()
    this.retrying.clear()
    await Promise.allSettled(this.running.values())
  }

  /** Settles a session soon; returns at once. */
  wake(sessionId: string): void {
    this.waiting.add(sessionId)
    this.hurry()
  }

  private hurry(): void {
    const since = this.hold?.since ?? Date.now()
    const left = Math.max(0, Math.min(QUIET_MS, since + LONGEST_HOLD_MS - Date.now()))
    clearTimeout(this.hold?.timer)
    this.hold = { since, timer: setTimeout(() => this.release(), left) }
  }

  private release(): void {
    this.hold = undefined
    this.fill()
  }

  /** Takes up everything that is due. */
  async sweep(): Promise<void> {
    try {
      const due = await contextOf(this.container).ledger.due.forApply(new Date(), SWEEP_LIMIT)
      for (const { session_id, apply_tries } of due) (apply_tries > 0 ? this.retrying : this.waiting).add(session_id)
      if (due.length > 0) this.hurry()
    } catch (error) {
      this.warn(`could not look for payments to apply: ${describeError(error)}`)
    }
  }

  private fill(): void {
    for (const queue of [this.waiting, this.retrying])
      for (const sessionId of queue) {
        if (this.running.size - this.slow.size >= AT_ONCE || this.running.size >= MOST_AT_ONCE) return
        if (this.running.has(sessionId)) continue
        this.waiting.delete(sessionId)
        this.retrying.delete(sessionId)
        this.running.set(sessionId, this.apply(sessionId))
      }
  }

  private async apply(sessionId: string): Promise<void> {
    const patience = setTimeout(() => this.giveWay(sessionId), SLOW_MS).unref()
    try {
      await patiently(applySession(this.container, sessionId), GIVEN_UP_MS)
    } catch (error) {
      this.warn(`could not apply ${sessionId}: ${describeError(error)}`)
    } finally {
      clearTimeout(patience)
      this.slow.delete(sessionId)
      this.running.delete(sessionId)
      if (!this.hold) this.fill()
    }
  }

  private giveWay(sessionId: string): void {
    this.slow.add(sessionId)
    if (!this.hold) this.fill()
  }

  private warn(text: string): void {
    this.container.resolve(ContainerRegistrationKeys.LOGGER).warn(`Taiwan payments ${text}`)
  }
}

/** Lets Medusa follow soon, where there is something to follow. */
export function wakeIfDue(container: MedusaContainer, { apply_at, session_id }: Attempt): void {
  if (apply_at !== null) applyWorkerOf(container).wake(session_id)
}

let worker: ApplyWorker | undefined

/** This process's worker. Medusa has one container a process. */
export function applyWorkerOf(container: MedusaContainer): ApplyWorker {
  worker ??= new ApplyWorker(container)
  return worker
}
