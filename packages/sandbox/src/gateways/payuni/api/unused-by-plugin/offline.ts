import { DAY } from "../../../../core/taipei.js"
import { notify } from "../../messages/notices.js"
import { type Giving, givenBack } from "../../model/giving.js"
import type { Payuni } from "../../model/payuni.js"
import type { Trade } from "../../model/trade.js"
import type { Fields } from "../../wire/codec.js"
import { PayuniRefusal } from "../../wire/codes.js"
import { dashDate } from "../../wire/dates.js"
import { amountOf, type Call, type Done, tradeOf } from "../calls.js"

const REFUND_DAYS = 180
const TRANSFER_DAYS = 3

/** The buyer's bank account, and who holds it. Codes are ours: the page was not captured. */
const ACCOUNT_RULES: readonly (readonly [field: string, code: string, pattern: RegExp])[] = [
  ["PaymentType", "REFUND02011", /^[23]$/],
  ["BankCode", "REFUND02012", /^\d{3}$/],
  ["BankSubCode", "REFUND02013", /^\d{4}$/],
  ["BankAccountNo", "REFUND02014", /^\d{6,16}$/],
  ["UID", "REFUND02015", /^([A-Z][A-Z0-9]\d{8}|\d{8})$/],
]

/** 非信用卡退款轉匯: what was paid by ATM or at a store goes to a bank account. */
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
  const { tool, state, paidAt, givings } = trade
  if (tool?.paymentType !== paymentType || state !== "paid" || !paidAt) throw new PayuniRefusal("REFUND03001")
  if (core.clock.now().getTime() - paidAt.getTime() > REFUND_DAYS * DAY) {
    throw new PayuniRefusal("REFUND03002", "退款失敗，已超過可退款期限")
  }
  if (givenBack(givings) + amount > trade.amount) {
    throw new PayuniRefusal("REFUND04005", "退款失敗，退款金額大於可退款金額")
  }
}

/** Answers the day on which the money should be there. */
function transfer(payuni: Payuni, trade: Trade, amount: number, notifyUrl: string): string {
  const at = payuni.core.clock.now()
  const refundNo = `R${trade.tradeNo}${trade.givings.length + 1}`
  const giving: Giving = { refundNo, amount, at, status: "1", notifyUrl }
  trade.givings.push(giving)
  const days = payuni.settings.transfers === "immediate" ? 0 : TRANSFER_DAYS
  const due = new Date(at.getTime() + days * DAY)
  payuni.core.clock.schedule(due, () => finishTransfer(payuni, trade, giving, true))
  return dashDate(due)
}

/** The bank has transferred it, or could not; RefundStatus 1 or 2. */
export function finishTransfer(payuni: Payuni, trade: Trade, giving: Giving, done: boolean): void {
  if (giving.status !== "1") return
  giving.status = done ? "2" : "3"
  notify(payuni, trade, transferNotice(trade, giving, done, dashDate(payuni.core.clock.now())), giving.notifyUrl)
}

function transferNotice(
  { account, merTradeNo, tradeNo, tool }: Trade,
  giving: Giving,
  done: boolean,
  day: string,
): Fields {
  return {
    Status: "SUCCESS",
    Message: done ? "退款成功" : "退款失敗",
    MerID: account.merId,
    MerTradeNo: merTradeNo,
    TradeNo: tradeNo,
    PaymentType: tool?.paymentType ?? "",
    RefundAmt: String(giving.amount),
    RefundStatus: done ? "1" : "2",
    BankDate: day,
  }
}

/** 取消退款: on the same day, while the bank has not begun. */
export function cancelTransfer(payuni: Payuni, call: Call): Done {
  const trade = tradeOf(payuni, call)
  const giving = trade.givings.at(-1)
  const today = giving && dashDate(giving.at) === dashDate(payuni.core.clock.now())
  if (giving?.status !== "1" || !today) throw new PayuniRefusal("REFUND03003", "取消失敗，無可取消之退款")
  giving.status = "3"
  return { message: "取消退款成功", fields: { MerID: trade.account.merId, TradeNo: trade.tradeNo } }
}
