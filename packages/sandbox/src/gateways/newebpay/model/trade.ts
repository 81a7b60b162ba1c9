import { digitsOf } from "../../../core/taipei.js"
import type { Fields, Result } from "../wire/codec.js"
import type { Account } from "./accounts.js"
import type { CardPayment, EnteredCard } from "./cards.js"
import type { Closing } from "./closing.js"
import type { Method } from "./methods.js"
import type { Outcome } from "./outcome.js"
import type { Voucher } from "./vouchers.js"

/**
 * open: the page is shown · submitted: the buyer has begun, the bank or wallet has not answered · issued: a number
 * waits for money · paid · failed: a card was declined, which ends the order · expired: the number ran out · left: the
 * page's time was over
 */
export type TradeState = "open" | "submitted" | "issued" | "paid" | "failed" | "expired" | "left"

/** One order at NewebPay, from its form to the last refund. */
export interface Trade {
  tradeNo: string
  token: string
  account: Account
  /** TradeInfo as it was sent. */
  order: Fields
  gcm: boolean
  amount: number
  createdAt: Date
  language: "zh" | "en"
  state: TradeState
  /** Where the buyer stands on NewebPay's pages. */
  step: "choosing" | "method" | "otp" | "result"
  method: Method | null
  submittedAt: Date | null
  paidAt: Date | null
  /** The code of the last failure. */
  failure: string | null
  /** The newest outcome as it was told: what 補觸發 tells again. */
  outcome: Outcome | null
  /** The bank's silence: neither paid nor failed yet. */
  silent: boolean
  entered: EnteredCard | null
  otpTries: number
  card: CardPayment | null
  closing: Closing | null
  voucher: Voucher | null
  /** What only some methods tell: the payer's bank, a wallet's discount, a rate. */
  particulars: Result
}

/** Every trade by its names. A used MerchantOrderNo is used for ever. */
export class TradeBook {
  #trades: Trade[] = []
  #serial = 10_000

  all(): Trade[] {
    return [...this.#trades]
  }

  add(trade: Trade): void {
    this.#trades.push(trade)
  }

  byTradeNo(tradeNo: string): Trade | undefined {
    return this.#trades.find((trade) => trade.tradeNo === tradeNo)
  }

  byToken(token: string): Trade | undefined {
    return this.#trades.find((trade) => trade.token === token)
  }

  byOrderNo(merchantId: string, orderNo: string): Trade | undefined {
    return this.#trades.find(({ account, order }) => {
      return account.merchantId === merchantId && order.MerchantOrderNo === orderNo
    })
  }

  /** `yyMMddHHmmss` and five digits, as recorded. */
  nextTradeNo(at: Date): string {
    this.#serial = (this.#serial % 89_999) + 10_001
    return `${digitsOf(at).slice(2)}${this.#serial}`
  }

  clear(): void {
    this.#trades = []
  }
}
