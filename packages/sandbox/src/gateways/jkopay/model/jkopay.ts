import type { Core } from "../../../core/gateway.js"
import type { Account } from "./accounts.js"
import { OrderBook } from "./order.js"
import type { Settings } from "./settings.js"

/** The whole state of the JKOPAY sandbox. */
export interface Jkopay {
  core: Core
  settings: Settings
  accounts: Map<string, Account>
  book: OrderBook
}

export function newJkopay(core: Core, settings: Settings, accounts: Map<string, Account>): Jkopay {
  return { core, settings, accounts, book: new OrderBook() }
}

/** An amount as JKOPAY writes it. */
export function amountText({ amounts }: Settings, amount: number): string | number {
  return amounts === "string" ? String(amount) : amount
}
