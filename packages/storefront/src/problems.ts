import { PaymentsError } from "./errors.js"
import { noWallet } from "./hosted/phone-wallets.js"
import type { Locale, Localized } from "./status.js"

const unclear: Localized = {
  "zh-TW": "這張卡片無法使用，並未扣款。請再檢查一次，或改用其他付款方式。",
  en: "This card could not be used, and nothing was charged. Check it, or pay another way.",
}

// The script's own codes (docs.tappaysdk.com › Status code).
const byCode: Readonly<Record<number, Localized>> = {
  44: { "zh-TW": "卡號不正確，並未扣款。", en: "The card number is not right. Nothing was charged." },
  45: { "zh-TW": "有效期限不正確，並未扣款。", en: "The expiry date is not right. Nothing was charged." },
  46: { "zh-TW": "安全碼不正確，並未扣款。", en: "The security code is not right. Nothing was charged." },
  401: { "zh-TW": "付款已取消，並未扣款。", en: "The payment was cancelled. Nothing was charged." },
  429: { "zh-TW": "嘗試次數過多，請稍後再試。", en: "Too many tries. Please wait a moment." },
  [noWallet]: {
    "zh-TW": "這台裝置沒有可用的錢包，請改用其他付款方式。",
    en: "This device has no such wallet. Please pay another way.",
  },
}

const byKind: Partial<Record<PaymentsError["kind"], Localized>> = {
  "no-script": {
    "zh-TW": "付款元件載入失敗，並未扣款。請檢查網路後再試一次。",
    en: "The payment form could not be loaded. Nothing was charged. Check the connection and try again.",
  },
  "unknown-session": {
    "zh-TW": "購物車在付款前有更動，請再付款一次。並未扣款。",
    en: "The cart was changed before paying. Nothing was charged; please pay once more.",
  },
}

/** Why a payment did not begin, for the shopper; an error of somebody else's is shown in its own words. */
export function problemWords(error: unknown, locale: Locale): string {
  if (!(error instanceof PaymentsError)) return error instanceof Error ? error.message : String(error)
  const words = (error.code === null ? undefined : byCode[error.code]) ?? byKind[error.kind] ?? unclear
  return words[locale]
}
