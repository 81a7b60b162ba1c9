import type { EcpayOptions } from "../src/providers/ecpay/gateway"
import { ecpay } from "../src/providers/ecpay/gateway"
import type { Gateway, MerchantAccount, Method, OpenedAccount, SignedNotice } from "../src/toolkit/contract/gateway"

/** ECPay's published stage account. Source: 準備事項 › 測試介接資訊. */
export const STAGE_KEYS = { hashKey: "pwFHCqoQZGmho4w6", hashIv: "EkRm7iFT261dpevs" }

export const STAGE_OPTIONS: EcpayOptions = {
  environment: "stage",
  backendUrl: "https://api.shop.example.tw",
  storefrontUrl: "https://shop.example.tw",
  merchantId: "3002607",
  ...STAGE_KEYS,
}

/** Keys nobody has published, for what the plugin must accept in production. */
export const LIVE_OPTIONS: EcpayOptions = {
  ...STAGE_OPTIONS,
  environment: "production",
  merchantId: "3999001",
  hashKey: "aB3dE6gH9jK2mN5p",
  hashIv: "qR8sT1uV4wX7yZ0a",
  creditCheckCode: "12345678",
}

export function accountOf(options: Partial<EcpayOptions> = {}): OpenedAccount {
  return ecpay.openAccount({ ...STAGE_OPTIONS, ...options })
}

export function gatewayOf(options: Partial<EcpayOptions> = {}): MerchantAccount {
  return accountOf(options).account
}

export function methodOf(id: string, kind: Gateway = ecpay): Method {
  const method = kind.methods.find((candidate) => candidate.id === id)
  if (!method) throw new Error(`There is no method ${id}.`)
  return method
}

/** ECPay's own way of reading notices. */
export function signedNotice(gateway: MerchantAccount = gatewayOf()): SignedNotice {
  if (gateway.notice?.kind === "signed") return gateway.notice
  throw new Error("ECPay signs its notices.")
}
