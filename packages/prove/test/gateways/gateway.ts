import type { Sandbox, SandboxOptions, TradeView } from "@taiwan-payments/sandbox"
import type { Page } from "@taiwan-payments/sandbox/shopper"
import type { Gateway as Kind } from "../../../plugin/src/toolkit/contract/gateway.js"
import type { Books } from "../../src/facts.js"

/** Where the buyer's browser is: a page of the gateway, and where that page can be opened again. */
export interface Visit {
  readonly page: Page
}

/** A gateway of ours: how its sandbox is asked and what its buyers do. */
export interface Gateway {
  readonly id: string
  readonly kind: Kind
  /** The method that is judged. */
  readonly identifier: string
  readonly sandbox: SandboxOptions
  readonly options: Readonly<Record<string, string | Record<string, string>>>
  readonly optional?: readonly string[]
  readonly secrets: readonly string[]
  /** Whether Medusa's own hook takes its messages; the others go to the plugin's route and to nobody else. */
  readonly notices: boolean
  /** Token gateways: makes what the shop's page posts. */
  token?(sandboxUrl: string): Promise<string>
  pay(visit: Visit): Promise<unknown>
  decline(visit: Visit): Promise<unknown>
  /** The gateway ends its day: what was authorised is captured. */
  close?(sandbox: Sandbox): Promise<unknown>
  books(trade: TradeView): Partial<Omit<Books, "asked">>
}

export const captured = (amount: number, kept: number) => ({ captured: amount, refunded: amount - kept })
