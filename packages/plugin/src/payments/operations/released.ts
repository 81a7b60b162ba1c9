import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { Attempt } from "../../modules/ledger/records"
import type { LocalText } from "../../toolkit/text"
import { alarmAbout, type PaymentContext, raiseAlarm } from "../context"
import { type PaymentSide, paymentSide } from "../medusa/operation-rows"
import { isOwedBeside, type OrderMoney, orderMoneyOf, withoutUnmatched } from "../order-money"

/**
 * Money that was only authorised and is let go, by whomever, pays nothing any more: Medusa's payment ends, so that what its order asks
 * can be paid anew, and staff are told of an order that stands without it. Medusa itself releases a card when more is asked of its
 * order: an edit, an exchange or a claim is enough.
 */
export async function followRelease(
  container: MedusaContainer,
  context: PaymentContext,
  attempt: Attempt,
): Promise<void> {
  await context.ledger.resolveAlarms(attempt.id, "voided", "not_applied", "not_released")
  const side = await paymentSide(context.db, attempt)
  if (!side) return
  const isStanding = side.order_id !== null && !side.order_canceled
  const money = isStanding ? await orderMoneyOf(context, attempt) : null
  if (isStanding && (money === null || isOwedBeside(attempt, withoutUnmatched(money))))
    await raiseAlarm(
      context,
      alarmAbout(attempt, "released_unpaid", detailOf(attempt, side, money), { order_id: side.order_id }),
    )
  if (money) await endCollection(container, attempt, money)
  if (!side.payment_canceled) await container.resolve(Modules.PAYMENT).cancelPayment(side.payment_id)
}

const ownOf = ({ payment_collection_id: own }: Attempt, { collections }: OrderMoney) =>
  collections.find(({ id }) => id === own)

/** Medusa would go on to call the order authorised. */
async function endCollection(container: MedusaContainer, attempt: Attempt, money: OrderMoney): Promise<void> {
  const own = ownOf(attempt, money)
  const isAlone = money.payments.every((each) => each.isCanceled || each.trade_no === attempt.trade_no)
  if (isAlone && own?.status === "authorized")
    await container
      .resolve(Modules.WORKFLOW_ENGINE)
      .run("cancel-payment-collection", { input: { payment_collection_id: own.id } })
}

/** Medusa puts another collection in the place of one whose order is changed; one that stands is of a cancellation that failed. */
function detailOf(attempt: Attempt, { order_id, payment_canceled }: PaymentSide, money: OrderMoney | null): LocalText {
  const { trade_no, amount } = attempt
  const isReplaced = money !== null && ownOf(attempt, money)?.status === "canceled"
  const [why, zhWhy] = !payment_canceled
    ? ["the gateway has let them go", "金流服務商已釋放額度"]
    : isReplaced
      ? ["Medusa has released them, since its order was changed", "因訂單變更，Medusa 已取消授權"]
      : ["Medusa has released them for a cancellation that failed", "Medusa 為取消訂單已取消授權，但訂單未能取消"]
  return {
    en: `The ${amount} TWD of trade ${trade_no} were only authorised, and ${why}. Order ${order_id} stands, and is owed.`,
    "zh-TW": `交易 ${trade_no} 的 ${amount} 元僅完成授權，${zhWhy}。訂單 ${order_id} 仍保留，款項待收。`,
  }
}
