import type { Explanation } from "../../toolkit/contract/explanation"
import { lookUp } from "../../toolkit/look-up"

const ANOTHER_CARD = {
  en: "Your bank declined this card and you were not charged. Please use another card or call your bank.",
  "zh-TW": "發卡銀行拒絕此筆交易，並未扣款。請改用其他卡片，或聯繫發卡銀行。",
}

const TRY_AGAIN = {
  en: "The payment was not completed and you were not charged. Please try again.",
  "zh-TW": "付款未完成，並未扣款，請再試一次。",
}

/** RtnCode in words (付款結果通知, 交易狀態代碼). */
const CODES: Readonly<Record<string, Explanation>> = {
  "10100058": {
    shopper: TRY_AGAIN,
    merchant: { en: "Payment failed, or 3-D not completed.", "zh-TW": "付款失敗，或未完成 3D 驗證。" },
  },
  "10100248": {
    shopper: ANOTHER_CARD,
    merchant: { en: "Declined by the issuer.", "zh-TW": "拒絕交易，請客戶聯繫發卡行確認原因。" },
  },
  "10100249": {
    shopper: {
      en: "The card number is not right and you were not charged. Please check it.",
      "zh-TW": "卡號有誤，並未扣款，請確認後再試一次。",
    },
    merchant: { en: "Wrong card number.", "zh-TW": "卡號錯誤。" },
  },
  "10100251": {
    shopper: {
      en: "This card has expired and you were not charged. Please use another card.",
      "zh-TW": "此卡片已過期，並未扣款，請改用其他卡片。",
    },
    merchant: { en: "The card has expired.", "zh-TW": "卡片過期。" },
  },
  "10100252": {
    shopper: {
      en: "The card's limit does not suffice and you were not charged. Please use another card.",
      "zh-TW": "卡片額度不足，並未扣款，請改用其他卡片。",
    },
    merchant: { en: "Insufficient limit.", "zh-TW": "額度不足。" },
  },
  "10100254": {
    shopper: ANOTHER_CARD,
    merchant: { en: "The issuer restricts this kind of payment.", "zh-TW": "交易失敗，請客戶聯繫發卡行確認交易限制。" },
  },
  "10100255": { shopper: ANOTHER_CARD, merchant: { en: "The card was reported lost.", "zh-TW": "報失卡。" } },
  "10100256": {
    shopper: ANOTHER_CARD,
    merchant: { en: "The card was reported stolen or blocked.", "zh-TW": "被盜用卡或停用卡。" },
  },
  "10200095": {
    shopper: TRY_AGAIN,
    merchant: { en: "The buyer did not finish the payment.", "zh-TW": "消費者未完成付款作業，交易失敗。" },
  },
  "10200163": {
    shopper: {
      en: "The application was refused and you were not charged. Please choose another method.",
      "zh-TW": "申請未通過，並未扣款，請改用其他付款方式。",
    },
    merchant: { en: "The lender refused the application.", "zh-TW": "無卡分期申請失敗。" },
  },
}

export function explain(code: string): Explanation | null {
  return lookUp(CODES, code) ?? null
}
