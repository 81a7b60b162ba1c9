/** The parameter of TradeInfo that requests a method. */
export type MethodId =
  | "CREDIT"
  | "InstFlag"
  | "CreditRed"
  | "UNIONPAY"
  | "CREDITAE"
  | "APPLEPAY"
  | "ANDROIDPAY"
  | "SAMSUNGPAY"
  | "LINEPAY"
  | "ESUNWALLET"
  | "TAIWANPAY"
  | "TWQR"
  | "EZPWECHAT"
  | "EZPALIPAY"
  | "BITOPAY"
  | "AFTEE"
  | "OPPAY"
  | "WEBATM"
  | "VACC"
  | "CVS"
  | "BARCODE"

/**
 * What the buyer sees: a card form, the phone's card sheet, another app, a QR code that completes by itself, a
 * lender's form, a card reader, or a number to pay elsewhere.
 */
export type MethodKind = "card" | "phone" | "wallet" | "qr" | "lending" | "webatm" | "voucher"

export interface Method {
  id: MethodId
  kind: MethodKind
  zh: string
  en: string
  /** PaymentType of results. */
  paymentType: string
  /** PaymentMethod of results, for cards. */
  paymentMethod: string
  /** Inclusive, whole TWD. Outside of these limits the page does not offer the method. */
  limits: readonly [least: number, most: number]
  /** The values that request it. InstFlag has its own rule. */
  values: readonly string[]
  /** Requested with an older Version: MPG02010. */
  since?: string
}

const ANY = [1, Number.MAX_SAFE_INTEGER] as const

type Row = readonly [id: MethodId, kind: MethodKind, zh: string, en: string]

function card([id, kind, zh, en]: Row, paymentMethod: string): Method {
  return { id, kind, zh, en, paymentType: "CREDIT", paymentMethod, limits: ANY, values: ["1"] }
}

function other([id, kind, zh, en]: Row, limits: Method["limits"] = ANY, more: Partial<Method> = {}): Method {
  return { id, kind, zh, en, paymentType: id, paymentMethod: id, limits, values: ["1"], ...more }
}

const NEW = { since: "2.3" } as const

/** NDNF §4.2.1, in the order of the page. */
export const METHODS: readonly Method[] = [
  card(["CREDIT", "card", "信用卡一次付清", "Credit card"], "CREDIT"),
  card(["InstFlag", "card", "信用卡分期付款", "Credit card in instalments"], "CREDIT"),
  card(["CreditRed", "card", "信用卡紅利折抵", "Credit card with bonus points"], "CREDIT"),
  card(["UNIONPAY", "card", "銀聯卡", "UnionPay"], "UNIONPAY"),
  card(["CREDITAE", "card", "美國運通卡", "American Express"], "CREDIT"),
  card(["APPLEPAY", "phone", "Apple Pay", "Apple Pay"], "APPLEPAY"),
  card(["ANDROIDPAY", "phone", "Google Pay", "Google Pay"], "GOOGLEPAY"),
  card(["SAMSUNGPAY", "phone", "Samsung Pay", "Samsung Pay"], "SAMSUNGPAY"),
  other(["LINEPAY", "wallet", "LINE Pay", "LINE Pay"]),
  other(["ESUNWALLET", "wallet", "玉山 Wallet", "E.SUN Wallet"]),
  other(["TAIWANPAY", "wallet", "台灣 Pay", "Taiwan Pay"], [1, 49_999]),
  other(["TWQR", "qr", "TWQR 共通支付", "TWQR"], ANY, NEW),
  other(["EZPWECHAT", "qr", "微信支付", "WeChat Pay"]),
  other(["EZPALIPAY", "qr", "支付寶", "Alipay"]),
  other(["BITOPAY", "wallet", "BitoPay 加密貨幣", "BitoPay crypto"], [100, 49_999]),
  other(["AFTEE", "lending", "AFTEE 先享後付", "AFTEE"], [1, 49_999], { values: ["1", "2"], ...NEW }),
  other(["OPPAY", "lending", "大哥付你分期", "OP Pay instalments"], ANY, { values: ["1", "2"], ...NEW }),
  other(["WEBATM", "webatm", "網路 ATM", "Web ATM"], [1, 49_999]),
  other(["VACC", "voucher", "ATM 轉帳", "ATM transfer"], [1, 49_999]),
  other(["CVS", "voucher", "超商代碼繳費", "Convenience store code"], [30, 20_000]),
  other(["BARCODE", "voucher", "超商條碼繳費", "Convenience store barcode"], [20, 40_000]),
]

export function methodOf(id: string): Method | undefined {
  return METHODS.find((method) => method.id === id)
}

/** Whether it is paid by card, entered or stored in the phone. */
export function isCard({ kind }: Method): boolean {
  return kind === "card" || kind === "phone"
}
