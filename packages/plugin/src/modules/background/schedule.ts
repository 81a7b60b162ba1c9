import type { MedusaContainer } from "@medusajs/framework/types"
import { checkBalances } from "../../payments/balances/check-balances"
import { forgetEndedBudgets } from "../../payments/checkout/charge-budgets"
import { tendCards } from "../../payments/checkout/tend-cards"
import { contextOf } from "../../payments/context"
import { tendMedusaIndexes } from "../../payments/medusa/medusa-indexes"
import { tendMessages } from "../../payments/messages/tend-messages"
import { checkQueuedOperations } from "../../payments/operations/queued"
import { wakeIfDue } from "../../payments/orders/apply-worker"
import { checkOperations } from "../../payments/orders/check-operations"
import { checkAuthorizations } from "../../payments/orders/ending-authorizations"
import { expireVouchers } from "../../payments/orders/expire"
import { tellExpiring } from "../../payments/orders/expiring-vouchers"
import { patiently } from "../../payments/patience"
import { tendPayouts } from "../../payments/payouts/tend-payouts"
import { syncPayments } from "../../payments/queries/payment-sync"
import { tendRefundDesk } from "../../payments/refund-desk/tend-refund-desk"
import { forgetCardsOfDeleted } from "../../payments/staff/erase"
import { followManualRefund } from "../../payments/staff/manual-refund"
import { describeError } from "../../toolkit/payment-error"
import { JobLeases } from "../ledger/job-leases"
import { mergeDaySums } from "../ledger/sums"

export interface Job {
  /** As it stands in the table of leases. */
  readonly name: string
  /** Runs more often than the others, where those have longer pauses. */
  readonly everyMs?: number
  run(container: MedusaContainer): Promise<void>
}

/** Buyers wait for what it finds out. */
const SYNC_MS = 5_000

/** What has to happen without anybody asking. Applying has a sweep of its own, in the apply worker. */
export const JOBS: readonly Job[] = [
  {
    name: "sync",
    everyMs: SYNC_MS,
    run: (container) => syncPayments(container, (attempt) => wakeIfDue(container, attempt)),
  },
  { name: "queued-operations", run: checkQueuedOperations },
  { name: "operations", run: (container) => checkOperations(container, followManualRefund) },
  {
    name: "authorizations",
    run: (container) => checkAuthorizations(container, (attempt) => wakeIfDue(container, attempt)),
  },
  { name: "balances", run: (container) => checkBalances(container, (attempt) => wakeIfDue(container, attempt)) },
  { name: "expire", run: expireVouchers },
  { name: "payouts", run: tendPayouts },
  { name: "messages", run: tendMessages },
  { name: "refund-desk", run: tendRefundDesk },
  { name: "cards", run: tendCards },
  { name: "deleted-customers", run: forgetCardsOfDeleted },
  { name: "budgets", run: (container) => forgetEndedBudgets(contextOf(container)) },
  // It once made those of buyers alone; a name that no process runs any more would be a job that stopped.
  { name: "buyer-index", run: (container) => tendMedusaIndexes(contextOf(container)) },
  { name: "day-sums", run: async (container) => void (await mergeDaySums(contextOf(container).db)) },
]

/** How many rows of each table one run erases: enough for a busy shop, and over in a moment. */
const ERASED_AT_ONCE = 1000

/** Erases what is older than the shop keeps it. */
export function retentionJob(days: number): Job {
  const run = async (container: MedusaContainer) => {
    const { personalData, inbox, exchanges, messages } = contextOf(container).ledger
    await personalData.eraseOlderThan(days, ERASED_AT_ONCE)
    await inbox.forget(days, ERASED_AT_ONCE)
    await exchanges.forget(ERASED_AT_ONCE)
    await messages.forget(days, ERASED_AT_ONCE)
  }
  return { name: "retention", run }
}

/** Tells of numbers that run out within so many hours. */
export function expiringJob(hours: number): Job {
  return { name: "expiring", run: (container) => tellExpiring(container, hours) }
}

export const EVERY_MS = 60_000
/** How long after the death of a server its job may be taken over. */
const LEASE_MS = 30_000
/** A run that has not ended by then hangs: it is left, and the job runs again beside it. */
const LONGEST_MS = 60 * 60_000

/**
 * Runs the jobs of this package by timers of its own. Medusa writes its schedules into Redis when it boots and never again, so
 * that an emptied Redis would end them without a word; here every server looks, and a lease in the database lets one of them run.
 */
export class Schedule {
  private timers: readonly NodeJS.Timeout[] = []
  private readonly running = new Map<string, Promise<void>>()

  constructor(
    private readonly container: MedusaContainer,
    private readonly jobs: readonly Job[] = JOBS,
    private readonly everyMs = EVERY_MS,
    private readonly longestMs = LONGEST_MS,
  ) {}

  start(): void {
    if (this.timers.length > 0) return
    // Looks more often than jobs are due, so that they start on time whichever server looks.
    const lookFor = (job: Job) => setInterval(() => void this.tick([job]), Math.max(this.pauseOf(job) / 4, 250)).unref()
    this.timers = this.jobs.map(lookFor)
    void this.tick()
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer)
    this.timers = []
    await Promise.allSettled(this.running.values())
  }

  /** Starts what is due and not running anywhere; each job apart, so that one that hangs delays no other. */
  async tick(jobs = this.jobs): Promise<void> {
    await Promise.all(jobs.filter(({ name }) => !this.running.has(name)).map((job) => this.tryRun(job)))
  }

  private pauseOf({ everyMs = this.everyMs }: Job): number {
    return Math.min(everyMs, this.everyMs)
  }

  private async tryRun(job: Job): Promise<void> {
    const work = this.runIfDue(job).catch((error) => {
      contextOf(this.container).logger.error(`Taiwan payments job ${job.name} failed: ${describeError(error)}`)
    })
    this.running.set(job.name, work)
    await work
    this.running.delete(job.name)
  }

  private async runIfDue(job: Job): Promise<void> {
    const { name, run } = job
    const leases = new JobLeases(contextOf(this.container).db)
    if (!(await leases.take(name, this.pauseOf(job), LEASE_MS))) return
    const keeper = setInterval(() => void leases.extend(name, LEASE_MS).catch(() => undefined), LEASE_MS / 3)
    try {
      await patiently(run(this.container), this.longestMs)
    } finally {
      clearInterval(keeper)
      await leases.end(name)
    }
  }
}
