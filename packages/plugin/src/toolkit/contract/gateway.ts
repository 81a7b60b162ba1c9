import type { Environment } from "../environment"
import type { Redaction } from "../redact"
import type { LocalText } from "../text"
import type { TradeNumberRule } from "../trade-number"
import type { Conversation } from "./conversation"
import type { HintNotice, PreChargeCheck, SignedNotice } from "./notice"
import type { OperationRequest, Outcome, QueuedOperationRequest, QueuedOperationStatus } from "./operation"
import type { CardStorage } from "./saved-card"
import type { Start } from "./start"
import type { PaidTrade, Trade, TradeKey } from "./trade"

export type * from "./notice"
export type * from "./operation"
export type * from "./saved-card"
export type * from "./start"
export type * from "./trade"

/** A gateway as data: what it is called, what it offers, how an account of it is opened. */
export interface Gateway {
  /** Lower case, the folder's name: `ecpay`. */
  readonly id: string
  readonly name: LocalText
  readonly methods: readonly Method[]
  /**
   * Opens one merchant account.
   * @throws PaymentError `config` that lists every problem of the options at once.
   */
  openAccount(options: unknown): OpenedAccount
}

/** The options every gateway has, and the gateway opened with its own. */
export interface OpenedAccount {
  readonly shop: ShopOptions
  readonly account: MerchantAccount
}

export interface ShopOptions {
  /** Public address of the Medusa server, without a trailing slash. */
  readonly backendUrl: string
  /** Where buyers land after paying; its origin is the first of the allowed ones. */
  readonly returnUrl: string
  /** Origins to which a buyer may be sent back. */
  readonly storefrontOrigins: readonly string[]
  readonly rounding: "refuse" | "nearest"
  /** Limits of the merchant's own contract by method id, TWD whole dollars. */
  readonly limits: Readonly<Record<string, Partial<Limits>>>
}

export interface Limits {
  readonly min: number
  readonly max: number
}

/** One way to pay, its own provider in Medusa. */
export interface Method {
  /** Unique in its gateway: `credit`. */
  readonly id: string
  /** Medusa's provider identifier: `ecpay-credit`. Hyphens only, since the dashboard splits ids at underscores. */
  readonly identifier: string
  readonly name: LocalText
  /** The vendor's published limits, TWD whole dollars; a merchant's contract may differ. */
  readonly limits: Limits
  /** Present where the buyer pays later, with a code; money may be reported this long after the deadline. */
  readonly voucher?: { readonly graceHours: number }
  /** Whether a trade can be authorised first and captured later, and in part. */
  readonly capture: "immediate" | "full" | "partial"
  /** What the gateway's API can give back. `by hand`: nothing, staff must do it, as `refundAdvice` says. */
  readonly refund: "partial" | "full" | "manual"
  readonly refundAdvice?: LocalText
  /** Whether its cards can be kept for the next purchase. */
  readonly savesCards?: true
  /** Minutes of silence after which the gateway may be asked about a departed buyer. */
  readonly quietMinutes: number
}

/** One merchant account of one gateway. All of it is pure: no I/O, no clock, no chance. */
export interface MerchantAccount {
  readonly id: string
  readonly merchant: string
  readonly environment: Environment
  readonly tradeNumber: TradeNumberRule
  readonly redaction: Redaction
  readonly rateLimits: RateLimits
  readonly start: Start
  /** Null where the gateway's server never calls. */
  readonly notice: SignedNotice | HintNotice | null
  /** The gateway's code in words; null for a code that is in no table. */
  readonly explain?: (code: string) => Explanation | null
  /** Asks about one trade. */
  query(trade: TradeKey, moment: Moment): Conversation<Trade>
  /**
   * Completes a payment that the buyer approved, with our own amount. Resolves a lost or repeated confirm by looking.
   * Absent where the gateway needs none.
   */
  readonly confirm?: (trade: PaidTrade, moment: Moment) => Conversation<Trade>
  /** The gateway's last question before it takes the money, answered from our own record. Absent where it asks none. */
  readonly preChargeCheck?: PreChargeCheck
  /** Absent: cannot be done. */
  readonly capture?: (request: OperationRequest, moment: Moment) => Conversation<Outcome>
  readonly void?: (request: OperationRequest, moment: Moment) => Conversation<Outcome>
  readonly refund?: (request: OperationRequest, moment: Moment) => Conversation<Outcome>
  /** What became of a movement that was `queued`. Absent where none ever is. */
  readonly queuedOperationStatus?: (
    request: QueuedOperationRequest,
    moment: Moment,
  ) => Conversation<QueuedOperationStatus>
  /** Where the gateway tells only what became of its latest refund: no second one is asked for while one is queued. */
  readonly onlyLatestRefundTold?: true
  /** Absent where the gateway keeps no cards, or the account has no keys to seal them. */
  readonly savedCards?: CardStorage
}

/** What one of the gateway's codes means, for the two who can act on it. */
export interface Explanation {
  readonly shopper: LocalText
  readonly merchant: LocalText
}

/** How often a gateway may be asked. */
export interface RateLimits {
  /** Seconds between two questions about the same trade. */
  readonly perTradeSeconds: number
  /** Questions a minute over all trades of the account. */
  readonly perMinute: number
  /**
   * Answers an hour of the kind "no such trade" that the account may collect, where more would lock it out. After them, trades
   * that the gateway never spoke of are left alone.
   */
  readonly notFoundPerHour?: number
}

/** What pure code cannot know by itself. */
export interface Moment {
  readonly now: Date
  /** A fresh random UUID at each call. */
  readonly nonce: () => string
}
