import type { LocalText } from "../../toolkit/text"
import type { SessionState } from "../session-rules"

/** What a shopper reads, by the state of the payment. */
export const SHOPPER_MESSAGES = {
  ready: { en: "The payment has not been started.", "zh-TW": "尚未開始付款。" },
  pending: {
    en: "We are waiting for the payment result. This page updates itself; please do not pay again.",
    "zh-TW": "正在等待付款結果，此頁面會自動更新，請勿重複付款。",
  },
  awaiting: { en: "Please pay before the deadline with the details below.", "zh-TW": "請於期限內依下列資訊完成繳費。" },
  paid: { en: "Thank you, your payment has arrived.", "zh-TW": "謝謝您，我們已收到款項。" },
  failed: {
    en: "The payment did not go through and you were not charged. You can try again or choose another method.",
    "zh-TW": "付款未完成，並未扣款。您可以再試一次，或改用其他付款方式。",
  },
  expired: { en: "The deadline has passed. Please place the order again.", "zh-TW": "繳費期限已過，請重新下單。" },
  canceled: { en: "This order was cancelled.", "zh-TW": "此訂單已取消。" },
  held: {
    en: "Your money has arrived, but the order could not be completed. The shop has been updated and will contact you.",
    "zh-TW": "款項已收到，但訂單未能完成。商店已收到通知，將盡快與您聯繫。",
  },
  replaced: {
    en: "This number was replaced by another payment. Please do not pay it.",
    "zh-TW": "此繳費資訊已由其他付款方式取代，請勿再繳費。",
  },
  refunded: { en: "This payment was refunded.", "zh-TW": "此筆款項已退款。" },
} as const satisfies Record<SessionState, LocalText>

/** What a shopper reads whose order was changed while its number is awaited. */
export function changedMessage(asked: number): LocalText {
  return {
    en: `The order was changed and is now ${asked} TWD. Please get a new number for this amount.`,
    "zh-TW": `訂單內容已變更，應付金額為 ${asked} 元，請重新取得繳費資訊。`,
  }
}
