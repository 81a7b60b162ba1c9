import type { Core } from "../../../core/gateway.js"
import type { Account } from "./accounts.js"
import type { Settings } from "./settings.js"
import { TradeBook } from "./trade.js"

/** When a shop queried unknown orders, and until when it is locked out. Virtual milliseconds. */
export interface Misses {
  recent: number[]
  lockedUntil: number
}

/** The whole state of the NewebPay sandbox. */
export interface Newebpay {
  core: Core
  settings: Settings
  accounts: Map<string, Account>
  book: TradeBook
  misses: Map<string, Misses>
  /** Saved cards, by shop and TokenTerm. */
  tokens: Map<string, string>
}

export function newNewebpay(core: Core, settings: Settings, accounts: Map<string, Account>): Newebpay {
  return { core, settings, accounts, book: new TradeBook(), misses: new Map(), tokens: new Map() }
}

/** Whether a TimeStamp is near the sandbox's clock or this machine's: not every client follows the sandbox's jumps. */
export function isTimely({ core, settings }: Newebpay, timeStamp: string): boolean {
  if (!/^\d{1,14}$/.test(timeStamp)) return false
  const given = [Number(timeStamp), ...(settings.millisecondTimestamps ? [Number(timeStamp) / 1000] : [])]
  const clocks = [Date.now(), core.clock.now().getTime()].map((at) => at / 1000)
  return given.some((at) => clocks.some((clock) => Math.abs(clock - at) <= settings.timestampSeconds))
}
