import { container } from "@medusajs/framework"
import { reportAccounts } from "../../payments/boot-report"
import { alarmGoneAccounts } from "../../payments/gone-accounts"
import { lacksMigrations } from "../../payments/missing-migrations"
import { applyWorkerOf } from "../../payments/orders/apply-worker"
import { readPluginOptions } from "./options"
import { Schedule } from "./schedule"

/** What this package does by itself, for as long as this server runs: it lets Medusa follow the ledger, and runs the jobs. */
export class BackgroundModuleService {
  private readonly schedule: Schedule

  /** @throws PaymentError `config` for options of the plugin that are none. */
  constructor(_cradle: unknown, options: unknown) {
    this.schedule = new Schedule(container, undefined, readPluginOptions(options).jobSeconds * 1000)
  }

  /** Medusa calls these when the server is up, and before it goes. */
  readonly __hooks = {
    onApplicationStart: async () => {
      if (!isServer(process.argv)) return
      if (await lacksMigrations(container)) return
      await reportAccounts(container)
      applyWorkerOf(container).start()
      this.schedule.start()
      await alarmGoneAccounts(container)
    },
    onApplicationPrepareShutdown: async () => {
      await Promise.all([applyWorkerOf(container).stop(), this.schedule.stop()])
    },
  }
}

/**
 * Medusa's commands load every module, too, often with other settings than the server's: what they found missing would not be
 * missing, and what they began would end with them.
 */
export function isServer(argv: readonly string[]): boolean {
  return !argv.some((argument) => /^(exec|user|build|db:.+|plugin:.+)$/.test(argument))
}
