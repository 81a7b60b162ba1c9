import type { Locale, Localized, PaymentState, Voucher } from "./status.js"

/** Headlines for each state; the server's own message says the rest. */
export const stateTitles: Readonly<Record<PaymentState, Localized>> = {
  ready: { "zh-TW": "尚未付款", en: "Not paid yet" },
  pending: { "zh-TW": "正在確認付款", en: "Confirming your payment" },
  awaiting: { "zh-TW": "訂單成立，等待付款", en: "Order placed, awaiting payment" },
  paid: { "zh-TW": "付款成功", en: "Payment received" },
  failed: { "zh-TW": "這次付款沒有成功", en: "This payment did not go through" },
  expired: { "zh-TW": "繳費期限已過", en: "The time to pay has passed" },
  canceled: { "zh-TW": "訂單已取消", en: "Order cancelled" },
  held: { "zh-TW": "已收到款項，正由專人確認", en: "Payment received, our staff are checking" },
  refunded: { "zh-TW": "已退款", en: "Refunded" },
  replaced: { "zh-TW": "已改用其他付款方式", en: "Replaced by another payment" },
}

export const voucherTitles: Readonly<Record<Voucher["kind"], Localized>> = {
  atm: { "zh-TW": "ATM 虛擬帳號", en: "Bank transfer" },
  cvs: { "zh-TW": "超商繳費代碼", en: "Store payment code" },
  barcode: { "zh-TW": "超商繳費條碼", en: "Store barcodes" },
}

const texts = {
  amount: { "zh-TW": "應付金額", en: "Amount" },
  paidAmount: { "zh-TW": "金額", en: "Amount" },
  reference: { "zh-TW": "付款編號（聯絡我們時請提供）", en: "Payment number, to quote to us" },
  orderId: { "zh-TW": "訂單編號", en: "Order" },
  bank: { "zh-TW": "銀行", en: "Bank" },
  account: { "zh-TW": "虛擬帳號", en: "Account number" },
  code: { "zh-TW": "繳費代碼", en: "Payment code" },
  where: { "zh-TW": "繳費地點", en: "Where" },
  payBefore: { "zh-TW": "繳費期限", en: "Pay before" },
  left: { "zh-TW": "剩餘", en: "Time left:" },
  over: { "zh-TW": "期限已過，請勿再付款", en: "Time is up, please do not pay any more" },
  howTo: { "zh-TW": "怎麼付款", en: "How to pay" },
  copy: { "zh-TW": "複製", en: "Copy" },
  copied: { "zh-TW": "已複製", en: "Copied" },
  copyFailed: { "zh-TW": "請長按選取", en: "Select it by hand" },
  print: { "zh-TW": "列印繳費單", en: "Print" },
  turnPhone: { "zh-TW": "請將手機轉橫，讓店員由上往下掃描", en: "Turn the phone sideways for the clerk to scan" },
  pay: { "zh-TW": "前往付款", en: "Go to payment" },
  payAgain: { "zh-TW": "重新付款", en: "Pay again" },
  newNumber: { "zh-TW": "重新取得繳費資訊", en: "Get a new number" },
  notPaid: { "zh-TW": "還沒付款？回到付款頁", en: "Not paid yet? Back to the payment page" },
  waiting: {
    "zh-TW": "通常只要幾秒鐘。可以放心關閉這一頁，付款結果不會遺失。",
    en: "This usually takes a few seconds. You may close this page; the result will not be lost.",
  },
  orderComing: { "zh-TW": "訂單建立中，請稍候。", en: "Your order is being placed, one moment." },
  trouble: {
    "zh-TW": "目前連線不穩，我們會繼續嘗試，不影響您的付款。",
    en: "The connection is shaky. We keep trying; your payment is not affected.",
  },
  unknown: { "zh-TW": "找不到這筆付款", en: "We cannot find this payment" },
  unknownHint: {
    "zh-TW": "連結可能不完整，或購物車在付款前有更動。若已付款，請聯絡我們。",
    en: "The link may be incomplete, or the cart was changed before paying. If you have paid, please contact us.",
  },
  refused: { "zh-TW": "目前無法查詢付款狀態", en: "The payment cannot be looked up now" },
  refusedHint: { "zh-TW": "請稍後重新整理這一頁。", en: "Please reload this page in a while." },
  methods: { "zh-TW": "付款方式", en: "Payment method" },
  gateways: { "zh-TW": "金流公司", en: "Payment company" },
  cardNumber: { "zh-TW": "卡號", en: "Card number" },
  cardExpiry: { "zh-TW": "有效期限", en: "Expiry" },
  cardCcv: { "zh-TW": "安全碼", en: "Security code" },
  expiryPlaceholder: { "zh-TW": "月 / 年", en: "MM / YY" },
  ccvPlaceholder: { "zh-TW": "卡背末三碼", en: "3 or 4 digits" },
  cardSafe: {
    "zh-TW": "卡片資料直接送往金流公司，不經過本店。",
    en: "Card details go straight to the payment company, never through this shop.",
  },
  cardLoading: { "zh-TW": "正在載入安全的卡片欄位…", en: "Loading the secure card fields…" },
  cardNotLoaded: {
    "zh-TW": "卡片欄位載入失敗。請檢查網路，或暫停阻擋廣告的外掛。",
    en: "The card fields could not be loaded. Check the connection, or pause your ad blocker.",
  },
  tryAgain: { "zh-TW": "再試一次", en: "Try again" },
  numberMissing: { "zh-TW": "請填寫完整卡號", en: "Enter the whole card number" },
  numberWrong: { "zh-TW": "卡號不正確，請再檢查一次", en: "This card number is not right" },
  expiryMissing: { "zh-TW": "請填寫有效期限", en: "Enter the expiry date" },
  expiryWrong: { "zh-TW": "有效期限不正確，或卡片已過期", en: "This date is not right, or has passed" },
  ccvMissing: { "zh-TW": "請填寫安全碼", en: "Enter the security code" },
  ccvWrong: { "zh-TW": "安全碼不正確", en: "This code is not right" },
  savedCards: { "zh-TW": "已儲存的卡片", en: "Saved cards" },
  cardEnding: { "zh-TW": "末四碼", en: "ending in" },
  expires: { "zh-TW": "效期", en: "expires" },
  otherCard: { "zh-TW": "使用其他卡片", en: "Use another card" },
  deleteCard: { "zh-TW": "刪除", en: "Delete" },
  deleteReally: { "zh-TW": "要刪除這張卡片嗎？", en: "Delete this card?" },
  keepCard: { "zh-TW": "保留", en: "Keep" },
  cardsNotLoaded: {
    "zh-TW": "目前無法讀取已儲存的卡片，仍可輸入卡片付款。",
    en: "Your saved cards cannot be read now. You can still type a card.",
  },
  cardNotDeleted: { "zh-TW": "卡片沒有刪除成功，請再試一次。", en: "The card was not deleted. Please try again." },
  rememberCard: { "zh-TW": "記住這張卡片，下次免輸入", en: "Remember this card for next time" },
  rememberHint: {
    "zh-TW": "本店只保存末四碼與金流公司的代號，隨時可以刪除。",
    en: "We keep only its last digits and the payment company’s token. You can delete it at any time.",
  },
} as const satisfies Record<string, Localized>

export type TextKey = keyof typeof texts

/** A text of the kit in the shopper's language. */
export function say(key: TextKey, locale: Locale): string {
  return texts[key][locale]
}
