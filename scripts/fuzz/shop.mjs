import { randomBytes, randomUUID } from "node:crypto"
import { medusaApi } from "../demo/medusa-api.mjs"
import { admin, publishableKey } from "../demo/stack.mjs"
import { startMedusa } from "../lib/medusa.mjs"
import { createDatabase, startTestServer } from "../lib/template.mjs"
import { gatewaySecrets } from "./secrets.mjs"

const storefront = "http://shop.localhost:7357"

/** A real Medusa process on a database of its own. @param {(line: string) => void} say */
export async function openShop(say) {
  const server = await startTestServer()
  const database = await createDatabase(server)
  const { startSandbox } = await import("@taiwan-payments/sandbox")
  const sandbox = await startSandbox()
  const env = {
    ECPAY_ENVIRONMENT: sandbox.url,
    STOREFRONT_URL: storefront,
    JOB_SECONDS: "5",
    TAPPAY_CARD_KEYS: randomBytes(32).toString("base64"),
  }
  say("starting Medusa")
  const medusa = await startMedusa({ databaseUrl: database.url, env })
  const store = medusaApi(medusa.url, { "x-publishable-api-key": publishableKey })
  /** @param {string} sql @param {unknown[]} [values] */
  const query = async (sql, values) => (await database.query(sql, values)).rows
  const close = async () => {
    await medusa.stop()
    await sandbox.close()
    await server.stop()
  }
  const shop = { url: medusa.url, storefront, store, query, logFile: medusa.logFile, sandbox }
  return { shop, close, ...(await people(medusa.url)) }
}

/** Somebody of the staff, a customer, and what nobody may read. @param {string} url */
export async function people(url) {
  const key = { "x-publishable-api-key": publishableKey }
  const store = medusaApi(url, key)
  const { token: staff } = await store.post("/auth/user/emailpass", admin)
  const login = { email: `${randomUUID()}@example.com`, password: "a long password" }
  const { token: fresh } = await store.post("/auth/customer/emailpass/register", login)
  await medusaApi(url, { ...key, authorization: `Bearer ${fresh}` }).post("/store/customers", { email: login.email })
  const { token: shopper } = await store.post("/auth/customer/emailpass", login)
  return { tokens: { nobody: "", shopper, staff }, publishableKey, secrets: [...gatewaySecrets, staff, shopper] }
}
