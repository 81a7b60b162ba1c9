import { readPluginOptions } from "../../modules/background/options"
import { CHANNEL, isOn } from "../../payments/messages/message-options"
import { describeError } from "../../toolkit/payment-error"
import type { ConfigFacts } from "../facts"
import type { ReadEntry } from "./entries"
import { recordOf, type StoreConfig } from "./medusa-config"

const PLUGIN = "@taiwan-payments/medusa"

export function configFacts(config: StoreConfig, entries: readonly ReadEntry[]): ConfigFacts {
  const entry = config.plugins.find(({ resolve }) => resolve === PLUGIN)
  return {
    hasPluginEntry: entry !== undefined,
    ...pluginOptions(entry?.options),
    entries: entries.filter(({ isOurs }) => isOurs).map(({ facts }) => facts),
    otherProviderIds: entries.filter(({ isOurs }) => !isOurs).flatMap(({ facts }) => facts.providerIds),
    workerMode: String(config.project.workerMode ?? process.env.MEDUSA_WORKER_MODE ?? "shared"),
    inMemory: inMemory(config),
    messages: { isOn: wantsMessages(entry?.options), hasProvider: sendsMail(config) },
  }
}

function pluginOptions(options: unknown): Pick<ConfigFacts, "pluginProblem" | "jobSeconds"> {
  try {
    return { pluginProblem: null, jobSeconds: readPluginOptions(options).jobSeconds }
  } catch (error) {
    return { pluginProblem: describeError(error), jobSeconds: readPluginOptions({}).jobSeconds }
  }
}

/** Options that are wrong are told of elsewhere. */
function wantsMessages(options: unknown): boolean {
  try {
    return isOn(readPluginOptions(options).messages)
  } catch {
    return false
  }
}

function sendsMail(config: StoreConfig): boolean {
  const { providers } = recordOf(config.module("notification")?.options)
  const channels = (provider: unknown) => recordOf(recordOf(provider).options).channels
  return (Array.isArray(providers) ? providers : []).some((provider) => [channels(provider)].flat().includes(CHANNEL))
}

/** Medusa's own modules of that kind; those of somebody else are theirs to know. */
function inMemory(config: StoreConfig): string[] {
  const lives = (name: string, pattern: RegExp) => pattern.test(config.module(name)?.resolve ?? "")
  return [
    ...(lives("event_bus", /event-bus-local/) ? ["the event bus"] : []),
    ...(lives("workflows", /workflow-engine-inmemory/) ? ["the workflow engine"] : []),
    ...(lives("locking", /locking$/) && !hasProviders(config) ? ["the locks"] : []),
  ]
}

function hasProviders(config: StoreConfig): boolean {
  const { providers } = recordOf(config.module("locking")?.options)
  return Array.isArray(providers) && providers.length > 0
}
