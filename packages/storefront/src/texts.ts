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
}

export const voucherTitles: Readonly<Record<Voucher["kind"], Localized>> = {
  atm: { "zh-TW": "ATM 虛擬帳號", en: "Bank transfer" },
  cvs: { "zh-TW": "超商繳費代碼", en: "Store payment code" },
  barcode: { "zh-TW": "超商繳費條碼", en: "Store barcodes" },
}

const texts = {
  amount: { "zh-TW": "應付金額", en: "Amount" },
  paidAmount: { "zh-TW": "金額", en: "Amount" },
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
  notPaid: { "zh-TW": "還沒付款？回到付款頁", en: "Not paid yet? Back to the payment page" },
  waiting: {
    "zh-TW": "通常只要幾秒鐘。可以放心關閉這一頁，付款結果不會遺失。",
    en: "This usually takes a few seconds. You may close this page; the result will not be lost.",
  },
  orderComing: { "zh-TW": "訂單建立中，請稍候。", en: "Your order is being placed, one moment." },
  trouble: {
    "zh-TW": "目前連線不穩，我們會繼續嘗試，不影響你的付款。",
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
} as const satisfies Record<string, Localized>

export type TextKey = keyof typeof texts

/** A text of the kit in the shopper's language. */
export function say(key: TextKey, locale: Locale): string {
  return texts[key][locale]
}
