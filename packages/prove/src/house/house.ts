import type { IPaymentModuleService } from "@medusajs/framework/types"
import type { Container, Facts } from "../facts.js"
import { STORE } from "../store/template.js"
import { type Database, openDatabase, PAYMENT } from "./database.js"
import { recorder } from "./logger.js"
import { loadMedusa, type Medusa, migrate } from "./medusa.js"
import type { ProviderClass } from "./provider-class.js"
import { Watch } from "./watch.js"

const ID = "prove"

/** Medusa's real payment module on a real database, with the provider in it. */
export interface House {
  readonly medusa: Medusa
  readonly payments: IPaymentModuleService
  readonly container: Container
  readonly watch: Watch
  /** Every line that was logged. */
  readonly lines: readonly string[]
  /** The id of a provider in Medusa, such as pp_taixbank_prove. */
  idOf(service: ProviderClass): string
  /** The living instance, for calls that Medusa makes only in flows with carts. */
  instanceOf(service: ProviderClass): object
  /** From now on, and until the next case, a new instance does the work: nothing of the first one's memory is left. */
  replace(service: ProviderClass): void
  close(): Promise<void>
}

interface Plan {
  readonly services: readonly ProviderClass[]
  readonly facts: Facts
  /** Where Medusa is looked for. */
  readonly folder: string
}

const idOf = (service: ProviderClass) => `pp_${service.identifier}_${ID}`

/** Boots it. @throws what the provider throws at the boot */
export async function openHouse({ services, facts, folder }: Plan): Promise<House> {
  // Medusa would refuse it, too, but leaves a rejection behind that nobody handles.
  for (const service of services) await service.validateOptions?.({ ...facts.options })
  const medusa = loadMedusa(folder)
  const template = facts.tables === "medusa" ? STORE : PAYMENT
  return boot(medusa, await openDatabase(medusa, template), services, facts)
}

async function boot(medusa: Medusa, database: Database, services: readonly ProviderClass[], facts: Facts) {
  const lines: string[] = []
  const makers = new Map(services.map((service) => [service, noting(service)]))
  const { app, close: closeApp } = await startApp(
    medusa,
    database,
    [...makers.values()].map(({ proxy }) => proxy),
    facts,
    lines,
  )
  const payments = app.modules[medusa.utils.Modules.PAYMENT] as object as IPaymentModuleService
  const watch = new Watch()
  const instanceOf = (service: ProviderClass) => findInstance(payments, idOf(service))
  for (const service of services) watch.over(instanceOf(service))
  const replace = (service: ProviderClass) => {
    const heir = makers.get(service)?.again()
    if (heir) watch.inherit(instanceOf(service), heir)
  }
  const unwatch = watch.watchRejections()
  const close = async () => {
    unwatch()
    await closeApp()
  }
  return { medusa, payments, watch, lines, idOf, instanceOf, replace, close, container: containerOf(app, medusa) }
}

/** The class as it is, with what Medusa makes it of. */
function noting(service: ProviderClass) {
  let given: unknown[] = []
  const proxy = new Proxy(service, {
    construct: (target, args) => {
      given = args
      return Reflect.construct(target, args)
    },
  })
  return { proxy, again: (): object => Reflect.construct(service, given) }
}

type App = Awaited<ReturnType<Medusa["sdk"]["MedusaApp"]>>

/** Medusa's own container, with what its framework would put in besides. */
function containerOf({ sharedContainer, query, link }: App, { utils }: Medusa): Container {
  const { QUERY, LINK } = utils.ContainerRegistrationKeys
  const more: Readonly<Record<string, unknown>> = { [QUERY]: query, [LINK]: link }
  return {
    resolve: <T>(name: string, options?: { readonly allowUnregistered?: boolean }): T =>
      name in more ? (more[name] as T) : Object(sharedContainer).resolve(name, options),
  }
}

async function startApp(
  medusa: Medusa,
  database: Database,
  services: readonly ProviderClass[],
  facts: Facts,
  lines: string[],
) {
  const { sdk, utils } = medusa
  const { ContainerRegistrationKeys, createPgConnection } = utils
  const connection = createPgConnection({ clientUrl: database.url, schema: "public", pool: { min: 0, max: 10 } })
  const close = async () => {
    await connection.destroy().catch(() => undefined)
    sdk.MedusaModule.clearInstances()
    await database.close()
  }
  try {
    const app = await sdk.MedusaApp({
      modulesConfig: await modulesOf(medusa, database, services, facts),
      injectedDependencies: { [ContainerRegistrationKeys.PG_CONNECTION]: connection, logger: recorder(lines) },
      cwd: process.cwd(),
    })
    await app.onApplicationStart()
    return { app, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** The payment module with the provider in it, and what stands beside it. */
async function modulesOf(medusa: Medusa, { url }: Database, services: readonly ProviderClass[], facts: Facts) {
  const database = { clientUrl: url }
  const beside = Object.entries(facts.modules ?? {}).map(([name, { resolve, options }]) => {
    return [name, { resolve: medusa.entryOf(resolve), options: { database, ...options } }] as const
  })
  for (const [, { resolve }] of beside) await migrate(medusa, resolve, url)
  const provider = { resolve: { services: [...services] }, id: ID, options: { ...facts.options } }
  const payment = { ...facts.module, resolve: medusa.paymentModule, options: { database, providers: [provider] } }
  return { ...Object.fromEntries(beside), [medusa.utils.Modules.PAYMENT]: payment }
}

/** Medusa's dispatcher of providers, which its public interface does not have. */
interface Dispatcher {
  readonly paymentProviderService_: { retrieveProvider(id: string): object }
}

function findInstance(payments: object, id: string): object {
  if (!("paymentProviderService_" in payments)) throw new Error("This Medusa keeps its providers elsewhere.")
  return (payments as Dispatcher).paymentProviderService_.retrieveProvider(id)
}
