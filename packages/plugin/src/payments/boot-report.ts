import type { MedusaContainer } from "@medusajs/framework/types"
import { environmentName } from "../toolkit/environment"
import { contextOf } from "./context"
import { accountName, type MethodAccount } from "./method-account"
import { methodAccountsOf, routeName } from "./method-accounts"

/** Says what this server stands ready with: a line for each account, or how to name one where there is none. */
export async function reportAccounts(container: MedusaContainer): Promise<void> {
  const { logger } = contextOf(container)
  const accounts = await methodAccountsOf(container)
  for (const line of accountLines(accounts)) logger.info(`Taiwan payments: ${line}`)
  if (accounts.size === 0) logger.warn(NO_PROVIDER)
}

const NO_PROVIDER =
  'Taiwan payments: the plugin is installed, but no payment provider of it is configured, so nobody can pay. Add one to the options of @medusajs/medusa/payment, for example { resolve: "@taiwan-payments/medusa/providers/ecpay", id: "main", options }.'

/** A line for each account: gateway, merchant, environment, methods, and where the gateway's notices are to go. */
export function accountLines(accounts: ReadonlyMap<string, MethodAccount>): string[] {
  const entries = [...accounts]
  const byAccount = new Map(entries.map(([, each]) => [accountName(each), each]))
  return [...byAccount].map(([name, account]) =>
    lineOf(
      account,
      entries.filter(([, each]) => accountName(each) === name),
    ),
  )
}

function lineOf({ gateway, account, shop }: MethodAccount, entries: readonly [string, MethodAccount][]): string {
  const methods = entries.map(([, { method }]) => method.id).join(", ")
  const [provider] = entries.map(([id]) => routeName(id))
  const notices = account.notice ? `notices to ${shop.backendUrl}/pay/${provider}/notify` : "no notices: it is asked"
  const others = account.notice && entries.length > 1 ? " (each method its own)" : ""
  return `${gateway.name.en}, merchant ${account.merchant}, ${environmentName(account.environment)}; methods ${methods}; ${notices}${others}`
}
