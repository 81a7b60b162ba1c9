import { ActionRefused } from "../../../core/gateway.js"
import type { Keys } from "../wire/codec.js"
import { PERIODS, TOOLS, type ToolId } from "./tools.js"

/** A shop at PAYUNi. */
export interface Account extends Keys {
  merId: string
  /** Tools opened in the portal; what a UPP order without any flag shows. */
  tools: ToolId[]
  periods: string[]
  /** Captures cards when they are authorised: the platform's default. */
  autoCapture: boolean
  /** Product 05 with 07: charging a bound card without the buyer. */
  tokens: boolean
  /** Whether it may refund; if not, CLOSE01007. */
  refunds: boolean
  /** The IPs from which its servers may call, if IP binding is on. */
  ips: string[]
}

export type AccountOptions = Pick<Account, "merId" | "hashKey" | "hashIV"> & Partial<Account>

/** Made up: PAYUNi gives every merchant its own keys. The first has the keys of the documents' examples. */
const MADE_UP: readonly AccountOptions[] = [
  { merId: "S01234567", hashKey: "12345678901234567890123456789012", hashIV: "1234567890123456" },
  {
    merId: "S01234568",
    hashKey: "sandbox-payuni-manual-capture-32",
    hashIV: "sandbox-manual16",
    autoCapture: false,
  },
]

/** A complete account; everything not given is enabled. */
export function accountOf(options: AccountOptions): Account {
  return {
    tools: TOOLS.map(({ id }) => id),
    periods: Object.keys(PERIODS),
    autoCapture: true,
    tokens: true,
    refunds: true,
    ips: [],
    ...options,
  }
}

/** The two made-up accounts and the given ones, by MerID. */
export function openAccounts(extra: readonly AccountOptions[]): Map<string, Account> {
  return new Map([...MADE_UP, ...extra].map((options) => [options.merId, accountOf(options)]))
}

/** @throws ActionRefused where it lacks its id or its keys. */
export function accountFrom(given: Record<string, unknown>): Account {
  const { merId, hashKey, hashIV } = given
  const whole = typeof merId === "string" && typeof hashKey === "string" && typeof hashIV === "string"
  if (!whole || Buffer.byteLength(hashKey) !== 32 || Buffer.byteLength(hashIV) !== 16) {
    throw new ActionRefused("An account needs merId, hashKey (32 bytes) and hashIV (16 bytes).")
  }
  return accountOf({ ...given, merId, hashKey, hashIV })
}
