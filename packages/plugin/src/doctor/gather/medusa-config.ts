import { isRecord } from "../../toolkit/options"

/** What is read of `medusa-config`, as it was written or as Medusa normalised it. */
export interface StoreConfig {
  readonly project: Readonly<Record<string, unknown>>
  readonly plugins: readonly Entry[]
  /** Of the payment module. */
  readonly providers: readonly Entry[]
  module(name: string): Entry | undefined
}

export interface Entry {
  readonly resolve: string
  readonly id: string
  readonly options: unknown
}

export function readStoreConfig(config: unknown): StoreConfig {
  const { projectConfig, plugins, modules } = recordOf(config)
  const module = (name: string) => entryOf(recordOf(modules)[name])
  return {
    project: recordOf(projectConfig),
    plugins: listOf(plugins).flatMap((each) => entryOf(each) ?? []),
    providers: listOf(recordOf(module("payment")?.options).providers).flatMap((each) => entryOf(each) ?? []),
    module,
  }
}

/** A plugin is named by its package alone, or by an entry; a provider's class may stand where its address does. */
function entryOf(value: unknown): Entry | undefined {
  if (typeof value === "string") return { resolve: value, id: "", options: {} }
  if (!isRecord(value)) return undefined
  const { resolve, id, options = {} } = value
  return { resolve: typeof resolve === "string" ? resolve : "", id: typeof id === "string" ? id : "", options }
}

export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {}
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
