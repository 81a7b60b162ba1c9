import type { OfficeCommand } from "../../../core/gateway-shell.js"
import { nextTimeOfDay } from "../../../core/taipei.js"
import { closeForTheDay } from "../model/card-ledger.js"
import type { Ecpay } from "../model/ecpay.js"

/** 每日 20:15 關帳. */
function runBatch(ecpay: Ecpay): void {
  const now = ecpay.core.clock.now()
  for (const trade of ecpay.book.all()) if (trade.card) closeForTheDay(trade.card, trade.account.autoClose, now)
}

/** Runs the batch at each 20:15 of Taipei from now on. */
export function scheduleBatches(ecpay: Ecpay): void {
  const { clock } = ecpay.core
  clock.schedule(nextTimeOfDay(clock.now(), 20, 15), () => {
    runBatch(ecpay)
    scheduleBatches(ecpay)
  })
}

export const COMMANDS: readonly OfficeCommand<Ecpay>[] = [
  { name: "run-batch", label: "Run the 20:15 batch now", run: runBatch },
]
