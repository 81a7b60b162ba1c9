import type { CloseType } from "../model/card.js"
import type { Payuni } from "../model/payuni.js"
import { cancelAuthorisation, closeCard } from "../payments-card.js"
import { PayuniRefusal } from "../wire/codes.js"
import { amountOf, type Call, type Done, tradeOf } from "./calls.js"

const TYPES: readonly CloseType[] = ["1", "2", "-1", "-2"]

/** 請退款 (#39). The amount is not echoed. */
export function closeTrade(payuni: Payuni, call: Call): Done {
  const trade = tradeOf(payuni, call)
  const type = TYPES.find((each) => each === call.inner.CloseType)
  if (!type) throw new PayuniRefusal("CLOSE02008", "請退款類型，格式錯誤")
  const amount = type === "1" || type === "2" ? amountOf(call.inner.TradeAmt, "CLOSE02010") : 0
  closeCard(payuni, trade, type, amount)
  const fields = { MerID: trade.account.merId, TradeNo: trade.tradeNo, CloseType: type }
  return { message: "處理成功", fields }
}

/** 取消授權 (#40). */
export function cancelTrade(payuni: Payuni, call: Call): Done {
  const trade = tradeOf(payuni, call)
  cancelAuthorisation(trade)
  return { message: "取消授權成功", fields: { MerID: trade.account.merId, TradeNo: trade.tradeNo } }
}
