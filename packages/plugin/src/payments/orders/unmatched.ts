import type { AlarmKind, Attempt, Unmatched } from "../../modules/ledger/records"
import type { LocalText } from "../../toolkit/text"
import { type OrderMoney, paidByOther } from "../order-money"

/** How applying one attempt ended: Medusa followed, a person has to, or its cart is busy elsewhere. */
export type Applied = Ended | { readonly busy: true }

interface Ended {
  readonly orderId: string | null
  readonly alarm?: Unmatched & AlarmKind
  readonly detail?: LocalText
}

/** Whether Medusa has followed. */
export function isApplied(applied: Applied): applied is Ended {
  return !("busy" in applied) && applied.alarm === undefined
}

const WHY: Readonly<Record<Unmatched, (wanted: number | null) => LocalText>> = {
  deleted_session: () => ({
    en: " for a payment session that no longer exists; the cart changed after the buyer had left.",
    "zh-TW": "，但付款階段已不存在：買家離開後購物車有變動。",
  }),
  second_payment: () => ({
    en: ", but its order is paid already by another trade.",
    "zh-TW": "，但訂單已由另一筆交易付清。",
  }),
  canceled_order: () => ({ en: " for an order that is cancelled.", "zh-TW": "，但訂單已取消。" }),
  wrong_amount: (wanted) => ({
    en: `, but the session is now about ${wanted} TWD.`,
    "zh-TW": `，但付款階段的金額已是 ${wanted} 元。`,
  }),
}

/** Money that no order can take, in words for staff; `wanted` is what is asked instead. */
export function unmatched(
  attempt: Attempt,
  why: Unmatched,
  wanted: number | null = null,
  money: OrderMoney | null = null,
): Ended {
  const { trade_no, amount } = attempt
  const words = WHY[why](wanted)
  const which = whichOrder(attempt, money)
  return {
    alarm: why,
    orderId: money?.order?.id ?? null,
    detail: {
      en: `Trade ${trade_no} brought ${amount} TWD${words.en}${which.en}`,
      "zh-TW": `交易 ${trade_no} 入帳 ${amount} 元${words["zh-TW"]}${which["zh-TW"]}`,
    },
  }
}

function whichOrder(attempt: Attempt, money: OrderMoney | null): LocalText {
  if (!money?.order) return { en: "", "zh-TW": "" }
  const { id } = money.order
  const twin = paidByOther(attempt, money)
  if (!twin) return { en: ` Order ${id}.`, "zh-TW": `訂單 ${id}。` }
  const { trade_no, gateway } = twin
  return {
    en: ` Order ${id} was paid by trade ${trade_no} (${gateway}).`,
    "zh-TW": `訂單 ${id} 由交易 ${trade_no}（${gateway}）付清。`,
  }
}
