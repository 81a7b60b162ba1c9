import { digitsOf } from "../../../core/taipei.js"
import type { Fields } from "../wire/codec.js"
import type { Account } from "./accounts.js"
import type { CardPayment } from "./card-ledger.js"
import type { Contract } from "./contract.js"
import type { Method } from "./methods.js"
import type { Voucher } from "./vouchers.js"

/**
 * open: created, not paid yet · issued: a number waits for payment · applied: BNPL application under review ·
 * pending: 10300066 · paid · failed: last attempt declined, may be retried · expired · left: abandoned by the buyer
 */
export type TradeState = "open" | "issued" | "applied" | "pending" | "paid" | "failed" | "expired" | "left"

/** One order at ECPay, from create order to the last refund. */
export interface Trade {
  tradeNo: string
  token: string
  account: Account
  /** The platform whose keys sign, where the order named one. */
  platform: Account | null
  order: Fields
  amount: number
  createdAt: Date
  language: "zh" | "en"
  state: TradeState
  /** The buyer's step on ECPay's pages. */
  step: "choosing" | "method" | "otp" | "done"
  method: Method | null
  paymentType: string
  paidAt: Date | null
  failure: string | null
  otpTries: number
  /** What the buyer entered before 3-D: the card and the chosen instalments. */
  entered: { card: string; installment: string; redeem: boolean } | null
  voucher: Voucher | null
  card: CardPayment | null
  contract: Contract | null
  /** Details that only some methods have: the payer's bank, a wallet's number, a BNPL application. */
  particulars: Fields
}

/** All trades by their three identifiers. None is ever removed: a used MerchantTradeNo stays used. */
export class TradeBook {
  #byTradeNo = new Map<string, Trade>()
  #byToken = new Map<string, Trade>()
  #byReference = new Map<string, Trade>()
  #serial = 1000

  all(): Trade[] {
    return [...this.#byTradeNo.values()]
  }

  add(trade: Trade): void {
    this.#byTradeNo.set(trade.tradeNo, trade)
    this.#byToken.set(trade.token, trade)
    this.#byReference.set(referenceKey(trade.account.merchantId, trade.order.MerchantTradeNo ?? ""), trade)
  }

  byTradeNo(tradeNo: string): Trade | undefined {
    return this.#byTradeNo.get(tradeNo)
  }

  byToken(token: string): Trade | undefined {
    return this.#byToken.get(token)
  }

  byReference(merchantId: string, merchantTradeNo: string): Trade | undefined {
    return this.#byReference.get(referenceKey(merchantId, merchantTradeNo))
  }

  /** `yyMMddHHmmss` of creation and four digits, as recorded messages show it. */
  nextTradeNo(at: Date): string {
    this.#serial = (this.#serial % 9999) + 1
    return `${digitsOf(at).slice(2)}${String(this.#serial).padStart(4, "0")}`
  }

  clear(): void {
    this.#byTradeNo.clear()
    this.#byToken.clear()
    this.#byReference.clear()
  }
}

function referenceKey(merchantId: string, merchantTradeNo: string): string {
  return `${merchantId} ${merchantTradeNo}`
}

/** The account whose keys sign this trade's messages. */
export function signerOf(trade: Trade): Account {
  return trade.platform ?? trade.account
}
