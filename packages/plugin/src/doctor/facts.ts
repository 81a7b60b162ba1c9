import type { EnvironmentName } from "../toolkit/environment"
import type { LocalText } from "../toolkit/text"

/** What is known of an installation. Checks read nothing else, so that each can be shown an installation that is broken. */
export interface Facts {
  readonly versions: VersionFacts
  readonly config: ConfigFacts
  readonly accounts: readonly AccountFacts[]
  readonly addresses: readonly AddressFacts[]
  readonly database: DatabaseFacts | Unseen
}

/** Why something could not be looked at. */
export interface Unseen {
  readonly unseen: string
}

export interface VersionFacts {
  /** Without the `v`. */
  readonly node: string
  /** Medusa's packages as the store finds them, by name; null where it finds none. */
  readonly medusa: Readonly<Record<string, string | null>>
}

export interface ConfigFacts {
  readonly hasPluginEntry: boolean
  /** What the plugin's own options get wrong. */
  readonly pluginProblem: string | null
  readonly jobSeconds: number
  readonly entries: readonly EntryFacts[]
  /** Payment providers that other packages make. */
  readonly otherProviderIds: readonly string[]
  readonly workerMode: string
  /** Modules that live in one process's memory (event bus, workflow engine, locking) and that several would have to share. */
  readonly inMemory: readonly string[]
  /** Whether the plugin is to send messages, and whether the notification module has a provider that sends e-mail. */
  readonly messages: { readonly isOn: boolean; readonly hasProvider: boolean }
}

/** An entry of this package, or made by it, in the payment module's `providers`. */
export interface EntryFacts {
  readonly resolve: string
  readonly id: string
  readonly gateway: LocalText | null
  /** The payment providers that it makes: `pp_ecpay-atm_main`. */
  readonly providerIds: readonly string[]
  /** What is wrong with its options. */
  readonly problem: string | null
  /** Why its code cannot be loaded. */
  readonly unloadable: string | null
}

/** One merchant account, and what its gateway said of our keys. */
export interface AccountFacts {
  readonly gatewayId: string
  readonly gateway: LocalText
  /** How the gateway's server calls. Of a hint no record is kept: it only makes the shop ask. */
  readonly notices: "signed" | "hint" | "none"
  readonly merchant: string
  readonly environment: EnvironmentName
  readonly providerIds: readonly string[]
  readonly keys: KeyFacts
  /** Milliseconds by which the gateway's clock is ahead of this machine's; null where it told none that counts. */
  readonly skewMs: number | null
}

/** What an account is known by in the ledger. */
export type AccountName = Pick<AccountFacts, "gatewayId" | "environment" | "merchant">

/**
 * What a gateway answered about a trade that does not exist: that there is none (so it knew our signature), or why not.
 * `spared`: it was not asked, since the account has asked enough.
 */
export interface KeyFacts {
  readonly verdict: "right" | "wrong" | "refused" | "unreachable" | "unclear" | "spared"
  /** The gateway's own words, or ours about the connection. */
  readonly detail: string
}

/** A public address of this server, as it was called from here. */
export interface AddressFacts {
  readonly url: string
  /** Of the accounts behind it: who has to reach it. */
  readonly environment: EnvironmentName
  readonly gateway: LocalText
  /** False for a gateway that never calls; buyers' browsers do all the same. */
  readonly isCalled: boolean
  /** A name or number that no other machine reaches. */
  readonly isPrivate: boolean
  readonly resolved: { readonly addresses: readonly string[]; readonly allPrivate: boolean } | null
  readonly answer: AddressAnswer
}

export type AddressAnswer =
  | { readonly kind: "ours" }
  | {
      readonly kind: "other"
      readonly status: number
      readonly location: string | null
      readonly server: string | null
    }
  | { readonly kind: "none"; readonly code: string; readonly words: string }

export interface DatabaseFacts {
  /** Milliseconds by which the database's clock is ahead of this machine's. */
  readonly skewMs: number
  readonly missingMigrations: readonly string[]
  /** Rows of Medusa's `payment_provider` that are enabled and bear one of our gateways' names. */
  readonly enabledProviders: readonly string[]
  /** Null where Medusa's own tables are missing. */
  readonly regions: readonly RegionFacts[] | null
  readonly connections: { readonly allowed: number; readonly poolMax: number }
  /** Null while migrations are missing. */
  readonly ledger: LedgerFacts | null
}

export interface RegionFacts {
  readonly id: string
  readonly name: string
  readonly currency: string
  readonly providerIds: readonly string[]
}

/** Ages in seconds by the database's own clock. */
export interface LedgerFacts {
  readonly jobs: readonly JobFacts[]
  /** Payments that wait for Medusa to follow, and are due. */
  readonly due: number
  readonly oldestUnapplied: { readonly tradeNo: string; readonly age: number } | null
  readonly waitingEvents: { readonly count: number; readonly age: number }
  readonly notices: readonly NoticeFacts[]
  /** Messages of the last seven days that could not be sent, or may not have been. */
  readonly unsentMessages: number
}

export interface JobFacts {
  readonly name: string
  readonly startedAgo: number
  readonly isRunning: boolean
}

/** What came in for one merchant account. */
export interface NoticeFacts {
  readonly gateway: string
  readonly environment: EnvironmentName
  readonly merchant: string
  /** Null where none ever came. */
  readonly lastAgo: number | null
  /** Payments of the last seven days whose money came, and those of them that a notice told of. */
  readonly paid: number
  readonly paidByNotice: number
  /** Messages of the last day whose signature did not match. */
  readonly forged: number
}

/** Whether a count is of this account. */
export function isOf(account: AccountName, { gateway, environment, merchant }: NoticeFacts): boolean {
  return gateway === account.gatewayId && environment === account.environment && merchant === account.merchant
}

export function isSeen<Known extends object>(facts: Known | Unseen): facts is Known {
  return !("unseen" in facts)
}
