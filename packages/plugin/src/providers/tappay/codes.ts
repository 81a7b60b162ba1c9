import { type CodeRow, wordsOf } from "../../toolkit/code-words"
import type { Explanation } from "../../toolkit/contract/explanation"

const TRY_AGAIN = {
  en: "The payment was not completed and you were not charged. Please try again.",
  "zh-TW": "付款未完成，並未扣款，請再試一次。",
}

const CARD_AGAIN = {
  en: "You were not charged. Please check the card's details and try again, or use another card.",
  "zh-TW": "並未扣款。請確認卡片資料後再試一次，或改用其他卡片。",
}

const ANOTHER_CARD = {
  en: "Your bank declined the card and you were not charged. Please use another card or ask your bank.",
  "zh-TW": "發卡銀行未核准此交易，並未扣款。請改用其他卡片，或洽詢發卡銀行。",
}

const OTHER_TYPE = {
  en: "This shop does not take this kind of card. You were not charged. Please use another card.",
  "zh-TW": "本店不接受此種卡片，並未扣款，請改用其他卡片。",
}

const CANCELLED = {
  en: "The payment was cancelled. You were not charged.",
  "zh-TW": "付款已取消，並未扣款。",
}

const SHOP = {
  en: "This way to pay is not available at the moment and you were not charged. Please choose another one.",
  "zh-TW": "暫時無法使用此付款方式，並未扣款，請改用其他付款方式。",
}

const CALLS_BACK = {
  en: "TapPay calls back on https without a port alone: check backendUrl.",
  "zh-TW": "TapPay 只回呼 https 且不帶 port 的網址，請確認 backendUrl。",
}

/**
 * Status codes of TapPay's calls (Status Code). What a record says, and what this package found out by itself, have names of
 * their own, since the same numbers mean other things there.
 */
const ROWS: readonly CodeRow[] = [
  ["record -1", ANOTHER_CARD, "The bank or the wallet refused the payment.", "銀行或電子支付未核准此交易。"],
  ["record 5", CANCELLED, "The buyer cancelled at the bank's or the wallet's page.", "買家於驗證或支付頁面取消。"],
  ["no record", TRY_AGAIN, "TapPay never received the payment.", "TapPay 未收到此筆付款。"],
  ["unsent", TRY_AGAIN, "TapPay could not be reached; nothing was sent.", "無法連線至 TapPay，付款並未送出。"],
  ["4", SHOP, "This server's address is not on the list of TapPay's Portal.", "主機 IP 未列於 TapPay Portal 白名單。"],
  ["42", CARD_AGAIN, "The saved card may not be used.", "無權使用此已儲存卡片。"],
  ["43", CARD_AGAIN, "The saved card may not be used.", "無權使用此已儲存卡片。"],
  ["44", CARD_AGAIN, "The card number is wrong.", "卡號錯誤。"],
  ["45", CARD_AGAIN, "The expiry date is wrong.", "有效期限錯誤。"],
  ["46", CARD_AGAIN, "The security code is wrong.", "安全碼錯誤。"],
  ["61", SHOP, "TapPay does not know the merchant id: check merchantIds.", "查無此 Merchant ID，請確認 merchantIds。"],
  ["63", SHOP, "The merchant has no acquirer at TapPay.", "此 Merchant 尚未設定收單機構。"],
  ["64", SHOP, "The merchant's setup at TapPay is not complete.", "此 Merchant 設定未完成。"],
  ["65", SHOP, "The merchant may not be used by this partner.", "此 Partner 無權使用該 Merchant。"],
  ["66", SHOP, "The merchant does not take LINE Pay: check merchantIds.linepay.", "此 Merchant 未開通 LINE Pay。"],
  ["67", SHOP, "The merchant does not take this way to pay: check merchantIds.", "此 Merchant 未開通該付款方式。"],
  ["80", SHOP, "TapPay refused the keys: check partnerKey.", "TapPay 金鑰錯誤，請確認 partnerKey。"],
  ["81", SHOP, "TapPay does not know the partner: check partnerKey.", "查無此 Partner，請確認 partnerKey。"],
  ["82", SHOP, "TapPay refused the keys: check partnerKey.", "TapPay 金鑰錯誤，請確認 partnerKey。"],
  ["84", SHOP, "This partner may not do that at TapPay.", "此 Partner 無權執行。"],
  ["91", CARD_AGAIN, "The prime had expired or was used before.", "Prime 已逾時或已使用。"],
  [
    "121",
    CARD_AGAIN,
    "TapPay does not know the prime: check appId and appKey.",
    "Prime 無效，請確認 appId 與 appKey。",
  ],
  ["122", CARD_AGAIN, "The card could not be encrypted.", "卡片加密失敗。"],
  ["627", SHOP, CALLS_BACK.en, CALLS_BACK["zh-TW"]],
  ["628", SHOP, CALLS_BACK.en, CALLS_BACK["zh-TW"]],
  [
    "632",
    SHOP,
    "The acquirer has no 3-D Secure: set the option threeDomainSecure to false.",
    "收單機構未支援 3D 驗證，請將 threeDomainSecure 設為 false。",
  ],
  ["633", TRY_AGAIN, "The bank's 3-D page could not be opened.", "無法取得 3D 驗證頁面。"],
  ["635", SHOP, "The merchant has no instalments of this number: check installment.", "此 Merchant 未開通該分期期數。"],
  ["691", SHOP, "The acquirer takes cards with 3-D Secure alone.", "收單機構僅接受 3D 驗證交易。"],
  ["922", TRY_AGAIN, "LINE Pay gave no payment page.", "無法取得 LINE Pay 付款頁面。"],
  ["923", TRY_AGAIN, "LINE Pay has no such payment.", "LINE Pay 查無此交易。"],
  ["924", CANCELLED, "The buyer cancelled at the wallet.", "買家取消支付。"],
  ["925", CANCELLED, "The buyer cancelled the 3-D verification.", "買家取消 3D 驗證。"],
  ["926", SHOP, "The acquirer does not take TWD.", "收單機構不支援新臺幣。"],
  ["934", SHOP, "The payment is captured already.", "交易已請款。"],
  ["935", SHOP, "No capture is arranged.", "交易未排定請款。"],
  ["936", SHOP, "TapPay is capturing the payment now.", "交易請款中。"],
  ["2011", CARD_AGAIN, "TapPay no longer knows the saved card.", "TapPay 查無此已儲存卡片。"],
  ["2012", CARD_AGAIN, "The saved card's key does not fit.", "已儲存卡片之金鑰不符。"],
  ["2013", CARD_AGAIN, "The saved card has expired.", "已儲存之卡片已過期。"],
  ["4002", SHOP, "TapPay has no such payment.", "TapPay 查無此交易。"],
  ["4014", SHOP, "The refund was asked for before.", "重複退款。"],
  ["6002", SHOP, "The refund's id was used before, and no money went back.", "退款編號已使用，款項並未退回。"],
  ["10002", SHOP, "The bank does not know this server's address.", "銀行拒絕此 IP。"],
  ["10003", ANOTHER_CARD, "The bank declined the card.", "發卡銀行拒絕交易。"],
  ["10007", ANOTHER_CARD, "The 3-D verification failed.", "3D 驗證失敗。"],
  ["10008", SHOP, "The bank refused the merchant's account.", "特店帳號錯誤。"],
  ["10009", SHOP, "The bank refused the amount.", "銀行拒絕此金額。"],
  [
    "10010",
    SHOP,
    "The capture is under way and TapPay refunds nothing until it is through: try again in two hours.",
    "交易請款作業中，暫無法退款，請於兩小時後再試。",
  ],
  ["10011", SHOP, "The bank refused the refund: try again later.", "銀行拒絕退款，請稍後再試。"],
  ["10012", SHOP, "The bank could not read the request.", "銀行資料格式錯誤。"],
  ["10015", SHOP, "The bonus points could not be redeemed.", "紅利折抵失敗。"],
  [
    "10024",
    SHOP,
    "TapPay has not captured the payment yet: give back all of it now, or a part after tonight's capture.",
    "交易尚未請款，無法部分退款：可立即全額退款，或於今晚請款後再部分退款。",
  ],
  ["10036", ANOTHER_CARD, "The card's number does not match.", "卡號不符。"],
  ["10037", ANOTHER_CARD, "The card's expiry does not match.", "有效期限不符。"],
  ["10039", OTHER_TYPE, "The merchant does not take this type of card.", "此 Merchant 不接受該卡別。"],
  ["10042", OTHER_TYPE, "The merchant does not take cards of this country.", "此 Merchant 不接受該國卡片。"],
  ["10043", OTHER_TYPE, "The merchant does not take cards of this country.", "此 Merchant 不接受該國卡片。"],
  ["10050", SHOP, "Nothing of the payment is left to give back.", "交易已無可退款金額。"],
  ["10051", SHOP, "The refund exceeds what is left of the payment.", "退款金額超過可退餘額。"],
]

/** Missing, wrong or overlong arguments. */
const ARGUMENTS = /^(5|41|5\d\d|61\d|62\d|63[0146789]|64\d|65\d|66\d|67\d|68\d|690)$/

const ARGUMENT: Explanation = {
  shopper: SHOP,
  merchant: { en: "TapPay refused an argument of the request.", "zh-TW": "TapPay 拒絕請求參數。" },
}

const byCode = wordsOf(ROWS)

const UNCLEAR_WORDS: Explanation = {
  shopper: TRY_AGAIN,
  merchant: { en: "The bank could not complete the payment.", "zh-TW": "銀行未能完成交易。" },
}

/** Codes after which the money may have moved all the same: only the record knows. */
const UNCLEAR = new Set(["421", "422", "915", "921", "6001", "10001", "10004", "10005", "10006", "10013", "10023"])

export function explain(code: string): Explanation | null {
  if (UNCLEAR.has(code)) return UNCLEAR_WORDS
  return byCode(code) ?? (ARGUMENTS.test(code) ? ARGUMENT : null)
}

/** Whether a status other than 0 surely means that nothing was done; a code of no table never does. */
export function isRefusal(status: number): boolean {
  const code = String(status)
  return !UNCLEAR.has(code) && explain(code) !== null
}
