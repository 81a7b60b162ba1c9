import type { CaseTitle } from "../cases/case.js"
import type { Bank, Facts } from "../facts.js"
import type { Fault } from "../wire/faults.js"
import type { Store } from "./store.js"

/** A shop that has been open for a while, before a bank that is new. */
export interface StoreScene {
  readonly facts: Facts
  readonly bank: Bank
  readonly store: Store
  /** The server is stopped in the midst of it, and started again. */
  restart(): Promise<void>
  during<T>(fault: Fault, work: () => Promise<T>): Promise<T>
}

export interface StoreCase extends CaseTitle {
  run(scene: StoreScene): Promise<void>
}
