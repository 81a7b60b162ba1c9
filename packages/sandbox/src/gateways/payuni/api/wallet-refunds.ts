import { refundedTotal } from "../model/non-card-refund.js"
import type { Payuni } from "../model/payuni.js"
import type { ToolId } from "../model/tools.js"
import type { Trade } from "../model/trade.js"
import { PayuniRefusal } from "../wire/codes.js"
import { dashDateTime } from "../wire/dates.js"
import { amountOf, type Call, type Done, tradeOf } from "./calls.js"

/** Wallets that refund only in full. */
const WHOLE_ONLY: readonly ToolId[] = ["ICash"]

/** 退款 of one wallet's payments (#11.4 of the digest). */
export function refundOf(tool: ToolId): (payuni: Payuni, call: Call) => Done {
  return (payuni, call) => {
    const trade = tradeOf(payuni, call)
    if (trade.tool?.id !== tool || trade.state !== "paid") throw new PayuniRefusal("REFUND03001")
    if (!trade.account.refunds) throw new PayuniRefusal("REFUND01007", "商店退款功能已受限制")
    const amount = amountOf(call.inner.TradeAmt, "REFUND02010")
    checkAmount(trade, amount, WHOLE_ONLY.includes(tool))
    return recordRefund(payuni, trade, amount)
  }
}

function checkAmount({ amount: paid, nonCardRefunds }: Trade, amount: number, wholeOnly: boolean): void {
  const before = refundedTotal(nonCardRefunds)
  if (before + amount > paid) {
    throw new PayuniRefusal("REFUND04005", `退款失敗，退款金額($${amount})，訂單金額($${paid})，目前已退款($${before})`)
  }
  if (wholeOnly && amount !== paid) throw new PayuniRefusal("REFUND04005", "退款失敗，僅可全額退款")
}

function recordRefund({ core }: Payuni, trade: Trade, amount: number): Done {
  const at = core.clock.now()
  const refundNo = `R${trade.tradeNo}${trade.nonCardRefunds.length + 1}`
  trade.nonCardRefunds.push({ refundNo, amount, at, status: "2", notifyUrl: "" })
  const { account, tradeNo } = trade
  const receipt = { RefundNo: refundNo, RefundDT: dashDateTime(at), RefundAmt: String(amount) }
  return { message: "退款成功", fields: { MerID: account.merId, TradeNo: tradeNo, ...receipt } }
}
