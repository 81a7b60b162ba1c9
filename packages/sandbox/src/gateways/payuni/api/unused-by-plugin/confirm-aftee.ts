import type { Payuni } from "../../model/payuni.js"
import { PayuniRefusal } from "../../wire/codes.js"
import { dashDateTime } from "../../wire/dates.js"
import { amountOf, type Call, type Done, tradeOf } from "../calls.js"

/** AFTEE 交易確認: once, for the whole amount. */
export function confirmAftee(payuni: Payuni, call: Call): Done {
  const trade = tradeOf(payuni, call)
  if (trade.tool?.id !== "Aftee" || trade.state !== "paid") throw new PayuniRefusal("CONFIRM03001")
  const amount = amountOf(call.inner.TradeAmt, "CONFIRM02010")
  if (trade.confirmedAt) throw new PayuniRefusal("CONFIRM03005", "確認失敗，訂單已確認")
  if (amount !== trade.amount) throw new PayuniRefusal("CONFIRM03005", "確認失敗，確認金額不符合")
  trade.confirmedAt = payuni.core.clock.now()
  const { account, tradeNo, confirmedAt } = trade
  const receipt = { TradeAmt: String(amount), ConfirmDT: dashDateTime(confirmedAt) }
  return { message: "確認成功", fields: { MerID: account.merId, TradeNo: tradeNo, ...receipt } }
}
