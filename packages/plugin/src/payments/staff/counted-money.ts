import type { MedusaContainer } from "@medusajs/framework/types"
import type { EnvironmentName } from "../../toolkit/environment"
import { methodAccountsOf, takesRealMoney } from "../method-accounts"

/**
 * Whose money a shop's sums count where nobody says which: in a shop that takes real money that of production alone, for what it
 * tried in a sandbox or stage is none; else all.
 */
export async function countedEnvironments(container: MedusaContainer): Promise<readonly EnvironmentName[] | undefined> {
  return takesRealMoney(await methodAccountsOf(container)) ? ["production"] : undefined
}
