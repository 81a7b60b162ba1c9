import { ActionRefused } from "../../../core/gateway.js"
import type { Keys } from "../wire/codec.js"
import { METHODS, type MethodId } from "./methods.js"

/** A shop at NewebPay, with its settings in 會員專區. */
export interface Account extends Keys {
  merchantId: string
  shopName: string
  /** What is enabled for the shop. Shown when an order names no method itself. */
  methods: MethodId[]
  /** Instalment terms that are enabled. */
  terms: string[]
  /** 自動請款: card payments are submitted for capture immediately. */
  autoCapture: boolean
  /** A gateway shop (閘道): EscrowBank is empty for cards, and 8 terms may be taken. */
  gatewayShop: boolean
  /** The shop was stopped: MPG03004. */
  suspended: boolean
  /** Maximum amount of one order, whole TWD. */
  limit: number
  /** Balance for refunds in whole TWD; null for unlimited. */
  balance: number | null
}

export type AccountOptions = Pick<Account, "merchantId" | "hashKey" | "hashIV"> & Partial<Account>

/** The shop and keys of the manual's samples, and one of ours with manual capture. */
const BUILT_IN: readonly AccountOptions[] = [
  { merchantId: "MS127874575", hashKey: "Fs5cX1TGqYM2PpdbE14a9H83YQSQF5jn", hashIV: "C6AcmfqJILwgnhIP" },
  {
    merchantId: "MS300000002",
    hashKey: "SandboxNewebPayManualCapture0002",
    hashIV: "SandboxNewebPay2",
    autoCapture: false,
  },
]

export function accountOf(options: AccountOptions): Account {
  return {
    shopName: "沙盒商店",
    methods: METHODS.map(({ id }) => id),
    terms: ["3", "6", "12", "18", "24", "30"],
    autoCapture: true,
    gatewayShop: false,
    suspended: false,
    limit: 1_000_000,
    balance: null,
    ...options,
  }
}

/** The built-in shops and the given ones, by MerchantID. */
export function openAccounts(extra: readonly AccountOptions[]): Map<string, Account> {
  return new Map([...BUILT_IN, ...extra].map((options) => [options.merchantId, accountOf(checked(options))]))
}

/** A shop from what the control plane was sent. */
export function accountFrom(given: Record<string, unknown>): Account {
  const { merchantId, hashKey, hashIV } = given
  if (typeof merchantId !== "string" || typeof hashKey !== "string" || typeof hashIV !== "string") {
    throw new ActionRefused("An account needs merchantId, hashKey and hashIV.")
  }
  return accountOf(checked({ ...given, merchantId, hashKey, hashIV }))
}

function checked(options: AccountOptions): AccountOptions {
  const sizes = [options.hashKey, options.hashIV].map((text) => Buffer.byteLength(text))
  if (sizes[0] !== 32 || sizes[1] !== 16) throw new ActionRefused("A HashKey has 32 bytes and a HashIV 16.")
  return options
}
