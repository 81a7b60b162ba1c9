import type { OfficeCommand } from "../../../core/gateway-shell.js"
import { nextTimeOfDay } from "../../../core/taipei.js"
import { applyBankFile, submitToBank } from "../model/closing.js"
import type { Newebpay } from "../model/newebpay.js"

/** Every night at 21:00: submits what waits to the bank (§5.2). */
function runNightlyBatch({ book }: Newebpay): void {
  for (const { closing } of book.all()) if (closing) submitToBank(closing)
}

/** Applies the bank's result file. */
function runBankFile({ book }: Newebpay): void {
  for (const { closing } of book.all()) if (closing) applyBankFile(closing)
}

const NIGHT = 21
const BANK_FILE = 9

/** Schedules both for each day from now on: 21:00, and 09:00, which is ours. */
export function scheduleDays(newebpay: Newebpay): void {
  scheduleDaily(newebpay, NIGHT, runNightlyBatch)
  scheduleDaily(newebpay, BANK_FILE, runBankFile)
}

function scheduleDaily(newebpay: Newebpay, hour: number, run: (newebpay: Newebpay) => void): void {
  const { clock } = newebpay.core
  clock.schedule(nextTimeOfDay(clock.now(), hour, 0), () => {
    run(newebpay)
    scheduleDaily(newebpay, hour, run)
  })
}

/** Both, as buttons of the back office. */
export const COMMANDS: readonly OfficeCommand<Newebpay>[] = [
  { name: "run-night", label: "Run the 21:00 batch now", run: runNightlyBatch },
  { name: "run-bank-file", label: "Take the bank's file now", run: runBankFile },
]
