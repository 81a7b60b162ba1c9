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
  paid: "Nothing is left to pay of this order.",
  canceled: "This order is cancelled.",
  draft: "This draft has nothing to pay in it yet, or is being edited: confirm or cancel the edit first.",
  "ask the shop":
    "What Medusa says is left of this order is not what the ledger says, for example after a refund or beside a second payment, or none of the region's methods takes it here.",
  unknown: "There is no such order in TWD.",
}
