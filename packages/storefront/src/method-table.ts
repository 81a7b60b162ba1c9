import type { Brand } from "./brand.js"
import { outlined } from "./brand-outlines.js"
import type { DeviceNeed } from "./device.js"
import type { Localized } from "./status.js"

export type MethodGroup = "card" | "bank" | "store" | "wallet" | "later" | "other"

export type MethodIcon =
  | "card"
  | "instalments"
  | "overlap"
  | "points"
  | "tap"
  | "scan"
  | "chat"
  | "message"
  | "calendar"
  | "wallet"
  | "purse"
  | "coin"
  | "bag"
  | "transit"
  | "reader"
  | "bank"
  | "kiosk"
  | "barcode"
  | "choose"

export interface Method {
  readonly group: MethodGroup
  /** Shown where there is no brand. */
  readonly icon: MethodIcon
  readonly name: Localized
  readonly hint: Localized
  readonly brand?: Brand
  /** The device that it cannot do without. */
  readonly needs?: DeviceNeed
}

export const groups: readonly { readonly id: MethodGroup; readonly name: Localized }[] = [
  { id: "card", name: { "zh-TW": "刷卡", en: "Card" } },
  { id: "bank", name: { "zh-TW": "銀行轉帳", en: "Bank transfer" } },
  { id: "store", name: { "zh-TW": "超商付款", en: "Convenience store" } },
  { id: "wallet", name: { "zh-TW": "電子錢包", en: "Wallets" } },
  { id: "later", name: { "zh-TW": "先買後付", en: "Pay later" } },
  { id: "other", name: { "zh-TW": "其他", en: "Other" } },
]

const same = (name: string): Localized => ({ "zh-TW": name, en: name })

function card(icon: MethodIcon, name: Localized, hint: Localized): Method {
  return { group: "card", icon, name, hint }
}

/** A wallet that is paid from in its own app. */
function app(icon: MethodIcon, name: Localized, letters: string): Method {
  const hint = { "zh-TW": `用${spaced(name["zh-TW"])} App 付款`, en: `Pay in the ${name.en} app` }
  return { group: "wallet", icon, name, hint, brand: { letters } }
}

const spaced = (name: string) => (/^[\x20-\x7e]/.test(name) ? ` ${name}` : name)

const scan = (icon: MethodIcon, name: Localized, hint: Localized): Method => ({ group: "wallet", icon, name, hint })

function later(name: Localized, hint: Localized, letters?: string): Method {
  return { group: "later", icon: "calendar", name, hint, ...(letters ? { brand: { letters } } : {}) }
}

const typed: Method = card(
  "card",
  { "zh-TW": "信用卡", en: "Credit card" },
  { "zh-TW": "VISA、Mastercard、JCB，一次付清", en: "Visa, Mastercard, JCB, in one payment" },
)

const weChat: Method = {
  ...scan("chat", { "zh-TW": "微信支付", en: "WeChat Pay" }, { "zh-TW": "用微信掃碼付款", en: "Scan with WeChat" }),
  brand: outlined.wechat,
}

/**
 * In the order in which methods are shown. A method is the part of an identifier after the gateway's name, or the gateway
 * itself where it is one way to pay.
 */
export const methods: Readonly<Record<string, Method>> = {
  credit: typed,
  card: typed,
  installment: card(
    "instalments",
    { "zh-TW": "信用卡分期", en: "Card instalments" },
    { "zh-TW": "依發卡銀行提供的期數分期付款", en: "Spread over months, as your bank allows" },
  ),
  bonus: card(
    "points",
    { "zh-TW": "紅利折抵", en: "Reward points" },
    { "zh-TW": "用信用卡紅利點數折抵部分金額", en: "Your card’s points pay a part" },
  ),
  unionpay: {
    ...card(
      "overlap",
      { "zh-TW": "銀聯卡", en: "UnionPay" },
      { "zh-TW": "於銀聯頁面驗證", en: "Verified on UnionPay’s page" },
    ),
    brand: { letters: "銀聯" },
  },
  amex: {
    ...card(
      "card",
      { "zh-TW": "美國運通卡", en: "American Express" },
      { "zh-TW": "卡號 15 碼，卡面右上 4 碼為安全碼", en: "15 digits, and the 4 printed on the front" },
    ),
    brand: outlined.amex,
  },
  applepay: {
    ...card("tap", same("Apple Pay"), { "zh-TW": "需使用 Apple 裝置", en: "On Apple devices" }),
    brand: outlined.applepay,
    needs: "apple-pay",
  },
  googlepay: {
    ...card("tap", same("Google Pay"), {
      "zh-TW": "用 Google 帳戶裡的卡片付款",
      en: "With a card in your Google account",
    }),
    brand: outlined.googlepay,
  },
  samsungpay: {
    ...card("tap", same("Samsung Pay"), {
      "zh-TW": "用 Samsung 手機確認付款",
      en: "Approved on your Samsung phone",
    }),
    brand: outlined.samsungpay,
    needs: "no-apple-phone",
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
    needs: "computer",
  },
  cvs: {
    group: "store",
    icon: "kiosk",
    name: { "zh-TW": "超商代碼", en: "Store code" },
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
    name: same("LINE Pay"),
    hint: { "zh-TW": "用 LINE 付款", en: "Pay with LINE" },
    brand: outlined.line,
  },
  jkopay: {
    group: "wallet",
    icon: "wallet",
    name: { "zh-TW": "街口支付", en: "JKOPAY" },
    hint: { "zh-TW": "用街口 App 付款", en: "Pay in the JKOPAY app" },
    brand: { letters: "街口" },
  },
  easywallet: app("transit", { "zh-TW": "悠遊付", en: "Easy Wallet" }, "悠遊"),
  ipass: app("transit", { "zh-TW": "一卡通 MONEY", en: "iPASS MONEY" }, "一卡"),
  icash: app("bag", same("icash Pay"), "iC"),
  pluspay: app("bag", { "zh-TW": "全盈+PAY", en: "PlusPay" }, "全盈"),
  pxpayplus: app("bag", { "zh-TW": "全支付", en: "PXPay Plus" }, "全支"),
  piwallet: app("purse", { "zh-TW": "Pi 拍錢包", en: "Pi Wallet" }, "Pi"),
  esunwallet: app("purse", { "zh-TW": "玉山 Wallet", en: "E.SUN Wallet" }, "玉山"),
  gogopay: app("purse", same("GoGo Pay"), "GO"),
  taiwanpay: scan(
    "scan",
    { "zh-TW": "台灣 Pay", en: "Taiwan Pay" },
    { "zh-TW": "用行動銀行 App 掃碼", en: "Scan with your bank’s app" },
  ),
  twqr: scan(
    "scan",
    { "zh-TW": "TWQR 掃碼", en: "TWQR" },
    { "zh-TW": "用銀行或電子支付 App 掃碼", en: "Scan with a bank or wallet app" },
  ),
  weixin: weChat,
  wechatpay: weChat,
  alipay: {
    ...scan("scan", { "zh-TW": "支付寶", en: "Alipay" }, { "zh-TW": "用支付寶掃碼付款", en: "Scan with Alipay" }),
    brand: outlined.alipay,
  },
  bitopay: scan("coin", same("BitoPay"), { "zh-TW": "用加密貨幣付款", en: "Pay in cryptocurrency" }),
  aftee: later(
    { "zh-TW": "AFTEE 先享後付", en: "AFTEE" },
    {
      "zh-TW": "免信用卡，以手機號碼驗證，之後再付",
      en: "No card: confirm by phone number, pay afterwards",
    },
  ),
  oppay: later(
    { "zh-TW": "大哥付您分期", en: "OP Pay instalments" },
    {
      "zh-TW": "免信用卡，審核後分期付款",
      en: "Instalments without a card, after a check",
    },
  ),
  atome: later(same("Atome"), { "zh-TW": "用 Atome App 分期付款", en: "Instalments in the Atome app" }),
  paylater: later(
    { "zh-TW": "先享後付", en: "Pay later" },
    { "zh-TW": "先收到商品，之後再付款", en: "Get it first, pay afterwards" },
  ),
  bnpl: later(
    { "zh-TW": "無卡分期", en: "Pay later" },
    {
      "zh-TW": "免信用卡，審核後分期付款",
      en: "Instalments without a card, after a check",
    },
  ),
  chooser: {
    group: "other",
    icon: "choose",
    name: { "zh-TW": "到付款頁再選", en: "Choose later" },
    hint: { "zh-TW": "前往金流頁面選擇付款方式", en: "Pick a method on the gateway’s page" },
  },
}

export interface Gateway {
  readonly name: Localized
  /** Its bare identifier is its own page to choose at, rather than one way to pay. */
  readonly chooser?: true
  /** Its script makes tokens in the shop's page: open a session as soon as one of its methods is chosen. */
  readonly inPage?: true
}

/** By the first part of an identifier, in the order in which gateways are shown. */
export const gateways: Readonly<Record<string, Gateway>> = {
  ecpay: { name: { "zh-TW": "綠界科技", en: "ECPay" }, chooser: true },
  newebpay: { name: { "zh-TW": "藍新金流", en: "NewebPay" }, chooser: true },
  payuni: { name: { "zh-TW": "統一金流", en: "PAYUNi" }, chooser: true },
  linepay: { name: same("LINE Pay") },
  tappay: { name: same("TapPay"), inPage: true },
  jkopay: { name: { "zh-TW": "街口支付", en: "JKOPAY" } },
}
