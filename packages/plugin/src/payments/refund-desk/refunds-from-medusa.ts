import type { MedusaContainer } from "@medusajs/framework/types"
import type { LocalText } from "../../toolkit/text"
import { contextOf } from "../context"
import { setDesk, type Unrefundable } from "../operations/ask-desk"
import { refundDeskOf } from "../refund-desk-options"
import { whoAskedMedusa } from "../staff/actor"
import { requestOnce } from "./begin-request"

/** A refund that is pressed in Medusa's own pages, and that no API makes, begins a request from now on. */
export function takeRefundsFromMedusa(container: MedusaContainer): void {
  setDesk(contextOf(container).db, async (wanted) => (refundDeskOf(container) ? beginFor(container, wanted) : null))
}

async function beginFor(container: MedusaContainer, { attemptId, amount, key }: Unrefundable): Promise<LocalText> {
  const actor = await whoAskedMedusa(container, "refund", key)
  const { id, cause } = await requestOnce(container, attemptId, { amount, cause: key }, actor)
  return cause === key ? begun(id, amount) : standing(id, amount)
}

function begun(id: string, amount: number): LocalText {
  return {
    en: `Refund request ${id} is begun: the buyer is asked by a link for the account that ${amount} TWD go to. Nothing has gone back yet; Medusa books the refund once the bank has sent it (Taiwan payments › Refunds).`,
    "zh-TW": `已建立退款申請 ${id}，以連結請買家提供收款帳戶，金額 NT$${amount}。款項尚未退還，銀行匯出後 Medusa 會自動入帳（台灣金流 › 退款處理）`,
  }
}

function standing(id: string, amount: number): LocalText {
  return {
    en: `Refund request ${id} asks for ${amount} TWD of this payment already (Taiwan payments › Refunds). For one more of the same amount, use "Ask for account" in the order.`,
    "zh-TW": `退款申請 ${id} 已在處理這筆付款的 NT$${amount}（台灣金流 › 退款處理）。若要再退相同金額，請在訂單頁按「索取帳戶」`,
  }
}
