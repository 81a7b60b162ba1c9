import { PaymentsError } from "../errors.js"
import type { TokenAccess } from "./access.js"
import type { Price } from "./price.js"

type Prepare = (part: unknown, access: TokenAccess, price: Price) => void | Promise<void>

/**
 * The wallets that open a sheet of their own and have to be told the price before, by their name in the script
 * (TapPay/tappay-web-example: Apple_Pay, Google_Pay, Samsung_Pay).
 */
export const phoneWallets: Readonly<Record<string, Prepare>> = {
  paymentRequestApi(part, { apple_merchant_id }, price) {
    const apple = withCalls(part, "setupApplePay", "setupPaymentRequest")
    apple.setupApplePay({ merchantIdentifier: apple_merchant_id ?? "", countryCode: "TW" })
    const request = { supportedNetworks: networks, supportedMethods: ["apple_pay"], ...totalOf(price) }
    return told((tell) => apple.setupPaymentRequest({ ...request, displayItems: [], options: nothingMore }, tell))
  },
  googlePay(part, { google_merchant_id }, { amount, label }) {
    const google = withCalls(part, "setupGooglePay", "setupPaymentRequest")
    google.setupGooglePay({
      ...(google_merchant_id ? { googleMerchantId: google_merchant_id } : {}),
      merchantName: label,
      allowedCardAuthMethods: ["PAN_ONLY", "CRYPTOGRAM_3DS"],
      allowPrepaidCards: true,
      allowedCountryCodes: ["TW"],
      billingAddressFormat: "MIN",
    })
    const request = { allowedNetworks: networks, price: String(amount), currency: "TWD" }
    return told((tell) => google.setupPaymentRequest(request, tell))
  },
  samsungPay(part, _access, price) {
    const samsung = withCalls(part, "setup", "setupPaymentRequest")
    samsung.setup({ country_code: "tw" })
    samsung.setupPaymentRequest({ supportedNetworks: ["VISA", "MASTERCARD"], ...totalOf(price) })
  },
}

const networks = ["AMEX", "JCB", "MASTERCARD", "VISA"]
const nothingMore = {
  requestPayerEmail: false,
  requestPayerName: false,
  requestPayerPhone: false,
  requestShipping: false,
}

function totalOf({ amount, label }: Price) {
  return { total: { label, amount: { currency: "TWD", value: String(amount) } } }
}

type Call = (request: unknown, callback?: (...told: unknown[]) => void) => void

/** @throws PaymentsError `no-token` when this browser's script lacks one of the calls */
function withCalls<Name extends string>(part: unknown, ...names: readonly Name[]): Readonly<Record<Name, Call>> {
  if (hasCalls(part, names)) return part
  throw new PaymentsError("no-token", "The script has no such way to pay.")
}

function hasCalls<Name extends string>(part: unknown, names: readonly Name[]): part is Record<Name, Call> {
  if (typeof part !== "object" || part === null) return false
  const calls: Readonly<Record<string, unknown>> = { ...part }
  return names.every((name) => typeof calls[name] === "function")
}

/** Waits for the script to say whether this device has such a wallet. */
function told(ask: (tell: (...answers: unknown[]) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    ask((...answers) => {
      if (answers.some(canPay)) resolve()
      else reject(new PaymentsError("no-token", "This device has no such wallet.", { code: noWallet }))
    })
  })
}

/** Ours: the script says it in words of several kinds. */
export const noWallet = -100

function canPay(answer: unknown): boolean {
  if (typeof answer !== "object" || answer === null) return false
  const { canUseGooglePay, canMakePaymentWithActiveCard } = answer as Record<string, unknown>
  return canUseGooglePay === true || canMakePaymentWithActiveCard === true
}
