import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { MethodAccount } from "./method-account"

/** Provider ids are `pp_<identifier>_<id>`; addresses leave the `pp_` out, as Medusa's own hook does. */
export function providerId(routeName: string): string {
  return `pp_${routeName.replace(/^pp_/, "")}`
}

export function routeName(provider: string): string {
  return provider.replace(/^pp_/, "")
}

type MethodAccounts = ReadonlyMap<string, MethodAccount>

const known = new WeakMap<object, Promise<MethodAccounts>>()

/** The methodAccount behind a payment provider id; null when there is none, or it is not one of this package. */
export async function methodAccountOf(container: MedusaContainer, provider: string): Promise<MethodAccount | null> {
  return (await methodAccountsOf(container)).get(provider) ?? null
}

/** All methodAccounts of this server by provider id. Providers are registered at boot, so they are gathered once. */
export async function methodAccountsOf(container: MedusaContainer): Promise<MethodAccounts> {
  const payment = container.resolve(Modules.PAYMENT)
  const gathered = known.get(payment) ?? gather(payment)
  known.set(payment, gathered)
  return gathered.catch((error) => {
    known.delete(payment)
    throw error
  })
}

/**
 * The payment module has no public way to its provider objects (2.21.2), so the private one is taken here and nowhere else.
 */
interface PaymentModule {
  listPaymentProviders(filters: object, config: object): Promise<{ id: string }[]>
  readonly paymentProviderService_?: { retrieveProvider(id: string): unknown }
}

async function gather(payment: PaymentModule | object): Promise<MethodAccounts> {
  const providers = "listPaymentProviders" in payment ? payment : null
  if (!providers?.paymentProviderService_)
    throw new Error("This Medusa hides its payment providers; Taiwan payments cannot reach its methodAccounts.")
  const rows = await providers.listPaymentProviders({ is_enabled: true }, { take: null })
  const services = rows.map(({ id }) => [id, providers.paymentProviderService_?.retrieveProvider(id)] as const)
  return new Map(
    services.flatMap(([id, service]) => (hasMethodAccount(service) ? [[id, service.methodAccount] as const] : [])),
  )
}

function hasMethodAccount(service: unknown): service is { methodAccount: MethodAccount } {
  return typeof service === "object" && service !== null && "methodAccount" in service
}
