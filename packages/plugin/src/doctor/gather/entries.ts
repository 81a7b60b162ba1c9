import { createRequire } from "node:module"
import path from "node:path"
import { dynamicImport, normalizeImportPathWithSource } from "@medusajs/framework/utils"
import { openAccounts } from "../../payments/method-account"
import type { Gateway, OpenedAccount } from "../../toolkit/contract/gateway"
import { isRecord } from "../../toolkit/options"
import { describeError } from "../../toolkit/payment-error"
import type { EntryFacts } from "../facts"
import { type Entry, recordOf } from "./medusa-config"

/** An entry of `providers`, looked at without Medusa, and the account that it opens. */
export interface ReadEntry {
  readonly facts: EntryFacts
  /** Whether its payment providers are those of a gateway of the toolkit. */
  readonly isOurs: boolean
  readonly gateway: Gateway | null
  readonly account: OpenedAccount | null
}

const PACKAGE = "@taiwan-payments/"

/** Loads the provider's code as Medusa would, and lets its gateway read the options. */
export async function readEntry(entry: Entry, directory: string): Promise<ReadEntry> {
  try {
    return judge(entry, await servicesOf(entry.resolve, directory))
  } catch (error) {
    const facts = factsOf(entry, null, [], { unloadable: sentence(describeError(error).split("\n")[0] ?? "") })
    return { facts, isOurs: entry.resolve.startsWith(PACKAGE), gateway: null, account: null }
  }
}

/** A class of Medusa's: `static identifier`, and of ours, `static gateway`. */
type Service = Readonly<Record<string, unknown>>

async function servicesOf(resolve: string, directory: string): Promise<readonly Service[]> {
  const require = createRequire(path.join(directory, "package.json"))
  const module = recordOf(await dynamicImport(require.resolve(normalizeImportPathWithSource(resolve, directory))))
  const services = recordOf(module.default).services ?? module.services
  if (!Array.isArray(services)) throw new Error("it is no payment provider of Medusa.")
  return services
}

function judge(entry: Entry, services: readonly Service[]): ReadEntry {
  const gateway = services.map((service) => service.gateway).find(isGateway) ?? null
  const identifiers = services.map(({ identifier }) => String(identifier))
  const ids = identifiers.map((identifier) => `pp_${identifier}${entry.id ? `_${entry.id}` : ""}`)
  if (!gateway) return { facts: factsOf(entry, null, ids), isOurs: false, gateway: null, account: null }
  try {
    const { current } = openAccounts(gateway, entry.options)
    return { facts: factsOf(entry, gateway, ids), isOurs: true, gateway, account: current }
  } catch (error) {
    const facts = factsOf(entry, gateway, ids, { problem: describeError(error) })
    return { facts, isOurs: true, gateway, account: null }
  }
}

function factsOf(
  { resolve, id }: Entry,
  gateway: Gateway | null,
  providerIds: readonly string[],
  trouble: Partial<Pick<EntryFacts, "problem" | "unloadable">> = {},
): EntryFacts {
  return { resolve, id, gateway: gateway?.name ?? null, providerIds, problem: null, unloadable: null, ...trouble }
}

function isGateway(value: unknown): value is Gateway {
  return isRecord(value) && typeof value.openAccount === "function" && Array.isArray(value.methods)
}

function sentence(words: string): string {
  return /[.。]$/.test(words) ? words : `${words}.`
}
