import { type Sandbox, type SandboxOptions, startSandbox } from "@taiwan-payments/sandbox"
import { type Api, adminApi, medusaApi } from "../../scripts/demo/medusa-api.mjs"
import { admin, publishableKey } from "../../scripts/demo/stack.mjs"
import { startMedusa } from "../../scripts/lib/medusa.mjs"
import { createTestDatabase } from "../../scripts/lib/test-database.mjs"

export type Database = Awaited<ReturnType<typeof createTestDatabase>>
export type Medusa = Awaited<ReturnType<typeof startMedusa>>

/** Where buyers are sent back to. Nobody listens there: what counts is that they are sent. */
export const storefront = "http://shop.localhost:7357"
export const returnUrl = `${storefront}/payment/return`

/** A real shop: Medusa on a database of its own, and a sandbox as its gateway. */
export interface Shop {
  readonly url: string
  readonly medusa: Medusa
  readonly sandbox: Sandbox
  readonly database: Database
  /** The Store API, as the storefront uses it. */
  readonly store: Api
  /** The Admin API, logged in. */
  readonly office: Api
  close(): Promise<void>
}

export interface ShopOptions {
  /** Options of the ECPay provider beside the account. */
  readonly ecpay?: Readonly<Record<string, unknown>>
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly sandbox?: SandboxOptions
  /** Where Medusa is started; the backend's own folder has no admin. */
  readonly cwd?: string
  /** Puts something between Medusa and its database; answers the address that Medusa is to use. */
  readonly throughLine?: (databaseUrl: string) => Promise<string>
}

/** Ten in the morning in Taipei, today or tomorrow: far from the closing at 20:15, whenever the tests run. */
export function comingMorning(now = Date.now()): Date {
  const day = 86_400_000
  const tenInTaipei = 2 * 3_600_000
  return new Date(Math.ceil((now - tenInTaipei) / day) * day + tenInTaipei)
}

/** Starts Medusa as a process of its own. `port` gives a restarted server its old address. */
export function serve(
  databaseUrl: string,
  sandboxUrl: string,
  { ecpay = {}, env = {}, cwd }: ShopOptions = {},
  port?: number,
): Promise<Medusa> {
  const settings = {
    ECPAY_ENVIRONMENT: sandboxUrl,
    ECPAY_CREDIT_CHECK_CODE: "59997889",
    ECPAY_OPTIONS: JSON.stringify(ecpay),
    STOREFRONT_URL: storefront,
    JOB_SECONDS: "5",
  }
  return startMedusa({ databaseUrl, env: { ...settings, ...env }, port, cwd })
}

export function storeApi(url: string): Api {
  return medusaApi(url, { "x-publishable-api-key": publishableKey })
}

export function officeApi(url: string): Promise<Api> {
  return adminApi(url, admin)
}

/** Opens a shop; `close` ends all of it. */
export async function openShop(options: ShopOptions = {}): Promise<Shop> {
  const database = await createTestDatabase()
  const sandbox = await startSandbox({ now: comingMorning(), ...options.sandbox })
  const medusa = await serve((await options.throughLine?.(database.url)) ?? database.url, sandbox.url, options)
  const close = async () => {
    await medusa.stop()
    await sandbox.close()
    await database.drop()
  }
  const { url } = medusa
  return { url, medusa, sandbox, database, store: storeApi(url), office: await officeApi(url), close }
}
