import type { Explanation } from "../../toolkit/contract/explanation"
import { lookUp } from "../../toolkit/look-up"

const SHOP = {
  en: "JKOPAY is not available in this shop at the moment. Please choose another way to pay.",
  "zh-TW": "本店暫時無法使用街口支付，請改用其他付款方式。",
}

const TRY_AGAIN = {
  en: "The JKOPAY payment was not completed and you were not charged. Please try again.",
  "zh-TW": "街口支付未完成付款，並未扣款，請再試一次。",
}

/**
 * Codes of OnlinePay (Response Code). 1xx of a refund and a status of an inquiry share numbers, so a status is told
 * apart by its prefix.
 */
const CODES: Readonly<Record<string, Explanation>> = {
  "status 100": { shopper: TRY_AGAIN, merchant: { en: "The payment failed.", "zh-TW": "付款失敗。" } },
  "status 102": { shopper: TRY_AGAIN, merchant: { en: "JKOPAY has no such order.", "zh-TW": "查無此訂單。" } },
  "100": { shopper: SHOP, merchant: { en: "JKOPAY does not know this order.", "zh-TW": "查無此訂單。" } },
  "101": { shopper: TRY_AGAIN, merchant: { en: "The order is paid already.", "zh-TW": "訂單已付款。" } },
  "102": {
    shopper: SHOP,
    merchant: {
      en: "More than 180 days have passed since the payment: JKOPAY refunds no more, pay the buyer back by hand.",
      "zh-TW": "交易已超過 180 天，街口無法退款，請以其他方式退款給買家。",
    },
  },
  "103": { shopper: SHOP, merchant: { en: "The amount of the refund is not right.", "zh-TW": "退款金額有誤。" } },
  "105": {
    shopper: SHOP,
    merchant: {
      en: "The amount does not agree with an earlier refund of the same id.",
      "zh-TW": "退款金額與先前相同編號之退款不符。",
    },
  },
  "108": {
    shopper: SHOP,
    merchant: { en: "A limit of the store or the buyer is reached.", "zh-TW": "超過商店或用戶限額。" },
  },
  "111": { shopper: SHOP, merchant: { en: "JKOPAY has closed this transaction.", "zh-TW": "交易已關帳。" } },
  "113": {
    shopper: SHOP,
    merchant: {
      en: "The refund exceeds what JKOPAY still owes this merchant: wait for new sales, or ask JKOPAY.",
      "zh-TW": "退款金額超過街口尚未撥款之餘額，請稍後再退或洽街口。",
    },
  },
  "116": { shopper: SHOP, merchant: { en: "JKOPAY could not give back the coupon.", "zh-TW": "街口券返還失敗。" } },
  "117": {
    shopper: SHOP,
    merchant: {
      en: "The buyer paid with a JKOPAY coupon: such a payment is refunded in full or not at all.",
      "zh-TW": "此筆交易使用街口券，僅接受全額退款。",
    },
  },
  "200": { shopper: SHOP, merchant: { en: "JKOPAY refused the request.", "zh-TW": "請求內容有誤。" } },
  "201": { shopper: SHOP, merchant: { en: "JKOPAY refused the request.", "zh-TW": "請求內容有誤。" } },
  "2-GW-0201": {
    shopper: SHOP,
    merchant: {
      en: "JKOPAY refused the signature: check apiKey and secretKey.",
      "zh-TW": "簽章有誤，請確認 apiKey 與 secretKey。",
    },
  },
  "922": {
    shopper: SHOP,
    merchant: { en: "The refund exceeds what is left of the payment.", "zh-TW": "退款金額超過訂單金額。" },
  },
  "978": {
    shopper: SHOP,
    merchant: {
      en: "The buyer's JKOPAY account is closed: pay the buyer back by hand.",
      "zh-TW": "買家街口帳戶已關閉，請以其他方式退款。",
    },
  },
}

export function explain(code: string): Explanation | null {
  return lookUp(CODES, code) ?? null
}
