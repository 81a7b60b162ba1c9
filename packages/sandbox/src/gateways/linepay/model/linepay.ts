import type { Core } from "../../../core/gateway.js"
import type { Account } from "./accounts.js"
import { PaymentBook } from "./payment.js"
import type { RegKeys } from "./reg-keys.js"
import type { Settings } from "./settings.js"

/** The whole state of the LINE Pay sandbox. */
export interface Linepay {
  core: Core
  settings: Settings
  accounts: Map<string, Account>
  book: PaymentBook
  regKeys: RegKeys
}

export function newLinepay(core: Core, settings: Settings, accounts: Map<string, Account>): Linepay {
  return { core, settings, accounts, book: new PaymentBook(), regKeys: new Map() }
}
