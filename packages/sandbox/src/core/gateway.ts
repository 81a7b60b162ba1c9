import type { Hono } from "hono"
import type { VirtualClock } from "./clock.js"
import type { FaultKind, Faults } from "./faults.js"
import type { Journal } from "./journal.js"
import type { Outbox } from "./outbox.js"
import type { StatementFile, StatementOrder } from "./statement.js"

/** What core provides to every gateway. */
export interface Core {
  clock: VirtualClock
  outbox: Outbox
  faults: Faults
  journal: Journal
  /** The sandbox's own address, without a trailing slash, once it listens. */
  url(): string
}

/** How reliable a behaviour is: documented by the vendor, observed on its servers, or our assumption. */
export type FidelityTag = "documented" | "observed" | "assumed"

export interface FidelityRow {
  area: string
  behaviour: string
  tag: FidelityTag
  source: string
}

/** An action offered as a button in the back office and as a route of the control API. */
export interface ActionView {
  name: string
  label: string
  danger?: boolean
  input?: { name: string; label: string; value: string }
}

/** Whole TWD: what was taken from the buyer, or is reserved on a card; and what went back, was released, or goes back by the next batch. */
export interface TradeMoney {
  readonly paid: number
  /** Of a card that the shop captures by itself: what it asked the bank for. Left out where paying is all that it takes. */
  readonly captured?: number
  readonly back: number
}

/** A trade as shown in the back office and the control API. Amount in whole TWD. */
export interface TradeView {
  id: string
  merchant: string
  reference: string
  method: string
  amount: number
  state: string
  createdAt: Date
  /** What it comes to. Gateways of one's own may leave it out. */
  money?: TradeMoney
  details: Record<string, string>
  /** Why it stands as it does, where no detail shows it. */
  note?: { readonly zh: string; readonly en: string }
  actions: ActionView[]
}

/** The requested action does not exist, or is not possible in the trade's present state. */
export class ActionRefused extends Error {}

/** One payment gateway. It signs and formats its own messages; core only delivers them. */
export interface Gateway {
  readonly id: string
  readonly name: string
  /** Paths that merchants' servers call, `:name` for any segment. Calls are journalled and subject to faults. */
  readonly endpoints: readonly string[]
  readonly faults: readonly FaultKind[]
  readonly fidelity: readonly FidelityRow[]
  mount(app: Hono): void
  /** The trade that a call is about, from its path and what was sent: the body, or the query string of a GET. */
  subjectOf(path: string, sent: string): string | null
  /** What stands sealed inside a message of its own, by the field's name; nothing where it seals none. */
  open(message: string): readonly (readonly [name: string, text: string])[]
  trades(): TradeView[]
  act(trade: string, action: string, input: Record<string, string>): Promise<Record<string, unknown>>
  commands(): ActionView[]
  command(name: string, input: Record<string, string>): Promise<Record<string, unknown>>
  /** In which files it tells what it pays out. Absent where it tells nothing. */
  readonly statements?: readonly { readonly id: string; readonly name: string }[]
  /** Such a file, of a merchant's payouts of some days. */
  statement?(order: StatementOrder): StatementFile
  accounts(): Record<string, unknown>[]
  addAccount(account: Record<string, unknown>): Record<string, unknown>
  settings(): Record<string, unknown>
  configure(patch: Record<string, unknown>): Record<string, unknown>
  reset(): void
}
