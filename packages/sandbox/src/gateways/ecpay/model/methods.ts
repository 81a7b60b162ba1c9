/** A ChoosePayment value other than ALL. */
export type MethodId =
  | "Credit"
  | "TWQR"
  | "WebATM"
  | "ATM"
  | "CVS"
  | "BARCODE"
  | "ApplePay"
  | "BNPL"
  | "WeiXin"
  | "DigitalPayment"

/** What the buyer sees: a card form, an issued number, or a confirmation in another app. */
export type MethodKind = "card" | "voucher" | "wallet" | "application"

export interface SubPayment {
  id: string
  /** PaymentType in replies, p=5686 回覆付款方式一覽表. */
  paymentType: string
  zh: string
  en: string
}

export interface Method {
  id: MethodId
  kind: MethodKind
  zh: string
  en: string
  /** Inclusive, whole TWD. */
  limits: readonly [least: number, most: number]
  /** Fee as a share of the amount, and the least fee in TWD. */
  fee: readonly [rate: number, least: number]
  subPayments: readonly SubPayment[]
}

const BANKS: readonly (readonly [id: string, code: string, zh: string, en: string])[] = [
  ["BOT", "004", "臺灣銀行", "Bank of Taiwan"],
  ["LAND", "005", "土地銀行", "Land Bank"],
  ["FIRST", "007", "第一銀行", "First Bank"],
  ["CATHAY", "013", "國泰世華", "Cathay United Bank"],
  ["PANHSIN", "118", "板信銀行", "Bank of Panhsin"],
  ["CHINATRUST", "822", "中國信託", "CTBC Bank"],
]

/** Bank code by ChooseSubPayment, p=44089. */
export const BANK_CODES: Readonly<Record<string, string>> = Object.fromEntries(BANKS.map(([id, code]) => [id, code]))

function banks(method: string, ids: readonly string[]): SubPayment[] {
  return BANKS.filter(([id]) => ids.includes(id)).map(([id, , zh, en]) => ({
    id,
    paymentType: `${method}_${id}`,
    zh,
    en,
  }))
}

function only(paymentType: string): SubPayment[] {
  return [{ id: "", paymentType, zh: "", en: "" }]
}

/** 付款方式一覽表 (p=5679) with the amount limits of each method's page. Fees except cards' and ATM's are assumed. */
export const METHODS: readonly Method[] = [
  {
    id: "Credit",
    kind: "card",
    zh: "信用卡",
    en: "Credit card",
    limits: [5, 199_999],
    fee: [0.02, 5],
    subPayments: only("Credit_CreditCard"),
  },
  {
    id: "ApplePay",
    kind: "wallet",
    zh: "Apple Pay",
    en: "Apple Pay",
    limits: [5, 199_999],
    fee: [0.02, 5],
    subPayments: only("Credit_CreditCard"),
  },
  {
    id: "TWQR",
    kind: "wallet",
    zh: "TWQR 行動支付",
    en: "TWQR mobile payment",
    limits: [6, 49_999],
    fee: [0.02, 5],
    subPayments: only("TWQR_OPAY"),
  },
  {
    id: "WeiXin",
    kind: "wallet",
    zh: "微信支付",
    en: "WeChat Pay",
    limits: [6, 500_000],
    fee: [0.02, 5],
    subPayments: only("WeiXin_OPAY"),
  },
  {
    id: "DigitalPayment",
    kind: "wallet",
    zh: "電子支付",
    en: "E-wallet",
    limits: [1, 199_999],
    fee: [0.02, 5],
    subPayments: [
      { id: "Jkopay", paymentType: "DigitalPayment_Jkopay", zh: "街口支付", en: "JKOPAY" },
      { id: "iPASS", paymentType: "DigitalPayment_IPASS", zh: "一卡通 iPASS MONEY", en: "iPASS MONEY" },
    ],
  },
  {
    id: "WebATM",
    kind: "wallet",
    zh: "網路 ATM",
    en: "Web ATM",
    limits: [11, 49_999],
    fee: [0.01, 10],
    subPayments: banks("WebATM", ["BOT", "CHINATRUST", "FIRST", "LAND"]),
  },
  {
    id: "ATM",
    kind: "voucher",
    zh: "ATM 轉帳",
    en: "ATM transfer",
    limits: [11, 49_999],
    fee: [0.01, 10],
    subPayments: banks("ATM", ["BOT", "CHINATRUST", "FIRST", "LAND", "CATHAY", "PANHSIN"]),
  },
  {
    id: "CVS",
    kind: "voucher",
    zh: "超商代碼",
    en: "Convenience store code",
    limits: [33, 6_000],
    fee: [0, 30],
    subPayments: [
      { id: "CVS", paymentType: "CVS_CVS", zh: "不限超商", en: "Any store" },
      { id: "IBON", paymentType: "CVS_IBON", zh: "7-ELEVEN ibon", en: "7-ELEVEN ibon" },
      { id: "FAMILY", paymentType: "CVS_FAMILY", zh: "全家", en: "FamilyMart" },
      { id: "HILIFE", paymentType: "CVS_HILIFE", zh: "萊爾富", en: "Hi-Life" },
      { id: "OK", paymentType: "CVS_OK", zh: "OK 超商", en: "OK mart" },
    ],
  },
  {
    id: "BARCODE",
    kind: "voucher",
    zh: "超商條碼",
    en: "Convenience store barcode",
    limits: [17, 20_000],
    fee: [0, 20],
    subPayments: [{ id: "BARCODE", paymentType: "BARCODE_BARCODE", zh: "超商條碼", en: "Barcode" }],
  },
  {
    id: "BNPL",
    kind: "application",
    zh: "無卡分期",
    en: "Buy now, pay later",
    limits: [50, 500_000],
    fee: [0.03, 5],
    subPayments: [
      { id: "URICH", paymentType: "BNPL_URICH", zh: "裕富數位資融", en: "URICH" },
      { id: "ZINGALA", paymentType: "BNPL_ZINGALA", zh: "中租零卡 zingala", en: "zingala" },
    ],
  },
]

/** Limits of a sub-payment that differ from its method's: URICH starts at 1,000 (p=36659). */
export const SUB_LIMITS: Readonly<Record<string, readonly [least: number, most: number]>> = { URICH: [1_000, 500_000] }

export function methodOf(id: string): Method | undefined {
  return METHODS.find((method) => method.id === id)
}

/** 交易手續費 in whole TWD. */
export function feeOf(method: Method, amount: number): number {
  const [rate, least] = method.fee
  return Math.max(Math.round(amount * rate), least)
}
