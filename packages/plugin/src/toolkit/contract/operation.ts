import type { Twd } from "../twd"
import type { PaidTrade } from "./trade"

/** A movement of money that the ledger has written down before it is asked for. */
export interface OperationRequest {
  readonly trade: PaidTrade
  /** TWD whole dollars to move now. */
  readonly amount: Twd
  /** What this shop has captured and given back by the gateway so far, by the ledger; what it transferred itself is in no gateway's books. */
  readonly captured: Twd
  readonly refunded: Twd
  /** Unique to this movement, the same when it is tried again. */
  readonly key: string
  /** When it was written down, before its first try. */
  readonly since: Date
  /** True when an earlier try may have reached the gateway: look before asking again. */
  readonly resumed: boolean
}

/** A captured trade, of which the gateway's own books are asked what is left. */
export type BalanceRequest = Pick<OperationRequest, "trade" | "captured">

/**
 * TWD that are left of a captured trade by the gateway's own books; `authorized` where they have it as authorised only, so that nobody
 * has asked the bank for the money yet. Null where they do not tell, or do not yet.
 */
export type Balance = Twd | "authorized" | null

export interface Outcome {
  /** `queued`: accepted, to be done by the gateway later. */
  readonly state: "done" | "queued"
  readonly code: string
  readonly message: string
  readonly reference: string | null
  /** What the gateway was asked, step by step, for the ledger. */
  readonly steps: readonly string[]
  /** TWD of a refund that had less captured in place of giving back: they stand in no payout. */
  readonly uncaptured?: Twd
}

/** A movement that the gateway took on for later. */
export interface QueuedOperationRequest extends OperationRequest {
  /** When it was last asked for. */
  readonly since: Date
  readonly kind: "capture" | "void" | "refund"
  /** TWD of each other refund of this payment that is queued as well, part of `refunded`. None where it is left out. */
  readonly alsoQueued?: readonly Twd[]
  /** Whether an earlier refund of this payment, or an earlier try of this one, was not carried out: what the gateway tells may be of that. */
  readonly hadFailed?: boolean
}

/** `refused`: the gateway did not do it after all. */
export interface QueuedOperationStatus {
  readonly state: "queued" | "done" | "refused"
  /** The vendor's code and text, verbatim. */
  readonly code: string
  readonly message: string
}
