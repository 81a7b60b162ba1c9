import type { Locale, Localized } from "./status.js"

export type MethodGroup = "card" | "bank" | "store" | "wallet" | "later" | "other"

export type MethodIcon =
  | "card"
  | "instalments"
  | "overlap"
  | "tap"
  | "scan"
  | "chat"
  | "message"
  | "calendar"
  | "wallet"
  | "transit"
  | "reader"
  | "bank"
  | "kiosk"
  | "barcode"
  | "choose"

interface Method {
  readonly group: MethodGroup
  readonly icon: MethodIcon
  readonly name: Localized
  readonly hint: Localized
}

/** A payment provider of the store, as a shopper should see it. */
export interface MethodChoice {
  /** Medusa's provider id, for example `pp_ecpay-atm_main`. */
  readonly providerId: string
  /** The middle of it, for example `ecpay-atm`. */
  readonly identifier: string
  readonly group: MethodGroup
  readonly icon: MethodIcon
  readonly name: string
  readonly hint: string
}

// In the order in which groups and methods are shown. A method is the part of an identifier after the gateway's name, or
// the gateway itself where it is one way to pay.
const methods: Readonly<Record<string, Method>> = {
  credit: {
    group: "card",
    icon: "card",
    name: { "zh-TW": "信用卡", en: "Credit card" },
    hint: { "zh-TW": "VISA、Mastercard、JCB，一次付清", en: "Visa, Mastercard, JCB, in one payment" },
  },
  installment: {
    group: "card",
    icon: "instalments",
    name: { "zh-TW": "信用卡分期", en: "Card instalments" },
    hint: { "zh-TW": "依發卡銀行提供的期數分期付款", en: "Spread over months, as your bank allows" },
  },
  unionpay: {
    group: "card",
    icon: "overlap",
    name: { "zh-TW": "銀聯卡", en: "UnionPay" },
    hint: { "zh-TW": "於銀聯頁面驗證", en: "Verified on UnionPay’s page" },
  },
  applepay: {
    group: "card",
    icon: "tap",
    name: { "zh-TW": "Apple Pay", en: "Apple Pay" },
    hint: { "zh-TW": "需使用 Apple 裝置", en: "On Apple devices" },
  },
  atm: {
    group: "bank",
    icon: "bank",
    name: { "zh-TW": "ATM 虛擬帳號", en: "ATM / bank transfer" },
    hint: { "zh-TW": "取得專屬帳號，用網銀或 ATM 轉帳", en: "Get an account number, pay by app or ATM" },
  },
  webatm: {
    group: "bank",
    icon: "reader",
    name: { "zh-TW": "網路 ATM", en: "WebATM" },
    hint: { "zh-TW": "需要電腦、讀卡機與金融卡", en: "Needs a computer, card reader and bank card" },
  },
  cvs: {
    group: "store",
    icon: "kiosk",
    name: { "zh-TW": "超商代碼", en: "Store payment code" },
    hint: { "zh-TW": "到超商機台輸入代碼，櫃台付款", en: "Type a code at a store kiosk, pay at the counter" },
  },
  barcode: {
    group: "store",
    icon: "barcode",
    name: { "zh-TW": "超商條碼", en: "Store barcodes" },
    hint: { "zh-TW": "出示三段條碼，櫃台付款", en: "Have three barcodes scanned at the counter" },
  },
  linepay: {
    group: "wallet",
    icon: "message",
    name: { "zh-TW": "LINE Pay", en: "LINE Pay" },
    hint: { "zh-TW": "用 LINE 付款", en: "Pay with LINE" },
  },
  jkopay: {
    group: "wallet",
    icon: "wallet",
    name: { "zh-TW": "街口支付", en: "JKOPAY" },
    hint: { "zh-TW": "用街口 App 付款", en: "Pay in the JKOPAY app" },
  },
  ipass: {
    group: "wallet",
    icon: "transit",
    name: { "zh-TW": "一卡通 MONEY", en: "iPASS MONEY" },
    hint: { "zh-TW": "用一卡通 App 付款", en: "Pay in the iPASS MONEY app" },
  },
  twqr: {
    group: "wallet",
    icon: "scan",
    name: { "zh-TW": "TWQR 掃碼", en: "TWQR" },
    hint: { "zh-TW": "用銀行或電子支付 App 掃碼", en: "Scan with a bank or wallet app" },
  },
  weixin: {
    group: "wallet",
    icon: "chat",
    name: { "zh-TW": "微信支付", en: "WeChat Pay" },
    hint: { "zh-TW": "用微信掃碼付款", en: "Scan with WeChat" },
  },
  bnpl: {
    group: "later",
    icon: "calendar",
    name: { "zh-TW": "無卡分期", en: "Pay later" },
    hint: { "zh-TW": "免信用卡，審核後分期付款", en: "Instalments without a card, after a check" },
  },
  chooser: {
    group: "other",
    icon: "choose",
    name: { "zh-TW": "到付款頁再選", en: "Choose on the next page" },
    hint: { "zh-TW": "前往金流頁面選擇付款方式", en: "Pick a method on the gateway’s page" },
  },
}

// Identifiers of one part that are a gateway's own chooser rather than a method that this table does not know.
const choosers: ReadonlySet<string> = new Set(["ecpay"])

const groups: readonly { readonly id: MethodGroup; readonly name: Localized }[] = [
  { id: "card", name: { "zh-TW": "刷卡", en: "Card" } },
  { id: "bank", name: { "zh-TW": "銀行轉帳", en: "Bank transfer" } },
  { id: "store", name: { "zh-TW": "超商付款", en: "Convenience store" } },
  { id: "wallet", name: { "zh-TW": "電子錢包", en: "Wallets" } },
  { id: "later", name: { "zh-TW": "先買後付", en: "Pay later" } },
  { id: "other", name: { "zh-TW": "其他", en: "Other" } },
]

/** What a shopper should see for a provider; one that is not known shows its own id. */
export function describeMethod(providerId: string, locale: Locale): MethodChoice {
  const identifier = providerId.replace(/^pp_/, "").split("_")[0] ?? providerId
  const method = findMethod(identifier)
  if (!method) return { providerId, identifier, group: "other", icon: "choose", name: providerId, hint: "" }
  const { group, icon, name, hint } = method
  return { providerId, identifier, group, icon, name: name[locale], hint: hint[locale] }
}

function findMethod(identifier: string): Method | undefined {
  const key = choosers.has(identifier) ? "chooser" : identifier.split("-").slice(1).join("-") || identifier
  return Object.hasOwn(methods, key) ? methods[key] : undefined
}

export interface MethodSection {
  readonly id: MethodGroup
  readonly name: string
  readonly choices: readonly MethodChoice[]
}

const order = Object.keys(methods)

/** Providers in groups, both in the order shoppers look for them; empty groups are left out. */
export function groupMethods(providerIds: readonly string[], locale: Locale): readonly MethodSection[] {
  const choices = providerIds.map((id) => describeMethod(id, locale)).sort((one, other) => rank(one) - rank(other))
  return groups
    .map(({ id, name }) => ({ id, name: name[locale], choices: choices.filter(({ group }) => group === id) }))
    .filter((section) => section.choices.length > 0)
}

function rank({ identifier }: MethodChoice): number {
  const place = order.findIndex((key) => methods[key] === findMethod(identifier))
  return place < 0 ? order.length : place
}
