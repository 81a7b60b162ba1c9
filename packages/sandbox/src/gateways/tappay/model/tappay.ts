import type { Core } from "../../../core/gateway.js"
import type { Partner } from "./accounts.js"
import { PrimeBook } from "./primes.js"
import type { Settings } from "./settings.js"
import { CardBook } from "./tokens.js"
import { TradeBook } from "./trade.js"

/** The whole state of the TapPay sandbox. */
export interface Tappay {
  core: Core
  settings: Settings
  partners: Map<string, Partner>
  primes: PrimeBook
  cards: CardBook
  book: TradeBook
}

export function newTappay(core: Core, settings: Settings, partners: Map<string, Partner>): Tappay {
  return { core, settings, partners, primes: new PrimeBook(), cards: new CardBook(), book: new TradeBook() }
}
