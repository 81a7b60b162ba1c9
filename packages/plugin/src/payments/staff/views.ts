import type { Exchange } from "../../modules/ledger/exchanges"
import type { Notice } from "../../modules/ledger/inbox"
import type { LedgerEvent } from "../../modules/ledger/reader"
import type { Alarm, Attempt, Operation } from "../../modules/ledger/records"
import type { Awaited, Sums as LedgerSums } from "../../modules/ledger/sums"
import type { LocalText } from "../../toolkit/text"

/** What staff see. Amounts in TWD whole dollars. */

export interface OrderRef {
  readonly id: string
  readonly display_id: number
  readonly status: string
}

/** Who buys, as Medusa knows them now. */
export interface Buyer {
  readonly name: string | null
  readonly email: string | null
  readonly phone: string | null
  /** Of Medusa's customer, a guest's too; null when Medusa has deleted it. */
  readonly customer_id: string | null
}

/** What Medusa has for the same payment session. */
export interface MedusaSide {
  readonly order: OrderRef | null
  /** `rest`: captured and not refunded, as Medusa counts it. */
  readonly payment: { readonly id: string; readonly amount: number; readonly rest: number } | null
  /** What is asked of the buyer now, where the order was changed since the attempt was opened; else null. */
  readonly asked: number | null
  /** Whether Medusa's payment is this very trade; if not, its money has no home there. */
  readonly matched: boolean
  /** By the order, else by the cart. */
  readonly buyer: Buyer | null
}

export interface AttemptView extends Omit<Attempt, "return_url" | "version"> {
  readonly gateway_name: LocalText
  readonly method_name: LocalText
  readonly order: OrderRef | null
  readonly buyer: Buyer | null
  readonly open_alarms: number
}

export interface AlarmView extends Alarm {
  readonly attempt: AttemptView | null
  readonly order: OrderRef | null
  readonly refund: RefundAction | null
  readonly refund_by_hand: ManualRefundAction | null
  readonly book_difference: Actions["book_difference"]
  readonly capture_in_order: Actions["capture_in_order"]
  /** The payment that its order was paid by, where it was paid twice. */
  readonly twin: { readonly id: string; readonly trade_no: string } | null
  /** The gateway's own back office. */
  readonly portal: string | null
  /** Whether Medusa has a payment for the money. */
  readonly matched: boolean
}

/** What staff can do about an attempt now; null for what cannot be done. */
export interface Actions {
  readonly query: { readonly again_at: Date | null } | null
  readonly refund: RefundAction | null
  readonly refund_in_order: { readonly order_id: string; readonly payment_id: string } | null
  readonly refund_by_hand: ManualRefundAction | null
  /** Asking the buyer for the account that it goes back to. */
  readonly refund_request: { readonly up_to: number } | null
  /** Taking what is authorised for an order, or letting it go by cancelling the order: as Medusa's own pages do. */
  readonly capture_in_order: {
    readonly order_id: string
    readonly payment_id: string
    readonly amount: number
    readonly can_release: boolean
  } | null
  /** Booking what the gateway gave back by itself. */
  readonly book_difference: { readonly amount: number } | null
  /** Recording that the order of an awaited number was paid in another way. */
  readonly paid_otherwise: { readonly up_to: number } | null
}

/**
 * Giving back money that Medusa has no payment for, or whose order is cancelled. `release`: the card is only reserved, and is
 * let go whole. `capture`: the gateway had taken a capture on and did not carry it out; it is asked for again.
 */
export interface RefundAction {
  readonly kind: "refund" | "release" | "capture"
  readonly up_to: number
  readonly whole: boolean
}

export interface ManualRefundAction {
  readonly up_to: number
  /** Present where the gateway has no API for it, so that this is the way. */
  readonly advice: LocalText | null
}

/** With the gateway's code in the merchant's words, where its table has it. */
export type Explained<Row> = Row & { readonly meaning: LocalText | null }

export interface AttemptDetail {
  readonly attempt: AttemptView
  readonly medusa: MedusaSide
  readonly events: readonly Explained<LedgerEvent>[]
  readonly operations: readonly Explained<Operation>[]
  readonly alarms: readonly Alarm[]
  readonly actions: Actions
  /** TWD that open requests of the refund desk ask for. */
  readonly requested: number
  /** The gateway's own back office. */
  readonly portal: string | null
}

/** What came of asking the gateway. */
export interface QueryAnswer {
  readonly outcome: "answered" | "silent" | "too soon"
  /** The gateway's own words. */
  readonly answer: Explained<{ readonly state: string; readonly code: string; readonly message: string }> | null
  readonly problem: LocalText | null
  readonly again_at: Date | null
  /** TWD that the gateway gave back and the ledger does not know of, negative where it gave back less; null where it was not asked. */
  readonly difference: number | null
}

interface Choice {
  readonly value: string
  readonly name: LocalText
}

/** What the list can be narrowed to. */
export interface Choices {
  readonly gateways: readonly Choice[]
  readonly methods: readonly Choice[]
  readonly merchants: readonly { readonly value: string; readonly gateway: LocalText; readonly environment: string }[]
}

export interface Sums extends LedgerSums {
  /** After refunds and the fees that are known. */
  readonly net: number
  /** Of all attempts that have ended, 0 to 1; null where none has. */
  readonly success_rate: number | null
}

export interface SumsOfDay extends Sums {
  /** A day in Taipei, `YYYY-MM-DD`. */
  readonly day: string
}

export interface SumsOfGateway extends Sums {
  readonly gateway: string
  readonly gateway_name: LocalText
}

export interface SumsOfMethod extends SumsOfGateway {
  readonly method: string
  readonly method_name: LocalText
}

/** How often a gateway declined for one reason. */
export interface Decline {
  readonly gateway_name: LocalText
  /** Empty where the gateway gave none. */
  readonly code: string
  readonly meaning: LocalText | null
  readonly count: number
}

/** What came of the attempts that began within whole days of Taipei. */
export interface Period {
  /** The first and the last day, both within, `YYYY-MM-DD`. */
  readonly first: string
  readonly last: string
  readonly total: Sums
  /** Every day, also those of which nothing is told. */
  readonly days: readonly SumsOfDay[]
}

export interface Overview extends Period {
  readonly gateways: readonly SumsOfGateway[]
  readonly methods: readonly SumsOfMethod[]
  /** The most frequent first. */
  readonly declines: readonly Decline[]
  /** As many days as these, right before them. */
  readonly before: Period
  /** What is awaited now, whenever it was begun. */
  readonly awaited: Awaited
  /** Whether there were more attempts than could be looked at for this filter: the newest are summed up. */
  readonly cut: boolean
}

/** A message that came in, and what can be done about it. */
export interface NoticeView extends Explained<Omit<Notice, "trade">> {
  readonly gateway_name: LocalText
  readonly attempt: AttemptView | null
  /** Whether it was verified, so that it can be judged again. */
  readonly can_replay: boolean
  readonly query: Actions["query"]
}

export interface Notices {
  readonly notices: readonly NoticeView[]
  readonly has_more: boolean
}

/** What came of taking a notice in again. */
export interface Replayed {
  readonly verdict: string
  readonly attempt_id: string | null
  /** Whether the payment stands otherwise now than before. */
  readonly changed: boolean
}

export interface ExchangeView extends Exchange {
  readonly gateway_name: LocalText
  readonly attempt: AttemptView | null
}

export interface Exchanges {
  readonly exchanges: readonly ExchangeView[]
  readonly has_more: boolean
}
