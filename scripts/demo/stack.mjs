import path from "node:path"
import { build } from "../lib/build.mjs"
import { startMedusa } from "../lib/medusa.mjs"
import { backendDir, dataDir, root } from "../lib/paths.mjs"
import { freePort } from "../lib/process.mjs"
import { openData } from "./data.mjs"
import { serveShop } from "./shop-server.mjs"

/** Fixed by the seed; see examples/store/backend/src/scripts/seed.ts. */
export const publishableKey = "pk_alley_tea_house"
export const admin = { email: "admin@example.com", password: "alley-tea-house" }

/**
 * @typedef {object} Stack
 * @property {string} shopUrl    shop, Store API and admin (/app)
 * @property {string} sandboxUrl
 * @property {string} outbox  the folder of what the shop writes to buyers and staff
 * @property {() => Promise<void>} closeDay  the gateways' nightly closing, now
 * @property {() => Promise<void>} passNight  a day passes at the gateways
 */

const outbox = path.join(dataDir, "outbox")

/** @param {number} port */
async function startGateway(port) {
  const { startSandbox } = await import("@taiwan-payments/sandbox")
  const { taiwanBank } = await import("../../examples/taiwan-bank-gateway/sandbox.mjs")
  return startSandbox({ port, gateways: [taiwanBank({ apiKey: bank.TAIXBANK_API_KEY })] })
}

/** The account at the bank of the tutorial. */
const bank = { TAIXBANK_API_KEY: "sk_test_taixbank", TAIXBANK_MERCHANT_ID: "999000123456789" }

/** The sandbox's commands that close a day. */
const CLOSINGS = {
  ecpay: ["run-batch"],
  newebpay: ["run-night", "run-bank-file"],
  payuni: ["run-batch"],
  tappay: ["run-capture"],
}

/**
 * ECPay closes the day's cards at 20:15 in Taipei, and takes no refund until 20:30; the others have hours of their own. Here all
 * are through at once.
 * @param {import("@taiwan-payments/sandbox").Sandbox} sandbox
 */
async function closeDay(sandbox) {
  const minute = 60_000
  const minutesOfDay = Math.floor(sandbox.clock.now().getTime() / minute + 8 * 60) % (24 * 60)
  const isClosedWindow = minutesOfDay >= 20 * 60 + 15 && minutesOfDay < 20 * 60 + 30
  if (isClosedWindow) await sandbox.advance(16 * minute)
  for (const [gateway, commands] of Object.entries(CLOSINGS)) {
    for (const command of commands) await sandbox.gateway(gateway).command(command, {})
  }
}

/**
 * Starts database, sandbox, Medusa and shop; whoever called ends them, also when one of them fails.
 * @param {(line: string) => void} say
 * @param {import("./stops.mjs").Stops} stops
 * @returns {Promise<Stack>}
 */
export async function startStack(say, stops) {
  await build(["sandbox", "backend", "shop"], say)
  const data = await openData(say)
  stops.add(data.stop)
  say("database is up")
  const sandbox = await startGateway(await freePort(4090))
  stops.add(async () => sandbox.close())
  say("sandbox is up")
  const shopUrl = `http://localhost:${await freePort(8000)}`
  const medusa = await startMedusa({
    databaseUrl: data.databaseUrl,
    port: await freePort(9000),
    cwd: path.join(backendDir, ".medusa/server"),
    logFile: path.join(dataDir, "medusa.log"),
    env: {
      ...data.secrets,
      ADMIN: "on",
      BACKEND_URL: shopUrl,
      STOREFRONT_URL: shopUrl,
      ECPAY_ENVIRONMENT: sandbox.url,
      ...bank,
      OUTBOX: outbox,
    },
  })
  stops.add(medusa.stop)
  say("Medusa is up")
  const shop = await serveShop({
    port: Number(new URL(shopUrl).port),
    folder: path.join(root, "examples/store/storefront/dist"),
    backendUrl: medusa.url,
    config: { backendUrl: shopUrl, publishableKey },
  })
  stops.add(shop.close)
  return {
    shopUrl,
    sandboxUrl: sandbox.url,
    outbox,
    closeDay: () => closeDay(sandbox),
    passNight: async () => void (await sandbox.advance(24 * 60 * 60_000)),
  }
}
