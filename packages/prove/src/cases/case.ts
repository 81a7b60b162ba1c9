import type { Bank, Facts, Trade } from "../facts.js"
import type { House } from "../house/house.js"
import type { Method, ProviderClass } from "../house/provider-class.js"
import type { Shop } from "../shop/shop.js"
import type { Fault } from "../wire/faults.js"
import type { Wire } from "../wire/wire.js"

export type Tier = "contract" | "money" | "manners" | "shop"

/** What a provider must be able to do for a case to mean anything. */
export type Need =
  | "manual"
  | "refund"
  | "partial"
  | "notices"
  | "signed"
  | "later"
  | "amountMayDiffer"
  | "required"
  | "closes"

/** With what a buyer may do in vain. */
export interface OpenBank extends Bank {
  payIfOpen(trade: Trade): Promise<void>
}

/** Everything a case works with: one bank and one provider, both fresh of history. */
export interface Scene {
  readonly facts: Facts
  readonly bank: OpenBank
  readonly wire: Wire
  readonly shop: Shop
  readonly house: House
  readonly service: ProviderClass
  /** Types of the package the provider came from; null when it came as a class. */
  readonly types: string | false | null
  /** Calls a method of the provider as Medusa's flows with carts do. */
  call(method: Method, input: Record<string, unknown>): Promise<unknown>
  /** Does something while the bank, or the way to it, is at fault. */
  during<T>(fault: Fault, work: () => Promise<T>): Promise<T>
}

/** What is said of a case. */
export interface CaseTitle {
  readonly id: string
  readonly tier: Tier
  /** What a shop would lose. */
  readonly loss: string
  readonly needs: readonly Need[]
  /** Without it the cases that follow cannot be judged. */
  readonly gate: "everything" | "notices" | null
}

export interface Case extends CaseTitle {
  run(scene: Scene): Promise<void>
}

interface Particulars {
  readonly needs?: readonly Need[]
  readonly gate?: Case["gate"]
}

const maker =
  (tier: Tier) =>
  (id: string, loss: string, run: Case["run"], { needs = [], gate = null }: Particulars = {}): Case => ({
    id,
    tier,
    loss,
    needs,
    gate,
    run,
  })

export const contract = maker("contract")
export const money = maker("money")
export const manners = maker("manners")
