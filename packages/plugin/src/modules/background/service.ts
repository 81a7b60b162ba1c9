import { container } from "@medusajs/framework"
import { tellAccounts } from "../../payments/accounts-at-boot"
import { setChargeGuard } from "../../payments/checkout/charge-guard"
import { setGuestOrders } from "../../payments/checkout/find-order"
import { alarmGoneAccounts } from "../../payments/gone-accounts"
import { setShopLook } from "../../payments/links/shop-look"
import { setMessageOptions } from "../../payments/messages/message-options"
import { watchEvents } from "../../payments/messages/plan"
import { tellIfSilent } from "../../payments/messages/tell-at-boot"
import { lacksMigrations } from "../../payments/missing-migrations"
import { isAheadOfUs } from "../../payments/newer-database"
import { applyWorkerOf } from "../../payments/orders/apply-worker"
import { checkCompletionWorkflow, setCompletionWorkflow } from "../../payments/orders/completion-workflow"
import { takeRefundsFromMedusa } from "../../payments/refund-desk/refunds-from-medusa"
import { setRefundDesk } from "../../payments/refund-desk-options"
import { isServer } from "../../payments/shop-config"
import { type Erasable, type Erased, erasePersonalData } from "../../payments/staff/erase"
import { watchGauges } from "../../payments/telemetry/gauges"
import { readPluginOptions } from "./options"
import { expiringJob, JOBS, retentionJob, Schedule } from "./schedule"

/** What this package does by itself, for as long as this server runs: it lets Medusa follow the ledger, and runs the jobs. */
export class BackgroundModuleService {
  private readonly schedule: Schedule
  private stopWatching = () => {}

  /** @throws PaymentError `config` for options of the plugin that are none. */
  constructor(_cradle: unknown, options: unknown) {
    const own = readPluginOptions(options)
    setCompletionWorkflow(container, own.completeCart)
    setChargeGuard(container, own.mayCharge)
    setGuestOrders(container, own.guestOrders)
    setShopLook(container, own.paymentPage)
    setMessageOptions(container, own.messages)
    setRefundDesk(container, own.refundDesk)
    const jobs = [...JOBS, expiringJob(own.expiringHours), retentionJob(own.retentionDays)]
    this.schedule = new Schedule(container, jobs, own.jobSeconds * 1000)
  }

  /**
   * Erases what the ledger holds of a customer, or of an order. For a script:
   * `await container.resolve("taiwanPaymentBackground").erasePersonalData({ customer_id: "cus_…" })`.
   */
  async erasePersonalData(whose: Erasable): Promise<Erased> {
    return erasePersonalData(container, whose)
  }

  /** Medusa calls these when the server is up, and before it goes. */
  readonly __hooks = {
    onApplicationStart: async () => {
      if (!isServer(process.argv)) return
      await tellAccounts(container)
      if ((await lacksMigrations(container)) || (await isAheadOfUs(container))) return
      checkCompletionWorkflow(container)
      watchEvents(container)
      takeRefundsFromMedusa(container)
      applyWorkerOf(container).start()
      this.schedule.start()
      this.stopWatching = watchGauges(container)
      await alarmGoneAccounts(container)
      await tellIfSilent(container)
    },
    onApplicationPrepareShutdown: async () => {
      this.stopWatching()
      await Promise.all([applyWorkerOf(container).stop(), this.schedule.stop()])
    },
  }
}
