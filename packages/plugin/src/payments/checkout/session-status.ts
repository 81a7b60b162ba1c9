import type { Voucher } from "../../toolkit/contract/voucher"
import type { LocalText } from "../../toolkit/text"
import type { SessionState } from "../session-rules"

/** What a storefront may know of a session: nothing personal, no secret. Amount in TWD whole dollars. */
export interface SessionStatus {
  readonly session_id: string
  readonly state: SessionState
  readonly amount: number
  /** What the order asks now, where it was changed while a number of another amount is awaited; else null. */
  readonly amount_asked: number | null
  readonly currency_code: "twd"
  readonly gateway: string
  readonly method: string
  readonly order_id: string | null
  /** The number that people know the order by. */
  readonly order_number: number | null
  /** The number of the payment that the buyer can quote to the shop: it stands in the gateway's records, and in the admin. */
  readonly reference: string | null
  readonly voucher: Voucher | null
  readonly message: LocalText
  readonly start_url: string | null
  readonly return_url: string
  /** Seconds after which asking again makes sense; null when nothing can change by itself. */
  readonly poll_after: number | null
}
