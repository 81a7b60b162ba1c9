import { ActionRefused } from "../../../core/gateway.js"

/** A merchant at JKOPAY. */
export interface Account {
  apiKey: string
  secretKey: string
  storeIds: string[]
  storeName: string
  currencies: string[]
  /** What JKOPAY still owes the merchant, in the currency's units: refunds beyond it answer 113. Null for enough. */
  unreimbursed: number | null
  /** A closed account: refunds answer 978. */
  closed: boolean
  /** Entries must identify the buyer. */
  needsIdentity: boolean
}

export type AccountOptions = Pick<Account, "apiKey" | "secretKey" | "storeIds"> & Partial<Account>

/** The store and the secret of the official page's example; JKOPAY hands out real ones by contract. The API key is made up. */
const PUBLISHED: AccountOptions = {
  apiKey: "sandbox-jkopay-api-key",
  secretKey: "r0odDC1e9LHXDmxuvmOv9bgaWLf2CXB2c4gMheoFucVKNMi1K0Id9zwRHJF1r-kdtAKriKgb11VDlo7Kb8R-FQ",
  storeIds: ["35f12dff-1581-11e9-a054-00505684fd45"],
}

export function accountOf(options: AccountOptions): Account {
  return {
    storeName: "沙盒商店",
    currencies: ["TWD"],
    unreimbursed: null,
    closed: false,
    needsIdentity: false,
    ...options,
  }
}

/** The example's account and the given ones, by API key. */
export function openAccounts(extra: readonly AccountOptions[]): Map<string, Account> {
  return new Map([PUBLISHED, ...extra].map((options) => [options.apiKey, accountOf(options)]))
}

/** An account from what the control plane was sent. */
export function accountFrom(given: Record<string, unknown>): Account {
  const { apiKey, secretKey, storeIds } = given
  const isList = Array.isArray(storeIds) && storeIds.every((id): id is string => typeof id === "string")
  if (typeof apiKey !== "string" || typeof secretKey !== "string" || !isList) {
    throw new ActionRefused("An account needs apiKey, secretKey and storeIds.")
  }
  return accountOf({ ...given, apiKey, secretKey, storeIds })
}
