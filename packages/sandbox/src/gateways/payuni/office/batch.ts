import type { OfficeCommand } from "../../../core/gateway-shell.js"
import { MINUTE, nextTimeOfDay } from "../../../core/taipei.js"
import { receiveBankResults, sendToBank } from "../model/card.js"
import type { Payuni } from "../model/payuni.js"

const BANK_MINUTES = 30

/** First half of the nightly batch: submits what was requested to the banks. */
function startBatch({ book }: Payuni): void {
  for (const { card } of book.all()) if (card) sendToBank(card)
}

/** Second half: applies the banks' answers. */
function finishBatch({ book }: Payuni): void {
  for (const { card } of book.all()) if (card) receiveBankResults(card)
}

/** Runs both halves every night of Taipei from now on. */
export function scheduleBatches(payuni: Payuni): void {
  const { core, settings } = payuni
  const start = nextTimeOfDay(core.clock.now(), settings.batchHour, 0)
  core.clock.schedule(start, () => {
    startBatch(payuni)
    scheduleBatches(payuni)
  })
  core.clock.schedule(new Date(start.getTime() + BANK_MINUTES * MINUTE), () => finishBatch(payuni))
}

export const COMMANDS: readonly OfficeCommand<Payuni>[] = [
  {
    name: "run-batch",
    label: "Run the nightly batch now",
    run: (payuni) => {
      startBatch(payuni)
      finishBatch(payuni)
    },
  },
]
