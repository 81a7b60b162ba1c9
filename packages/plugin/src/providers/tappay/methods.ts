import type { Method } from "../../toolkit/contract/method"

/** TWD, by TapPay's table of amounts; contracts with the acquirers are narrower. */
const LIMITS = { min: 1, max: 20_000_000 }

const card = { limits: LIMITS, capture: "full", refund: "partial", quietMinutes: 2 } as const

const wallet = { limits: LIMITS, capture: "immediate", refund: "partial", quietMinutes: 2 } as const

function same(name: string) {
  return { en: name, "zh-TW": name }
}

/** TapPay's methods whose acquirers its document names, and which all begin with a prime from TPDirect. */
export const METHODS = [
  {
    id: "card",
    identifier: "tappay-card",
    name: { en: "Credit card", "zh-TW": "信用卡" },
    ...card,
    savesCards: true,
  },
  {
    id: "installment",
    identifier: "tappay-installment",
    name: { en: "Card instalments", "zh-TW": "信用卡分期" },
    ...card,
    refund: "full",
  },
  { id: "applepay", identifier: "tappay-applepay", name: same("Apple Pay"), ...card },
  { id: "googlepay", identifier: "tappay-googlepay", name: same("Google Pay"), ...card },
  { id: "samsungpay", identifier: "tappay-samsungpay", name: same("Samsung Pay"), ...card },
  { id: "linepay", identifier: "tappay-linepay", name: same("LINE Pay"), ...wallet },
  { id: "jkopay", identifier: "tappay-jkopay", name: { en: "JKOPAY", "zh-TW": "街口支付" }, ...wallet },
  { id: "easywallet", identifier: "tappay-easywallet", name: { en: "Easy Wallet", "zh-TW": "悠遊付" }, ...wallet },
  { id: "atome", identifier: "tappay-atome", name: same("Atome"), ...wallet },
  { id: "piwallet", identifier: "tappay-piwallet", name: { en: "Pi Wallet", "zh-TW": "Pi 拍錢包" }, ...wallet },
  { id: "pluspay", identifier: "tappay-pluspay", name: { en: "PlusPay", "zh-TW": "全盈+PAY" }, ...wallet },
] as const satisfies readonly Method[]

export type MethodId = (typeof METHODS)[number]["id"]

/** The part of TPDirect (TapPay's script) that makes a method's prime. */
export const SDK: Readonly<Record<MethodId, string>> = {
  card: "card",
  installment: "card",
  applepay: "paymentRequestApi",
  googlepay: "googlePay",
  samsungpay: "samsungPay",
  linepay: "linePay",
  jkopay: "jkoPay",
  easywallet: "easyWallet",
  atome: "atome",
  piwallet: "piWallet",
  pluspay: "plusPay",
}

/** Card numbers typed into the shop's page: only these take 3-D Secure, instalments and saving (Direct Pay). */
export function isTypedCard({ id }: Method): boolean {
  return id === "card" || id === "installment"
}
