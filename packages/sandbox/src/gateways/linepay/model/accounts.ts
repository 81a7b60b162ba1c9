import { ActionRefused } from "../../../core/gateway.js"

/** A merchant's channel at LINE Pay. */
export interface Account {
  channelId: string
  channelSecret: string
  merchantName: string
  /** Separate capture was applied for: without it `capture: false` answers 2103. */
  captureSeparation: boolean
  /** Preapproved payments were applied for: without it they answer 1194. */
  preapproved: boolean
  currencies: string[]
  /** Minimum and maximum of one payment. */
  limits: [least: number, most: number]
  /** maskedCreditCardNumber in payInfo, on application. */
  maskedCardNumbers: boolean
  /** The buyer's e-invoice carrier and other cards, where the merchant may see them. */
  affiliateCards: { cardType: string; cardId: string }[]
}

export type AccountOptions = Pick<Account, "channelId" | "channelSecret"> & Partial<Account>

/** LINE Pay publishes no test channel: these are made up. The second one may do everything. */
const MADE_UP: readonly AccountOptions[] = [
  { channelId: "1650000000", channelSecret: "sandbox-linepay-channel-secret" },
  {
    channelId: "1650000001",
    channelSecret: "sandbox-linepay-contracted-secret",
    captureSeparation: true,
    preapproved: true,
    maskedCardNumbers: true,
  },
]

export function accountOf(options: AccountOptions): Account {
  return {
    merchantName: "沙盒商店",
    captureSeparation: false,
    preapproved: false,
    currencies: ["TWD", "USD", "THB"],
    limits: [1, 1_000_000],
    maskedCardNumbers: false,
    affiliateCards: [],
    ...options,
  }
}

/** The made-up channels and the given ones, by channel id. */
export function openAccounts(extra: readonly AccountOptions[]): Map<string, Account> {
  return new Map([...MADE_UP, ...extra].map((options) => [options.channelId, accountOf(options)]))
}

/** An account from what the control plane was sent. */
export function accountFrom(given: Record<string, unknown>): Account {
  const { channelId, channelSecret } = given
  if (typeof channelId !== "string" || typeof channelSecret !== "string") {
    throw new ActionRefused("An account needs channelId and channelSecret.")
  }
  return accountOf({ ...given, channelId, channelSecret })
}
