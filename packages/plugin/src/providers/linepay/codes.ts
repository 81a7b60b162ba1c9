import { type CodeRow, wordsOf } from "../../toolkit/code-words"
import type { Explanation } from "../../toolkit/contract/explanation"

const TRY_AGAIN = {
  en: "LINE Pay could not complete the payment and you were not charged. Please try again.",
  "zh-TW": "LINE Pay 付款未完成，並未扣款，請再試一次。",
}

const ANOTHER_METHOD = {
  en: "LINE Pay could not use this payment method. Please choose another card in LINE Pay, or another way to pay.",
  "zh-TW": "LINE Pay 無法使用此付款工具，請在 LINE Pay 改用其他卡片，或改用其他付款方式。",
}

const ACCOUNT = {
  en: "Your LINE Pay account cannot pay now. Please check it in the LINE app.",
  "zh-TW": "您的 LINE Pay 帳戶目前無法付款，請至 LINE App 確認。",
}

const SHOP = {
  en: "LINE Pay is not available in this shop at the moment. Please choose another way to pay.",
  "zh-TW": "本店暫時無法使用 LINE Pay，請改用其他付款方式。",
}

/** Result codes of the Online API (結果代碼), with what the merchant should do where there is something to do. */
const ROWS: readonly CodeRow[] = [
  [
    "0121",
    {
      en: "The LINE Pay payment was cancelled or took too long. You were not charged.",
      "zh-TW": "LINE Pay 付款已取消或逾時，並未扣款。",
    },
    "The buyer cancelled, or did not authenticate in time.",
    "顧客取消付款或超過 LINE Pay 認證等待時間。",
  ],
  ["0122", TRY_AGAIN, "The payment failed.", "付款失敗。"],
  ["1101", ACCOUNT, "The buyer is not a LINE Pay user.", "該用戶不是 LINE Pay 用戶。"],
  ["1102", ACCOUNT, "The buyer cannot use LINE Pay at the moment.", "該用戶目前無法使用 LINE Pay 交易。"],
  [
    "1104",
    SHOP,
    "LINE Pay does not know this merchant: check channelId, and that it belongs to this environment.",
    "查無此商店，請確認 channelId 與環境是否正確。",
  ],
  ["1105", SHOP, "This merchant may not use LINE Pay.", "該合作商店目前無法使用 LINE Pay。"],
  [
    "1106",
    SHOP,
    "LINE Pay refused the signature: check channelSecret and the server's clock.",
    "標頭驗證錯誤，請確認 channelSecret 與主機時間。",
  ],
  ["1110", ANOTHER_METHOD, "The card cannot be used.", "該信用卡無法正常使用。"],
  ["1124", SHOP, "LINE Pay refused the amounts of the order.", "金額訊息有誤。"],
  ["1141", ACCOUNT, "The buyer's account has a problem.", "帳戶狀態有問題。"],
  [
    "1142",
    { en: "Your LINE Pay balance does not suffice.", "zh-TW": "LINE Pay 餘額不足。" },
    "Insufficient balance.",
    "餘額不足。",
  ],
  ["1150", TRY_AGAIN, "LINE Pay has no such payment.", "無交易歷史。"],
  ["1153", SHOP, "The amount differs from the one that was requested.", "付款請求金額和請款金額不同。"],
  ["1155", TRY_AGAIN, "LINE Pay does not know this transaction id.", "交易 ID 有誤。"],
  [
    "1163",
    SHOP,
    "The period in which LINE Pay refunds is over: pay the buyer back by hand.",
    "已超過可退款期限，請以其他方式退款給買家。",
  ],
  ["1164", SHOP, "The refund exceeds what is left of the payment.", "超出可退款金額。"],
  ["1165", SHOP, "The payment is refunded already.", "已退款的交易。"],
  ["1169", TRY_AGAIN, "The buyer had not authenticated the payment yet.", "顧客尚未完成 LINE Pay 認證。"],
  ["1179", SHOP, "The payment is in a state that does not allow this.", "無法處理該狀態。"],
  [
    "1180",
    { en: "The LINE Pay payment took too long. You were not charged.", "zh-TW": "LINE Pay 付款逾時，並未扣款。" },
    "The payment date has passed.",
    "已超過付款期限。",
  ],
  [
    "1183",
    SHOP,
    "The amount is below the minimum that LINE Pay agreed with this merchant.",
    "付款金額必須大於設定的最低金額。",
  ],
  [
    "1184",
    SHOP,
    "The amount is above the maximum that LINE Pay agreed with this merchant.",
    "付款金額必須小於設定的最高金額。",
  ],
  ["2042", SHOP, "The merchant's reserve at LINE Pay does not suffice for this refund.", "商家的退款準備金不足。"],
  ["2101", SHOP, "LINE Pay refused a parameter.", "參數錯誤。"],
  ["2102", SHOP, "LINE Pay could not read the request.", "JSON 數據格式錯誤。"],
  [
    "2103",
    SHOP,
    'LINE Pay does not allow separate capture for this merchant: apply for it, or set the option capture to "automatic".',
    '此商店未開通授權與請款分離：請向 LINE Pay 申請，或將 capture 選項設為 "automatic"。',
  ],
]

const CARD_ERRORS = /^12(8\d|9[0-68])$/

const CARD: Explanation = {
  shopper: ANOTHER_METHOD,
  merchant: { en: "The card in LINE Pay was declined.", "zh-TW": "LINE Pay 綁定之信用卡交易失敗。" },
}

const byCode = wordsOf(ROWS)

export function explain(code: string): Explanation | null {
  return byCode(code) ?? (CARD_ERRORS.test(code) ? CARD : null)
}
