import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { Terminal } from "./method-account"

/** Provider ids are `pp_<identifier>_<id>`; addresses leave the `pp_` out, as Medusa's own hook does. */
export function providerId(routeName: string): string {
  return `pp_${routeName.replace(/^pp_/, "")}`
}

export function routeName(provider: string): string {
  return provider.replace(/^pp_/, "")
}

type Terminals = ReadonlyMap<string, Terminal>

const known = new WeakMap<object, Promise<Terminals>>()

/** The terminal behind a payment provider id; null when there is none, or it is not one of this package. */
export async function terminalOf(container: MedusaContainer, provider: string): Promise<Terminal | null> {
  return (await terminalsOf(container)).get(provider) ?? null
}

/** All terminals of this server by provider id. Providers are registered at boot, so they are gathered once. */
export async function terminalsOf(container: MedusaContainer): Promise<Terminals> {
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

async function gather(payment: PaymentModule | object): Promise<Terminals> {
  const providers = "listPaymentProviders" in payment ? payment : null
  if (!providers?.paymentProviderService_)
    throw new Error("This Medusa hides its payment providers; Taiwan payments cannot reach its terminals.")
  const rows = await providers.listPaymentProviders({ is_enabled: true }, { take: null })
  const services = rows.map(({ id }) => [id, providers.paymentProviderService_?.retrieveProvider(id)] as const)
  return new Map(services.flatMap(([id, service]) => (hasTerminal(service) ? [[id, service.terminal] as const] : [])))
}

function hasTerminal(service: unknown): service is { terminal: Terminal } {
  return typeof service === "object" && service !== null && "terminal" in service
}
