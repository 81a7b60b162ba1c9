import type { Conversation } from "./conversation"
import type { Environment } from "./environment"
import type { Redaction } from "./redact"
import type { LocalText } from "./text"
import type { TradeNumberRule } from "./trade-number"
import type { Twd } from "./twd"
import type { VaultKey } from "./vault"
import type { Verified } from "./verified"
import type { Voucher } from "./voucher"

/** A gateway as data: what it is called, what it offers, how an account of it is opened. */
export interface GatewayKind {
  /** Lower case, the folder's name: `ecpay`. */
  readonly id: string
  readonly name: LocalText
  readonly methods: readonly Method[]
  /**
   * Opens one merchant account.
   * @throws PaymentError `config` that lists every problem of the options at once.
   */
  open(options: unknown): OpenedGateway
}

/** The options every gateway has, and the gateway opened with its own. */
export interface OpenedGateway {
  readonly shop: ShopOptions
  readonly gateway: Gateway
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
  readonly capture: "at once" | "full" | "partial"
  /** What the gateway's API can give back. `by hand`: nothing, staff must do it, as `refundAdvice` says. */
  readonly refund: "partial" | "full" | "by hand"
  readonly refundAdvice?: LocalText
  /** Whether its cards can be kept for the next purchase. */
  readonly keepsCards?: true
  /** Minutes of silence after which the gateway may be asked about a departed buyer. */
  readonly quietMinutes: number
}

/** One merchant account of one gateway. All of it is pure: no I/O, no clock, no chance. */
export interface Gateway {
  readonly id: string
  readonly merchant: string
  readonly environment: Environment
  readonly tradeNumber: TradeNumberRule
  readonly redaction: Redaction
  readonly pace: Pace
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
  readonly gate?: Gate
  /** Absent: cannot be done. */
  readonly capture?: (request: MoneyRequest, moment: Moment) => Conversation<Outcome>
  readonly void?: (request: MoneyRequest, moment: Moment) => Conversation<Outcome>
  readonly refund?: (request: MoneyRequest, moment: Moment) => Conversation<Outcome>
  /** What became of a movement that was `queued`. Absent where none ever is. */
  readonly fate?: (request: QueuedRequest, moment: Moment) => Conversation<Fate>
  /** Absent where the gateway keeps no cards, or the account has no keys to seal them. */
  readonly cards?: CardKeeping
}

/** What one of the gateway's codes means, for the two who can act on it. */
export interface Explanation {
  readonly shopper: LocalText
  readonly merchant: LocalText
}

/** How often a gateway may be asked. */
export interface Pace {
  /** Seconds between two questions about the same trade. */
  readonly perTradeSeconds: number
  /** Questions a minute over all trades of the account. */
  readonly perMinute: number
  /**
   * Answers an hour of the kind "no such trade" that the account may collect, where more would lock it out. After them, trades
   * that the gateway never spoke of are left alone.
   */
  readonly absentPerHour?: number
}

/** What pure code cannot know by itself. */
export interface Moment {
  readonly now: Date
  /** A fresh random UUID at each call. */
  readonly nonce: () => string
}

export type Start =
  | { readonly kind: "form"; form(departure: Departure): Form }
  | { readonly kind: "redirect"; redirect(departure: Departure, moment: Moment): Conversation<Redirect> }
  | TokenStart

/** The vendor's script in the shop's own page makes a token, which is used once and kept nowhere. */
export interface TokenStart {
  readonly kind: "token"
  /**
   * What the shop's page needs to make a token: public, for the Store API shows it to everybody.
   * @throws PaymentError `unsupported` when the account does not offer the method.
   */
  browser(method: Method): Browser
  /** Charges once. An answer that does not tell the outcome is looked up, and is `pending` where that tells none either. */
  charge(departure: Departure, means: Means, moment: Moment): Conversation<Charge>
}

/** What pays: a token of the shop's page, whose card is kept if the customer wants it, or a card that was kept. */
export type Means =
  | { readonly kind: "token"; readonly token: string; readonly keep: boolean }
  | {
      readonly kind: "card"
      readonly secret: CardSecret
      /** Of the card's security code, where the page asked for it. */
      readonly token: string | null
    }

/** What the gateway wants to see again to charge a kept card. Sealed wherever it is kept, and never shown to a browser. */
export type CardSecret = Readonly<Record<string, string>>

/** A card that the gateway keeps for the shop. */
export interface KeptCard {
  readonly secret: CardSecret
  /** Lower case: `visa`. */
  readonly brand: string
  readonly last4: string
  /** `yyyy-MM` */
  readonly expiry: string
  /** The same for the same card; from it nothing of the card's number can be told. */
  readonly fingerprint: string
}

/** Cards kept for customers. */
export interface CardKeeping {
  /** Seal what is kept; the first seals, all open. */
  readonly keys: readonly VaultKey[]
  /** Keeps the card behind a token without a payment. @throws PaymentError `refused` */
  bind(method: Method, token: string, buyer: Buyer): Conversation<KeptCard>
  /** Forgets a card at the gateway; one that it does not know is forgotten. */
  forget(secret: CardSecret): Conversation<void>
}

export type Browser = Readonly<Record<string, string | number>>

/** Everything a buyer's departure to the gateway needs. */
export interface Departure {
  readonly tradeNo: string
  readonly method: Method
  readonly amount: Twd
  readonly at: Date
  readonly locale: "zh-TW" | "en"
  /** Cart lines as the buyer knows them; may not add up to `amount`, which alone is charged. */
  readonly items: readonly Item[]
  /** Deliveries, as lines of their own. */
  readonly shipping: readonly Item[]
  readonly buyer: Buyer
  /** The Medusa session, for the vendor's free reference field. */
  readonly sessionId: string
  readonly urls: DepartureUrls
}

/** As the cart or order has them; null where it has not. */
export interface Buyer {
  readonly email: string | null
  readonly name: string | null
  readonly phone: string | null
}

export interface Item {
  readonly title: string
  readonly quantity: number
  /** All of the line, taxes and discounts included, TWD; may have decimals where the shop's prices do. */
  readonly total: number
}

export interface DepartureUrls {
  /** Server notices. */
  readonly notify: string
  /** The browser's way back with a result. */
  readonly return: string
  /** The browser's way back without one. */
  readonly back: string
  /** Where the gateway asks its last question, if it has one. */
  readonly gate: string
}

export interface Form {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
}

export interface Redirect {
  readonly url: string
  readonly reference?: string
}

/** What became of a token: the result, or `pending` with the address at which the buyer goes on. */
export interface Charge {
  readonly trade: Trade
  readonly url: string | null
  /** Present where it was to be kept and the gateway keeps it; good once the trade is paid. */
  readonly card: KeptCard | null
}

/** A message as it arrived. */
export interface RawMessage {
  readonly body: Buffer
  readonly headers: Readonly<Record<string, string>>
  readonly query: string
}

export interface SignedNotice {
  readonly kind: "signed"
  /**
   * Proves that the gateway wrote the message.
   * @throws PaymentError `signature`, or `unreadable` when it is not a message at all.
   */
  verify(raw: RawMessage): Verified
  read(verified: Verified): Trade
  /** True where the browser brings the same signed messages on its way back; they are taken like those of the server. */
  readonly returns?: true
  /** The exact words the gateway takes for "received". */
  readonly ack: Reply
  /** Anything else makes it send again. */
  readonly refuse: Reply
}

/** An unsigned notice: it only says which trade to ask about. Acknowledged once the gateway has answered that. */
export interface HintNotice {
  readonly kind: "hint"
  tradeNo(raw: RawMessage): string | null
  readonly ack: Reply
  readonly refuse: Reply
}

/** "Is this order still wanted?", asked by the gateway's server. */
export interface Gate {
  tradeNo(raw: RawMessage): string | null
  readonly yes: Reply
  readonly no: Reply
}

export interface Reply {
  readonly status: number
  readonly type: string
  readonly body: string
}

/**
 * What a message says of a trade.
 * - `pending`: the gateway does not know yet · `issued`: a voucher was given out, no money
 * - `approved`: the buyer agreed, and nothing moves until the merchant confirms
 * - `authorized`: the card is reserved · `captured`: the money is the merchant's
 * - `failed`: declined · `absent`: the gateway has no such trade · `voided`, `refunded`: given back
 * - `unknown`: a code that is in no table; never success, never failure
 */
export type TradeState =
  | "pending"
  | "issued"
  | "approved"
  | "authorized"
  | "captured"
  | "failed"
  | "expired"
  | "absent"
  | "voided"
  | "refunded"
  | "unknown"

/** A verified message, in our words. */
export interface Trade {
  readonly tradeNo: string
  readonly merchant: string
  /** TWD whole dollars; null where the message carries none. */
  readonly amount: Twd | null
  readonly currency: "TWD"
  readonly state: TradeState
  /** The vendor's code and text, verbatim. */
  readonly code: string
  readonly message: string
  /** A test notice without money behind it. */
  readonly simulated: boolean
  /** The gateway's own number of the trade. */
  readonly reference: string | null
  readonly paidAt: Date | null
  readonly voucher: Voucher | null
  /** What staff want to see: card's first six and last four, authorisation code, fee … */
  readonly details: Details
  /** Every field of the message, for the ledger; redacted before it is kept. */
  readonly fields: Readonly<Record<string, string>>
}

export type Details = Readonly<Record<string, string>>

export interface TradeKey {
  readonly tradeNo: string
  readonly method: Method
  /** Charged, TWD whole dollars. */
  readonly amount: Twd
  readonly reference: string | null
  readonly departedAt: Date
  /** True when the voucher is already known and need not be asked for. */
  readonly voucherKnown: boolean
}

export interface PaidTrade extends TradeKey {
  readonly details: Details
}

/** A movement of money that the ledger has written down before it is asked for. */
export interface MoneyRequest {
  readonly trade: PaidTrade
  /** TWD whole dollars to move now. */
  readonly amount: Twd
  /** What this shop has captured and given back so far, by the ledger. */
  readonly captured: Twd
  readonly refunded: Twd
  /** Unique to this movement, the same when it is tried again. */
  readonly key: string
  /** When it was written down, before its first try. */
  readonly since: Date
  /** True when an earlier try may have reached the gateway: look before asking again. */
  readonly resumed: boolean
}

export interface Outcome {
  /** `queued`: accepted, to be done by the gateway later. */
  readonly state: "done" | "queued"
  readonly code: string
  readonly message: string
  readonly reference: string | null
  /** What the gateway was asked, step by step, for the ledger. */
  readonly steps: readonly string[]
}

/** A movement that the gateway took on for later. */
export interface QueuedRequest extends MoneyRequest {
  readonly kind: "capture" | "void" | "refund"
}

/** `refused`: the gateway did not do it after all. */
export interface Fate {
  readonly state: "queued" | "done" | "refused"
  /** The vendor's code and text, verbatim. */
  readonly code: string
  readonly message: string
}
