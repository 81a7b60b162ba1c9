import { DAY } from "../../../../core/taipei.js"
import { refundedTotal } from "../../model/non-card-refund.js"
import type { Payuni } from "../../model/payuni.js"
import type { Trade } from "../../model/trade.js"
import { transfer } from "../../payments-transfer.js"
import { PayuniRefusal } from "../../wire/codes.js"
import { dashDate } from "../../wire/dates.js"
import { amountOf, type Call, type Done, tradeOf } from "../calls.js"

const REFUND_DAYS = 180
/** The buyer's bank account and its holder. The codes are assumed: the page was not captured. */
const ACCOUNT_RULES: readonly (readonly [field: string, code: string, pattern: RegExp])[] = [
  ["PaymentType", "REFUND02011", /^[23]$/],
  ["BankCode", "REFUND02012", /^\d{3}$/],
  ["BankSubCode", "REFUND02013", /^\d{4}$/],
  ["BankAccountNo", "REFUND02014", /^\d{6,16}$/],
  ["UID", "REFUND02015", /^([A-Z][A-Z0-9]\d{8}|\d{8})$/],
]

/** 非信用卡退款轉匯: refunds a payment by ATM or at a store to a bank account. */
export function refundByTransfer(payuni: Payuni, call: Call): Done {
  const trade = tradeOf(payuni, call)
  for (const [field, code, pattern] of ACCOUNT_RULES) {
    if (!pattern.test(call.inner[field] ?? "")) throw new PayuniRefusal(code, `${field}，格式錯誤`)
  }
  const amount = amountOf(call.inner.RefundAmt, "REFUND02010")
  checkTrade(payuni, trade, call.inner.PaymentType ?? "", amount)
  const date = transfer(payuni, trade, amount, call.inner.NotifyURL ?? "")
  const fields = { MerID: trade.account.merId, TradeNo: trade.tradeNo, EstimatedRefundDate: date }
  return { message: "退款申請成功", fields }
}

function checkTrade({ core }: Payuni, trade: Trade, paymentType: string, amount: number): void {
  const { tool, state, paidAt, nonCardRefunds } = trade
  if (tool?.paymentType !== paymentType || state !== "paid" || !paidAt) throw new PayuniRefusal("REFUND03001")
  if (core.clock.now().getTime() - paidAt.getTime() > REFUND_DAYS * DAY) {
    throw new PayuniRefusal("REFUND03002", "退款失敗，已超過可退款期限")
  }
  if (refundedTotal(nonCardRefunds) + amount > trade.amount) {
    throw new PayuniRefusal("REFUND04005", "退款失敗，退款金額大於可退款金額")
  }
}

/** 取消退款: on the same day, before the bank has begun. */
export function cancelTransfer(payuni: Payuni, call: Call): Done {
  const trade = tradeOf(payuni, call)
  const refund = trade.nonCardRefunds.at(-1)
  const today = refund && dashDate(refund.at) === dashDate(payuni.core.clock.now())
  if (refund?.status !== "1" || !today) throw new PayuniRefusal("REFUND03003", "取消失敗，無可取消之退款")
  refund.status = "3"
  return { message: "取消退款成功", fields: { MerID: trade.account.merId, TradeNo: trade.tradeNo } }
}
