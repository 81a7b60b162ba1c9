import { MedusaError } from "@medusajs/framework/utils"
import type { Gateway } from "../../toolkit/contract/gateway"
import { describeError } from "../../toolkit/payment-error"
import { openAccounts } from "../method-account"
import { hasPluginEntry, isServer, providerIdsWith, shopConfig } from "../shop-config"

const NO_PLUGIN =
  "Taiwan payments: payment providers of this package are configured, but its plugin is not, so nobody can pay. " +
  'Add { resolve: "@taiwan-payments/medusa" } to plugins in medusa-config.ts, and run "npx medusa db:migrate".'

/**
 * Stops the boot with every problem of the options in one message. Medusa looks at all providers, and then repeats the first
 * one's message only, so each is told in the log as well.
 * @throws MedusaError `invalid_argument`
 */
export function checkOptions(gateway: Gateway, options: unknown): void {
  const config = shopConfig()
  if (config && isServer(process.argv) && !hasPluginEntry(config)) tellOnce(NO_PLUGIN)
  try {
    openAccounts(gateway, options)
  } catch (error) {
    const ids = config ? providerIdsWith(options, config).map((id) => `Provider "${id}": `) : []
    const message = `${ids.join("")}${describeError(error)}`
    tellOnce(`Taiwan payments: ${message}`)
    throw new MedusaError(MedusaError.Types.INVALID_ARGUMENT, message)
  }
}

const told = new Set<string>()

/** A gateway's methods have the same options. */
function tellOnce(text: string): void {
  if (told.has(text)) return
  told.add(text)
  shopConfig()?.logger?.error(text)
}
