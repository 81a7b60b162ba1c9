import type { IPaymentModuleService } from "@medusajs/framework/types"
import type { Facts } from "../facts.js"
import { type Database, openDatabase } from "./database.js"
import { recorder } from "./logger.js"
import { loadMedusa, type Medusa } from "./medusa.js"
import type { ProviderClass } from "./provider-class.js"
import { Watch } from "./watch.js"

const ID = "prove"

/** Medusa's real payment module on a real database, with the provider in it. */
export interface House {
  readonly medusa: Medusa
  readonly payments: IPaymentModuleService
  readonly watch: Watch
  /** Every line that was logged. */
  readonly lines: readonly string[]
  /** The id of a provider in Medusa, such as pp_taixbank_prove. */
  idOf(service: ProviderClass): string
  /** The living instance, for calls that Medusa makes only in flows with carts. */
  instanceOf(service: ProviderClass): object
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
  return boot(medusa, await openDatabase(medusa), services, facts)
}

async function boot(medusa: Medusa, database: Database, services: readonly ProviderClass[], facts: Facts) {
  const lines: string[] = []
  const { app, close } = await startApp(medusa, database, services, facts, lines)
  const payments = app.modules[medusa.utils.Modules.PAYMENT] as object as IPaymentModuleService
  const watch = new Watch()
  const instanceOf = (service: ProviderClass) => findInstance(payments, idOf(service))
  for (const service of services) watch.over(instanceOf(service))
  return { medusa, payments, watch, lines, idOf, instanceOf, close }
}

async function startApp(
  { sdk, utils, paymentModule }: Medusa,
  database: Database,
  services: readonly ProviderClass[],
  facts: Facts,
  lines: string[],
) {
  const { Modules, ContainerRegistrationKeys, createPgConnection } = utils
  const connection = createPgConnection({ clientUrl: database.url, schema: "public", pool: { min: 0, max: 10 } })
  const provider = { resolve: { services: [...services] }, id: ID, options: { ...facts.options } }
  const options = { database: { clientUrl: database.url }, providers: [provider] }
  const close = async () => {
    await connection.destroy().catch(() => undefined)
    sdk.MedusaModule.clearInstances()
    await database.close()
  }
  try {
    const app = await sdk.MedusaApp({
      modulesConfig: { [Modules.PAYMENT]: { ...facts.module, resolve: paymentModule, options } },
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

/** Medusa's dispatcher of providers, which its public interface does not have. */
interface Dispatcher {
  readonly paymentProviderService_: { retrieveProvider(id: string): object }
}

function findInstance(payments: object, id: string): object {
  if (!("paymentProviderService_" in payments)) throw new Error("This Medusa keeps its providers elsewhere.")
  return (payments as Dispatcher).paymentProviderService_.retrieveProvider(id)
}
