/** A payment tool's flag in UPP, except for instalments, whose flag lists periods. */
export type ToolId =
  | "Credit"
  | "CreditInst"
  | "CreditUnionPay"
  | "ApplePay"
  | "GooglePay"
  | "SamsungPay"
  | "ICash"
  | "Aftee"
  | "LinePay"
  | "JKoPay"
  | "ATM"
  | "CVS"

/** What the buyer sees: a card form, a phone wallet that provides a card, another app, or an issued code. */
export type ToolKind = "card" | "phone" | "wallet" | "voucher"

export interface Tool {
  id: ToolId
  kind: ToolKind
  zh: string
  en: string
  /** Inclusive, whole TWD. */
  limits: readonly [least: number, most: number]
  paymentType: "1" | "2" | "3" | "6" | "7" | "9" | "11"
  /** AuthType of card payments. */
  authType: "" | "1" | "2" | "4" | "5" | "6" | "7"
  /** UPP's code for a tool that is not enabled, and for an amount outside of its limits. */
  closed: string
  amount: string
  /** Constant in Channel of a query's rows, and the family of its failures. */
  channel: string
  family: string
}

const CARD_LIMITS = [1, 199_999] as const
/** "The provider's own" limits: unpublished. */
const WALLET_LIMITS = [1, 199_999] as const

type CardRow = readonly [ToolId, "card" | "phone", string, string, Tool["authType"], string, string]

const CARDS: readonly CardRow[] = [
  ["Credit", "card", "信用卡一次付清", "Credit card", "1", "UPP02029", "UPP02088"],
  ["CreditInst", "card", "信用卡分期付款", "Card instalments", "2", "UPP02034", "UPP02090"],
  ["CreditUnionPay", "card", "銀聯卡", "UnionPay", "7", "UPP02032", "UPP02089"],
  ["ApplePay", "phone", "Apple Pay", "Apple Pay", "4", "UPP02063", "UPP02097"],
  ["GooglePay", "phone", "Google Pay", "Google Pay", "5", "UPP02076", "UPP02098"],
  ["SamsungPay", "phone", "Samsung Pay", "Samsung Pay", "6", "UPP02078", "UPP02099"],
]

/** 支付工具: flags and limits of UPP 2.0 (#34, #170). The order of the codes within 02088–02102 is assumed. */
export const TOOLS: readonly Tool[] = [
  ...CARDS.map(([id, kind, zh, en, authType, closed, amount]): Tool => {
    const shared = { limits: CARD_LIMITS, paymentType: "1", channel: "", family: "CREDIT" } as const
    return { id, kind, zh, en, authType, closed, amount, ...shared }
  }),
  wallet("ICash", "icash Pay", "icash Pay", "6", ["UPP02049", "UPP02100"], "ICASH", WALLET_LIMITS),
  wallet("Aftee", "AFTEE 先享後付", "AFTEE pay later", "7", ["UPP02050", "UPP02108"], "AFTEE", [20, 49_999]),
  wallet("LinePay", "LINE Pay", "LINE Pay", "9", ["UPP02073", "UPP02100"], "LINE", WALLET_LIMITS),
  wallet("JKoPay", "街口支付", "JKOPAY", "11", ["UPP02109", "UPP02100"], "JKoPay", WALLET_LIMITS),
  voucher("ATM", "ATM 轉帳", "ATM transfer", "2", ["UPP02030", "UPP02101"], [15, 49_999]),
  voucher("CVS", "超商代碼繳費", "Convenience store code", "3", ["UPP02031", "UPP02102"], [30, 20_000]),
]

type Codes = readonly [closed: string, amount: string]

function wallet(
  id: ToolId,
  zh: string,
  en: string,
  paymentType: Tool["paymentType"],
  [closed, amount]: Codes,
  channel: string,
  limits: Tool["limits"],
): Tool {
  const family = { LINE: "LINEPAY", JKoPay: "JKO" }[channel] ?? channel
  return { id, kind: "wallet", zh, en, limits, paymentType, authType: "", closed, amount, channel, family }
}

function voucher(
  id: "ATM" | "CVS",
  zh: string,
  en: string,
  paymentType: Tool["paymentType"],
  [closed, amount]: Codes,
  limits: Tool["limits"],
): Tool {
  return { id, kind: "voucher", zh, en, limits, paymentType, authType: "", closed, amount, channel: "", family: id }
}

export function toolOf(id: string): Tool | undefined {
  return TOOLS.find((tool) => tool.id === id)
}

/** CreditInst's periods, and the codes for one that is not enabled. */
export const PERIODS: Readonly<Record<string, string>> = {
  "3": "UPP02034",
  "6": "UPP02035",
  "9": "UPP02036",
  "12": "UPP02037",
  "18": "UPP02038",
  "24": "UPP02039",
  "30": "UPP02040",
}

/** Banks that issue accounts: the three that the documents name. */
export const BANKS: readonly (readonly [code: string, zh: string, en: string])[] = [
  ["822", "中國信託商業銀行", "CTBC Bank"],
  ["004", "臺灣銀行", "Bank of Taiwan"],
  ["013", "國泰世華商業銀行", "Cathay United Bank"],
]

/** TradeFee in whole TWD: assumed, consistent with 1 for 30. */
export function feeOf({ kind }: Tool, amount: number): number {
  if (kind === "voucher") return 10
  return Math.max(Math.round(amount * 0.02), 1)
}
