import type { LocalText } from "../../toolkit/text"
import type { CartProblem } from "../medusa/cart-rows"
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

/** What a shopper reads whose card was let go, though the order stands. */
export const RELEASED: LocalText = {
  en: "The authorisation of your card has ended and you were not charged. Please ask the shop how to pay for your order.",
  "zh-TW": "此筆付款的授權已失效，並未扣款。請與商店聯繫如何付款。",
}

/** What a shopper reads whose order asks nothing any more, though a number or a session for it is open. */
export const NOTHING_ASKED: LocalText = {
  en: "Nothing is left to pay for this order. Please do not pay again.",
  "zh-TW": "此訂單已無須付款，請勿再付款。",
}

/** Why nothing can be paid yet: the cart could not become an order. Nothing was charged. */
export const CART_PROBLEMS = {
  empty: {
    en: "Your cart is empty. Nothing was charged.",
    "zh-TW": "您的購物車是空的，並未扣款。",
  },
  quantity: {
    en: "The quantity of an item in your cart is not valid. Nothing was charged; please correct it in your cart.",
    "zh-TW": "購物車中有商品的數量不正確，並未扣款，請調整後再結帳。",
  },
  stock: {
    en: "Something in your cart is sold out. Nothing was charged; please change your cart.",
    "zh-TW": "購物車中有商品已售完，並未扣款，請調整購物車後再結帳。",
  },
  delivery: {
    en: "Something in your cart has no delivery method yet. Nothing was charged; please choose one.",
    "zh-TW": "購物車中有商品尚未選擇配送方式，並未扣款，請選擇後再結帳。",
  },
  method: {
    en: "This payment method is not available here any more. Nothing was charged; please choose another one.",
    "zh-TW": "此付款方式目前無法使用，並未扣款，請改用其他付款方式。",
  },
} as const satisfies Record<CartProblem, LocalText>
