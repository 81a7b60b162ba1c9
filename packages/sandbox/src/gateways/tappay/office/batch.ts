import type { OfficeCommand } from "../../../core/gateway-shell.js"
import { MINUTE, nextTimeOfDay } from "../../../core/taipei.js"
import type { Tappay } from "../model/tappay.js"
import { move } from "../model/trade.js"
import { capture } from "../payments.js"

/** Captures everything that is scheduled, now. */
function captureAll(tappay: Tappay): void {
  for (const trade of tappay.book.all()) {
    const due = trade.state === "capturing" || (trade.state === "authorised" && trade.captureAt !== null)
    if (due) capture(tappay, trade)
  }
}

/** The batch: what is due starts being captured, and is captured once the bank has finished. */
function runBatch(tappay: Tappay): void {
  const { clock } = tappay.core
  const now = clock.now()
  for (const trade of tappay.book.all()) {
    if (trade.state !== "authorised" || !trade.captureAt || trade.captureAt > now) continue
    move(trade, "capturing")
    clock.schedule(new Date(now.getTime() + tappay.settings.captureMinutes * MINUTE), () => {
      if (trade.state === "capturing") capture(tappay, trade)
    })
  }
}

/** Runs the batch each evening from now on. */
export function scheduleBatches(tappay: Tappay): void {
  const { clock } = tappay.core
  clock.schedule(nextTimeOfDay(clock.now(), tappay.settings.captureHour, 0), () => {
    runBatch(tappay)
    scheduleBatches(tappay)
  })
}

export const COMMANDS: readonly OfficeCommand<Tappay>[] = [
  { name: "run-capture", label: "Capture all that is arranged, now", run: captureAll },
]
