import type { Hono } from "hono"
import type { VirtualClock } from "./clock.js"
import type { FaultKind, Faults } from "./faults.js"
import type { Journal } from "./journal.js"
import type { Outbox } from "./outbox.js"

/** What the core lends to every gateway. */
export interface Core {
  clock: VirtualClock
  outbox: Outbox
  faults: Faults
  journal: Journal
  /** The sandbox's own address, without a trailing slash, once it listens. */
  url(): string
}

/** How far a behaviour can be trusted: written by the vendor, recorded from its servers, or our guess. */
export type FidelityTag = "documented" | "observed" | "assumed"

export interface FidelityRow {
  area: string
  behaviour: string
  tag: FidelityTag
  source: string
}

/** A button of the back office, and the same thing for the control API. */
export interface ActionView {
  name: string
  label: string
  danger?: boolean
  input?: { name: string; label: string; value: string }
}

/** One trade as the back office and the control API show it. Amount in whole TWD. */
export interface TradeView {
  id: string
  merchant: string
  reference: string
  method: string
  amount: number
  state: string
  createdAt: Date
  details: Record<string, string>
  actions: ActionView[]
}

/** An action was asked for that cannot be done in the trade's present state, or does not exist. */
export class ActionRefused extends Error {}

/** One payment gateway. It signs and speaks for itself; the core only carries. */
export interface Gateway {
  readonly id: string
  readonly name: string
  /** Paths that merchants' servers call, `:name` for any segment: journalled, and the faults for calls strike there. */
  readonly endpoints: readonly string[]
  readonly faults: readonly FaultKind[]
  readonly fidelity: readonly FidelityRow[]
  mount(app: Hono): void
  /** The trade that a call is about, from its path and what was sent: the body, or the query string of a GET. */
  subjectOf(path: string, sent: string): string | null
  trades(): TradeView[]
  act(trade: string, action: string, input: Record<string, string>): Promise<Record<string, unknown>>
  commands(): ActionView[]
  command(name: string, input: Record<string, string>): Promise<Record<string, unknown>>
  accounts(): Record<string, unknown>[]
  addAccount(account: Record<string, unknown>): Record<string, unknown>
  settings(): Record<string, unknown>
  configure(patch: Record<string, unknown>): Record<string, unknown>
  reset(): void
}
