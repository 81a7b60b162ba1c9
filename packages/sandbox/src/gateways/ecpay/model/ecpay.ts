import type { Core } from "../../../core/gateway.js"
import type { Account } from "./accounts.js"
import type { Settings } from "./settings.js"
import { TradeBook } from "./trade.js"

/** The whole state of the ECPay sandbox. */
export interface Ecpay {
  core: Core
  settings: Settings
  accounts: Map<string, Account>
  book: TradeBook
  /** Each merchant's recent calls (virtual milliseconds), and until when it is blocked. */
  calls: Map<string, { recent: number[]; blockedUntil: number }>
  /** The number of the next card authorisation. */
  nextGwsr: number
}

export function newEcpay(core: Core, settings: Settings, accounts: Map<string, Account>): Ecpay {
  return { core, settings, accounts, book: new TradeBook(), calls: new Map(), nextGwsr: 13_475_885 }
}
