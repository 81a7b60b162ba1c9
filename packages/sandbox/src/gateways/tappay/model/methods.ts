/**
 * card: fields of the hosted form · token: a phone wallet provides a card · wallet: the buyer is sent to another app
 */
export type MethodKind = "card" | "token" | "wallet"

export interface Method {
  /** Its name under `TPDirect`. */
  id: string
  kind: MethodKind
  zh: string
  en: string
  /** The prefix of its primes. */
  prefix: string
  /** Its segment of the getprime path. */
  slug: string
  /** `payment_method` of the Record API. */
  record: string
}

const CARD: Method = {
  id: "card",
  kind: "card",
  zh: "信用卡",
  en: "Card",
  prefix: "",
  slug: "tpdirect",
  record: "DIRECT_PAY",
}

/** Names under TPDirect: TapPay/tappay-web-example, 2026-01-21. Prefixes ln_, jk_ and pl_ are documented, the rest ours. */
export const METHODS: readonly Method[] = [
  CARD,
  token("applePay", "Apple Pay", "ap_", "apple-pay"),
  token("googlePay", "Google Pay", "gp_", "google-pay"),
  token("samsungPay", "Samsung Pay", "sp_", "samsung-pay"),
  wallet("linePay", "LINE Pay", "LINE Pay", "ln_", "line-pay"),
  wallet("jkoPay", "街口支付", "JKOPAY", "jk_", "jko-pay"),
  wallet("easyWallet", "悠遊付", "Easy Wallet", "ew_", "easy-wallet"),
  wallet("atome", "Atome", "Atome", "at_", "atome"),
  wallet("piWallet", "Pi 拍錢包", "Pi Wallet", "pi_", "pi-wallet"),
  wallet("plusPay", "全盈+PAY", "Plus Pay", "pp_", "plus-pay"),
  wallet("payLater", "先享後付", "Pay Later", "pl_", "pay-later"),
  wallet("aftee", "AFTEE", "AFTEE", "af_", "aftee"),
  wallet("pxPayPlus", "全支付", "PXPay Plus", "px_", "px-pay-plus"),
  wallet("iPassMoney", "一卡通 iPASS MONEY", "iPASS MONEY", "ip_", "ipass-money"),
  wallet("oppay", "歐付寶", "OPPay", "op_", "oppay"),
  wallet("gogoPay", "GoGo Pay", "GoGo Pay", "gg_", "gogo-pay"),
]

function token(id: string, name: string, prefix: string, slug: string): Method {
  return { id, kind: "token", zh: name, en: name, prefix, slug, record: recordName(slug) }
}

function wallet(id: string, zh: string, en: string, prefix: string, slug: string): Method {
  return { id, kind: "wallet", zh, en, prefix, slug, record: recordName(slug) }
}

function recordName(slug: string): string {
  return slug.replaceAll("-", "_").toUpperCase()
}

export function methodOf(id: string): Method {
  return METHODS.find((method) => method.id === id) ?? CARD
}

export function methodBySlug(slug: string): Method | undefined {
  return METHODS.find((method) => method.slug === slug)
}
