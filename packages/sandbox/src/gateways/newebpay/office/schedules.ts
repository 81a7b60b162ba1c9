import { nextTimeOfDay } from "../../../core/taipei.js"
import { passNight, takeBankFile } from "../model/closing.js"
import type { Newebpay } from "../model/newebpay.js"
import type { Trade } from "../model/trade.js"
import { isPayable, succeed } from "../payments.js"

/** Every night at 21:00, what waits goes to the bank (§5.2). */
export function runNight({ book }: Newebpay): void {
  for (const { closing } of book.all()) if (closing) passNight(closing)
}

/** The bank's file of the night has come. */
export function runBankFile({ book }: Newebpay): void {
  for (const { closing } of book.all()) if (closing) takeBankFile(closing)
}

const NIGHT = 21
const BANK_FILE = 9

/** Both, each day from now on: 21:00, and 09:00, which is ours. */
export function scheduleDays(newebpay: Newebpay): void {
  scheduleDaily(newebpay, NIGHT, runNight)
  scheduleDaily(newebpay, BANK_FILE, runBankFile)
}

function scheduleDaily(newebpay: Newebpay, hour: number, run: (newebpay: Newebpay) => void): void {
  const { clock } = newebpay.core
  clock.schedule(nextTimeOfDay(clock.now(), hour, 0), () => {
    run(newebpay)
    scheduleDaily(newebpay, hour, run)
  })
}

const [SHORTEST, LONGEST] = [60, 900]

/** TradeLimit: the page is over after 60 to 900 seconds; 0 or nothing: never. */
export function schedulePageEnd({ core }: Newebpay, trade: Trade): void {
  const asked = Number(trade.order.TradeLimit || 0)
  if (asked === 0) return
  const seconds = Math.min(Math.max(asked, SHORTEST), LONGEST)
  core.clock.schedule(new Date(trade.createdAt.getTime() + seconds * 1000), () => {
    if (isPayable(trade)) trade.state = "left"
  })
}

/** In the test environment TWQR, WeChat and Alipay complete after 30 seconds (§7), unless their code runs out before. */
export function scheduleQr(newebpay: Newebpay, trade: Trade): void {
  const { core, settings } = newebpay
  const after = (seconds: number) => new Date(core.clock.now().getTime() + seconds * 1000)
  const untouched = () => isPayable(trade) && trade.method?.kind === "qr" && trade.failure === null
  const life = Number(trade.order.TWQR_LifeTime || 300)
  const completes = settings.qrCompletesSeconds
  core.clock.schedule(after(life), () => {
    if (untouched()) trade.state = "left"
  })
  if (completes === 0) return
  core.clock.schedule(after(completes), () => {
    if (untouched()) succeed(newebpay, trade)
  })
}
