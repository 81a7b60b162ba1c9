import { isDeepStrictEqual } from "node:util"
import { type ConfigModule, configManager } from "@medusajs/framework/config"
import { isRecord } from "../toolkit/options"

/** The module of the plugin's entry, which does what happens in the background. */
export const BACKGROUND_MODULE = "taiwanPaymentBackground"

/** What medusa-config.ts says, plugins' modules included; null where no Medusa server loads us, but a program one module alone. */
export function shopConfig(): ConfigModule | null {
  return configManager.baseDir ? configManager.config : null
}

/** Whether `plugins` names this package: only then are there tables, routes and jobs. */
export function hasPluginEntry({ modules }: Pick<ConfigModule, "modules">): boolean {
  return BACKGROUND_MODULE in (modules ?? {})
}

/** The `id`s under which the payment module's providers have these options. */
export function providerIdsWith(options: unknown, { modules }: Pick<ConfigModule, "modules">): string[] {
  const payment: unknown = modules?.payment
  const entries = isRecord(payment) && isRecord(payment.options) ? [payment.options.providers ?? []].flat() : []
  return entries.flatMap((entry) => {
    return isRecord(entry) && typeof entry.id === "string" && isDeepStrictEqual(entry.options, options)
      ? [entry.id]
      : []
  })
}

/**
 * Medusa's commands load every module, too, often with other settings than the server's: what they found missing would not be
 * missing, and what they began would end with them.
 */
export function isServer(argv: readonly string[]): boolean {
  return !argv.some((argument) => /^(exec|user|build|db:.+|plugin:.+)$/.test(argument))
}
