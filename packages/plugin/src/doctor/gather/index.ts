import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { Ledger } from "../../modules/ledger/ledger"
import { environmentName } from "../../toolkit/environment"
import { type AccountName, type Facts, isSeen } from "../facts"
import { addressFacts } from "./addresses"
import { configFacts } from "./config"
import { databaseFacts } from "./database"
import { type ReadEntry, readEntry } from "./entries"
import { type Asked, accountFacts } from "./keys"
import { readStoreConfig } from "./medusa-config"
import { versionFacts } from "./versions"

/** A store as it is found: by the command in its folder, or by a server that runs it. */
export interface Installation {
  /** The project's folder. */
  readonly directory: string
  /** What `medusa-config` exports, or Medusa made of it. */
  readonly config: unknown
  readonly db: Knex
}

/** Everything that is known of a store; the only place where the doctor looks. */
export async function gatherFacts({ directory, config: given, db }: Installation): Promise<Facts> {
  const config = readStoreConfig(given)
  const entries = await Promise.all(config.providers.map((entry) => readEntry(entry, directory)))
  const accounts = accountsOf(entries)
  const database = await databaseFacts(db, config, accounts.map(ledgerName))
  const ledger = isSeen(database) && database.ledger ? new Ledger(db) : null
  const [asked, addresses] = await Promise.all([
    Promise.all(accounts.map((each) => accountFacts(each, ledger))),
    addressFacts(accounts),
  ])
  return {
    versions: versionFacts(directory),
    config: configFacts(config, entries),
    accounts: asked,
    addresses,
    database,
  }
}

/** Several entries of one account are one: its keys are asked about once. */
function accountsOf(entries: readonly ReadEntry[]): Asked[] {
  const accounts = new Map<string, Asked>()
  for (const { gateway, account, facts } of entries) {
    if (!gateway || !account) continue
    const key = Object.values(ledgerName({ gateway, account })).join(" ")
    const known = accounts.get(key)?.providerIds ?? []
    accounts.set(key, { gateway, account, providerIds: [...known, ...facts.providerIds] })
  }
  return [...accounts.values()]
}

function ledgerName({ gateway, account }: Pick<Asked, "gateway" | "account">): AccountName {
  const { environment, merchant } = account.account
  return { gatewayId: gateway.id, environment: environmentName(environment), merchant }
}
