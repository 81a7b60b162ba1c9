import type { Logger, MedusaContainer } from "@medusajs/framework/types"
import { environmentName } from "../toolkit/environment"
import { describeError } from "../toolkit/payment-error"
import { contextOf } from "./context"
import type { MethodAccount } from "./method-account"
import { methodAccountsOf } from "./method-accounts"

/** One line of the log for each account: whose money this server takes, where, by which methods, and where notices come in. */
export async function tellAccounts(container: MedusaContainer): Promise<void> {
  const { logger } = contextOf(container)
  const accounts = [...(await methodAccountsOf(container)).values()]
  for (const line of accountLines(accounts)) logger.info(line)
  if (accounts.length === 0) logger.error(NO_PROVIDER)
  await Promise.all(sandboxesOf(accounts).map((account) => tellIfSilent(logger, account)))
}

/** One account for each sandbox's address: all gateways of a sandbox are there, or none. */
function sandboxesOf(accounts: readonly MethodAccount[]): MethodAccount[] {
  const byAddress = accounts.flatMap((each) => {
    const { environment } = each.account
    return typeof environment === "string" ? [] : [[environment.sandbox, each] as const]
  })
  return [...new Map(byAddress).values()]
}

async function tellIfSilent(logger: Logger, { client }: MethodAccount): Promise<void> {
  await client.refreshClock().catch((error) => logger.warn(`Taiwan payments: ${describeError(error)}`))
}

const NO_PROVIDER =
  "Taiwan payments: the plugin is there, but no payment provider of it, so nobody can pay. Add one to the providers of " +
  '"@medusajs/medusa/payment" in medusa-config.ts: { resolve: "@taiwan-payments/medusa/providers/ecpay", id: "main", options: { … } }.'

export function accountLines(accounts: readonly MethodAccount[]): string[] {
  const names = [...new Set(accounts.map(nameOf))]
  return names.map((name) =>
    lineOf(
      name,
      accounts.filter((account) => nameOf(account) === name),
    ),
  )
}

function lineOf(name: string, accounts: readonly MethodAccount[]): string {
  const methods = [...new Set(accounts.map(({ method }) => method.id))]
  return `Taiwan payments: ${name}: ${methods.join(", ")}; ${wayOf(accounts)}`
}

function nameOf({ gateway, account }: MethodAccount): string {
  return `${gateway.name.en} ${account.merchant} (${environmentName(account.environment)})`
}

function wayOf([first]: readonly MethodAccount[]): string {
  return first?.account.notice
    ? `notices at ${first.shop.backendUrl}/pay/<provider>/notify`
    : "no notices; the gateway is asked"
}
