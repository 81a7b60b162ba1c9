import type { Browser, Method } from "../../toolkit/contract/gateway"
import { PaymentError } from "../../toolkit/payment-error"
import type { TapPayAccount } from "./config"
import { METHODS, SDK } from "./methods"

const SCRIPT = "/sdk/tpdirect/v5.19.2"

/**
 * What the shop's page needs for `TPDirect.setupSDK(app_id, app_key, server_type)` and `TPDirect[sdk].getPrime`. All of
 * it is public.
 */
export function browserOf(account: TapPayAccount, method: Method): Browser {
  merchantOf(account, method)
  const { environment, appleMerchantId, googleMerchantId } = account
  const known = METHODS.find(({ id }) => id === method.id)
  return {
    script: `${account.scriptHost}${SCRIPT}`,
    app_id: Number(account.appId),
    app_key: account.appKey,
    server_type: environment === "production" ? "production" : "sandbox",
    sdk: known ? SDK[known.id] : "",
    ...(method.id === "applepay" && appleMerchantId ? { apple_merchant_id: appleMerchantId } : {}),
    ...(method.id === "googlepay" && googleMerchantId ? { google_merchant_id: googleMerchantId } : {}),
  }
}

/** @throws PaymentError `unsupported` where the shop has no merchant id for the method. */
export function merchantOf({ merchantIds }: TapPayAccount, { id, name }: Method): string {
  const merchant = Object.hasOwn(merchantIds, id) ? merchantIds[id] : undefined
  if (merchant) return merchant
  throw new PaymentError(
    "unsupported",
    `${name.en} is not set up at TapPay: the option merchantIds.${id} is missing.`,
    {
      gateway: "tappay",
    },
  )
}
