import type { MedusaContainer } from "@medusajs/framework/types"
import { type EnvironmentName, environmentName } from "../../toolkit/environment"
import { methodAccountsOf } from "../method-accounts"

/**
 * Whose money a shop's sums count where nobody says which: in a shop that takes real money that of production alone, for what it
 * tried in a sandbox or stage is none; else all.
 */
export async function countedEnvironments(container: MedusaContainer): Promise<readonly EnvironmentName[] | undefined> {
  const accounts = [...(await methodAccountsOf(container)).values()]
  const isLive = accounts.some(({ account }) => environmentName(account.environment) === "production")
  return isLive ? ["production"] : undefined
}
