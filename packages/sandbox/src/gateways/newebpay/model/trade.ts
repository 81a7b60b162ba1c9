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
 * waits for payment · paid · failed: a card was declined, which ends the order · expired: the number expired · left: the
 * page timed out
 */
export type TradeState = "open" | "submitted" | "issued" | "paid" | "failed" | "expired" | "left"

/** One order at NewebPay, from its form to the last refund. */
export interface Trade {
  tradeNo: string
  token: string
  account: Account
  /** TradeInfo as sent. */
  order: Fields
  gcm: boolean
  amount: number
  createdAt: Date
  language: "zh" | "en"
  state: TradeState
  /** The buyer's step on NewebPay's pages. */
  step: "choosing" | "method" | "otp" | "result"
  method: Method | null
  submittedAt: Date | null
  paidAt: Date | null
  /** The code of the last failure. */
  failure: string | null
  /** The latest outcome sent, which 補觸發 sends again. */
  outcome: Outcome | null
  /** The bank has not answered: neither paid nor failed yet. */
  silent: boolean
  entered: EnteredCard | null
  otpTries: number
  card: CardPayment | null
  closing: Closing | null
  voucher: Voucher | null
  /** Fields that only some methods report: the payer's bank, a wallet's discount, a rate. */
  particulars: Result
}

/** All trades by their identifiers. A used MerchantOrderNo stays used. */
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
