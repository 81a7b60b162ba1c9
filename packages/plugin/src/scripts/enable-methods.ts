import type { ExecArgs, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { methodAccountsOf } from "../payments/method-accounts"
import { runWorkflow } from "../payments/orders/workflows"
import { chooseMethods } from "./choose-methods"

interface Region {
  readonly id: string
  readonly name: string
  readonly payment_providers: readonly { readonly id: string }[]
}

/**
 * For `medusa exec`: enables the methods of the configured gateways in every region that sells in TWD, beside what is enabled there
 * already. Arguments name some of them: a gateway (`ecpay`), a method (`ecpay-atm`) or a provider (`pp_ecpay-atm_main`).
 *
 * @throws Error when no region sells in TWD, no gateway is configured, or an argument names none of the methods.
 */
export default async function enableMethods({ container, args }: ExecArgs): Promise<void> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const methods = chooseMethods([...(await methodAccountsOf(container)).keys()], args ?? [])
  for (const region of await regionsInTwd(container)) {
    const enabled = region.payment_providers.map(({ id }) => id)
    const added = methods.filter((id) => !enabled.includes(id))
    const payment_providers = [...enabled, ...added]
    if (added.length > 0)
      await runWorkflow(container, "update-regions", { selector: { id: region.id }, update: { payment_providers } })
    const told = added.length > 0 ? `now has ${added.join(", ")}` : "has all of them already"
    logger.info(`Taiwan payments: ${region.name} (${region.id}) ${told}.`)
  }
}

async function regionsInTwd(container: MedusaContainer): Promise<Region[]> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "region",
    fields: ["id", "name", "payment_providers.id"],
    filters: { currency_code: "twd" },
  })
  const regions = data.map(({ id, name, payment_providers }) => ({
    id,
    name,
    payment_providers: known(payment_providers),
  }))
  if (regions.length > 0) return regions
  const names = (await container.resolve(Modules.REGION).listRegions()).map(({ name }) => name)
  throw new Error(`No region has the currency TWD (there are: ${names.join(", ") || "none"}). Make one in the admin.`)
}

/** A region without any provider has null rows. */
function known(rows: readonly ({ readonly id: string } | null | undefined)[] | null | undefined) {
  return (rows ?? []).flatMap((row) => (row ? [{ id: row.id }] : []))
}
