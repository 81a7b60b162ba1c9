import { payableOrderOf } from "../../../../../../payments/links/payable-order"
import { linkOf } from "../../../../../../payments/payment-link"
import { PaymentError } from "../../../../../../toolkit/payment-error"
import { inHttpTerms } from "../../../http-terms"

/** A link by which the buyer pays what is left of an order. Making one changes nothing, and what it asks is decided when it is opened. */
export const POST = inHttpTerms(async ({ scope, params }, response) => {
  const id = params.id ?? ""
  const payable = await payableOrderOf(scope, id)
  if (payable?.kind !== "owed") throw new PaymentError("refused", WHY_NOT[payable?.kind ?? "unknown"])
  const { amount, why } = payable
  response.json({ ...(await linkOf(scope, id)), amount, why })
})

const WHY_NOT = {
  paid: { en: "Nothing is left to pay of this order.", "zh-TW": "這張訂單已無待付金額。" },
  canceled: { en: "This order is cancelled.", "zh-TW": "這張訂單已取消。" },
  draft: {
    en: "This draft has nothing to pay in it yet, or is being edited: confirm or cancel the edit first.",
    "zh-TW": "這張草稿訂單還沒有應付金額，或正在編輯：請先確認或取消編輯。",
  },
  "ask the shop": {
    en: "What Medusa says is left of this order is not what the ledger says, for example after a refund or beside a second payment, or none of the region's methods takes it here.",
    "zh-TW": "Medusa 與帳本記載的待付金額不一致（例如退款後，或另有一筆付款），或此地區沒有可用的付款方式。",
  },
  unknown: { en: "There is no such order in TWD.", "zh-TW": "查無這張新台幣訂單。" },
}
