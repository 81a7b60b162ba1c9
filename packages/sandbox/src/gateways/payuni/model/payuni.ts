import type { Core } from "../../../core/gateway.js"
import type { Account } from "./accounts.js"
import type { Settings } from "./settings.js"
import { TokenBook } from "./tokens.js"
import { TradeBook } from "./trade.js"

/** The whole state of the PAYUNi sandbox. */
export interface Payuni {
  core: Core
  settings: Settings
  accounts: Map<string, Account>
  book: TradeBook
  tokens: TokenBook
  /** EncryptInfo of calls being answered, and until when (virtual milliseconds) a repetition is refused. */
  calls: Map<string, number>
}

export function newPayuni(core: Core, settings: Settings, accounts: Map<string, Account>): Payuni {
  return { core, settings, accounts, book: new TradeBook(), tokens: new TokenBook(), calls: new Map() }
}
