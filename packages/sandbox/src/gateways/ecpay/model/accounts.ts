import { ActionRefused } from "../../../core/gateway.js"
import type { Keys } from "../wire/codec.js"
import { METHODS, type MethodId } from "./methods.js"

/** A merchant's account at ECPay. */
export interface Account extends Keys {
  merchantId: string
  /** 商家檢查碼, asked for by QueryTrade/V2. */
  creditCheckCode: string
  /** A platform operator: may sign for any merchant by PlatformID. */
  platform: boolean
  /** A gateway merchant (代收付以外的閘道商店): may take AMEX and 5, 8, 9 or 10 periods. */
  gatewayMerchant: boolean
  /** Services opened. Empty: 10200141. */
  methods: MethodId[]
  /** Instalment periods opened; others fall back to one payment. */
  installments: string[]
  /** Closes every authorised card payment at 20:15. */
  autoClose: boolean
  /** Balance for refunds in whole TWD; null for unlimited. */
  balance: number | null
  /** Amount limits that replace the usual ones. */
  limits: Partial<Record<MethodId, [least: number, most: number]>>
}

export type AccountOptions = Pick<Account, "merchantId" | "hashKey" | "hashIV"> & Partial<Account>

/** 測試介接資訊 (p=2856): ECPay's published test accounts. 59997889 is the check code that goes with them. */
const PUBLISHED: readonly AccountOptions[] = [
  { merchantId: "3002607", hashKey: "pwFHCqoQZGmho4w6", hashIV: "EkRm7iFT261dpevs" },
  { merchantId: "2000132", hashKey: "5294y06JbISpM5x9", hashIV: "v77hoKGq4kWxNNIS" },
  { merchantId: "3002599", hashKey: "spPjZn66i0OhqJsQ", hashIV: "hT5OJckN45isQTTs", platform: true },
  { merchantId: "3365120", hashKey: "oyQPlLVKop9xuwxw", hashIV: "rljcW843laE9esfI", gatewayMerchant: true },
]

/** A complete account; everything not given is enabled. */
export function accountOf(options: AccountOptions, autoClose: boolean): Account {
  return {
    creditCheckCode: "59997889",
    platform: false,
    gatewayMerchant: false,
    methods: METHODS.map((method) => method.id),
    installments: ["3", "6", "12", "18", "24", "30N"],
    autoClose,
    balance: null,
    limits: {},
    ...options,
  }
}

/** The published accounts and the given ones, by MerchantID. */
export function openAccounts(extra: readonly AccountOptions[], autoClose: boolean): Map<string, Account> {
  const accounts = [...PUBLISHED, ...extra].map((options) => accountOf(options, autoClose))
  return new Map(accounts.map((account) => [account.merchantId, account]))
}

/** An account from what the control plane was sent. */
export function accountFrom(given: Record<string, unknown>, autoClose: boolean): Account {
  const { merchantId, hashKey, hashIV } = given
  if (typeof merchantId !== "string" || typeof hashKey !== "string" || typeof hashIV !== "string") {
    throw new ActionRefused("An account needs merchantId, hashKey and hashIV.")
  }
  return accountOf({ ...given, merchantId, hashKey, hashIV }, autoClose)
}
