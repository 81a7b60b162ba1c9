import type { Logger, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { AccountKey, Attempt } from "../modules/ledger/records"
import { environmentName } from "../toolkit/environment"
import { findAccountOf, type MethodAccount, methodOf } from "./method-account"

/** Provider ids are `pp_<identifier>_<id>`; addresses leave the `pp_` out, as Medusa's own hook does. */
export function providerId(routeName: string): string {
  return `pp_${routeName.replace(/^pp_/, "")}`
}

export function routeName(provider: string): string {
  return provider.replace(/^pp_/, "")
}

export type MethodAccounts = ReadonlyMap<string, MethodAccount>

const known = new WeakMap<object, Promise<MethodAccounts>>()

/** The account behind a payment provider id, for what begins now; null when there is none, or it is not one of this package. */
export async function methodAccountOf(container: MedusaContainer, provider: string): Promise<MethodAccount | null> {
  return (await methodAccountsOf(container)).get(provider) ?? null
}

/**
 * The account that opened an attempt, whatever its provider id stands for today; null where no options name it any more.
 * Then the attempt must be left alone: another account knows nothing of it, and what it says of it is no answer.
 */
export async function methodAccountFor(container: MedusaContainer, attempt: Attempt): Promise<MethodAccount | null> {
  return accountAmong(await methodAccountsOf(container), attempt)
}

/** What an account is found by. */
type Sought = AccountKey & Pick<Attempt, "provider_id" | "method">

/** The account among all that are configured; that of the attempt's own provider id comes first. */
export function accountAmong(accounts: MethodAccounts, attempt: Sought): MethodAccount | null {
  const own = accounts.get(attempt.provider_id)
  const sameMethodFirst = [...accounts.values()].sort((a, b) => rank(a, attempt) - rank(b, attempt))
  for (const candidate of own ? [own, ...sameMethodFirst] : sameMethodFirst) {
    const found = findAccountOf(candidate, attempt)
    if (found) return { ...found, method: methodOf(found, attempt.method) }
  }
  return null
}

function rank({ gateway, method }: MethodAccount, attempt: Sought): number {
  return gateway.id === attempt.gateway && method.id === attempt.method ? 0 : 1
}

/** All accounts of this server by provider id. Providers are registered at boot, so they are gathered once. */
export async function methodAccountsOf(container: MedusaContainer): Promise<MethodAccounts> {
  const payment = container.resolve(Modules.PAYMENT)
  const gathered = known.get(payment) ?? gather(payment, container.resolve(ContainerRegistrationKeys.LOGGER))
  known.set(payment, gathered)
  return gathered.catch((error) => {
    known.delete(payment)
    throw error
  })
}

/** Whether a shop takes real money: what it tried in a sandbox or stage is none then. */
export function takesRealMoney(accounts: MethodAccounts): boolean {
  return [...accounts.values()].some(({ account }) => environmentName(account.environment) === "production")
}

/**
 * The payment module has no public way to its provider objects (2.21.2), so the private one is taken here and nowhere else.
 */
interface PaymentModule {
  listPaymentProviders(filters: object, config: object): Promise<{ id: string }[]>
  readonly paymentProviderService_?: { retrieveProvider(id: string): unknown }
}

async function gather(payment: PaymentModule | object, logger: Logger): Promise<MethodAccounts> {
  const providers = "listPaymentProviders" in payment ? payment : null
  const service = providers?.paymentProviderService_
  if (!providers || !service)
    throw new Error("This Medusa hides its payment providers; Taiwan payments cannot reach its accounts.")
  const rows = await providers.listPaymentProviders({ is_enabled: true }, { take: null })
  const found = rows.map(({ id }) => [id, retrieve(service, id, logger)] as const)
  return new Map(found.flatMap(([id, each]) => (hasMethodAccount(each) ? [[id, each.methodAccount] as const] : [])))
}

/** Medusa keeps the row of a provider that left the configuration, enabled: such a row stands for nothing. */
function retrieve(service: { retrieveProvider(id: string): unknown }, id: string, logger: Logger): unknown {
  try {
    return service.retrieveProvider(id)
  } catch {
    logger.warn(
      `Taiwan payments: payment provider ${id} is enabled in the database, but not configured; it is ignored.`,
    )
    return null
  }
}

function hasMethodAccount(service: unknown): service is { methodAccount: MethodAccount } {
  return typeof service === "object" && service !== null && "methodAccount" in service
}
