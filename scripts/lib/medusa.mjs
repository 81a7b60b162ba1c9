import { createRequire } from "node:module"
import path from "node:path"
import { backendDir, cacheDir } from "./paths.mjs"
import { answers, freePort, run, startProcess, untilReady } from "./process.mjs"

const cli = path.join(
  path.dirname(createRequire(path.join(backendDir, "package.json")).resolve("@medusajs/cli/package.json")),
  "cli.js",
)

/**
 * Accounts that every sandbox has. ECPay's (準備事項 › 測試介接資訊) and TapPay's (TapPay/tappay-web-example) are their
 * published test accounts, JKOPAY's keys and NewebPay's shop are their documents' examples; LINE Pay and PAYUNi publish none,
 * so theirs are made up.
 */
export const testAccount = {
  ECPAY_MERCHANT_ID: "3002607",
  ECPAY_HASH_KEY: "pwFHCqoQZGmho4w6",
  ECPAY_HASH_IV: "EkRm7iFT261dpevs",
  ECPAY_CREDIT_CHECK_CODE: "59997889",
  LINEPAY_CHANNEL_ID: "1650000001",
  LINEPAY_CHANNEL_SECRET: "sandbox-linepay-contracted-secret",
  JKOPAY_API_KEY: "sandbox-jkopay-api-key",
  JKOPAY_SECRET_KEY: "r0odDC1e9LHXDmxuvmOv9bgaWLf2CXB2c4gMheoFucVKNMi1K0Id9zwRHJF1r-kdtAKriKgb11VDlo7Kb8R-FQ",
  JKOPAY_STORE_ID: "35f12dff-1581-11e9-a054-00505684fd45",
  NEWEBPAY_MERCHANT_ID: "MS127874575",
  NEWEBPAY_HASH_KEY: "Fs5cX1TGqYM2PpdbE14a9H83YQSQF5jn",
  NEWEBPAY_HASH_IV: "C6AcmfqJILwgnhIP",
  PAYUNI_MER_ID: "S01234567",
  PAYUNI_HASH_KEY: "12345678901234567890123456789012",
  PAYUNI_HASH_IV: "1234567890123456",
  TAPPAY_PARTNER_KEY: "partner_6ID1DoDlaPrfHw6HBZsULfTYtDmWs0q0ZZGKMBpp4YICWBxgK97eK3RM",
  TAPPAY_APP_ID: "11327",
  TAPPAY_APP_KEY: "app_whdEWBH8e8Lzy4N6BysVRRMILYORF6UxXbiOFsICkz0J9j1C0JUlCHv1tVJC",
  TAPPAY_MERCHANT_IDS: JSON.stringify({
    card: "GlobalTesting_CTBC",
    installment: "GlobalTesting_CTBC",
    applepay: "GlobalTesting_CTBC",
    googlepay: "GlobalTesting_CTBC",
    samsungpay: "GlobalTesting_CTBC",
    linepay: "GlobalTesting_LINEPAY",
    jkopay: "GlobalTesting_JKOPAY",
    easywallet: "GlobalTesting_EASY_WALLET",
    atome: "GlobalTesting_ATOME",
    piwallet: "GlobalTesting_PI_WALLET_Manual_CAP",
    pluspay: "GlobalTesting_PLUSPAY",
  }),
}

/** @param {string} databaseUrl */
const environment = (databaseUrl) => ({
  DATABASE_URL: databaseUrl,
  JWT_SECRET: "only for tests",
  COOKIE_SECRET: "only for tests",
  MEDUSA_DISABLE_TELEMETRY: "true",
  MEDUSA_TELEMETRY_DISABLED: "1",
  NODE_ENV: "production",
  ADMIN: "off",
  REDIS_URL: undefined,
  ...testAccount,
})

/**
 * Runs a Medusa command in the example's backend, e.g. ["db:migrate"] or ["exec", "./src/scripts/seed.ts"].
 * @param {{ args: string[], databaseUrl: string, env?: Record<string, string | undefined>, cwd?: string }} options
 */
export async function runMedusa({ args, databaseUrl, env, cwd = backendDir }) {
  await run({
    name: `medusa ${args[0]}`,
    command: process.execPath,
    args: [cli, ...args],
    cwd,
    env: { ...environment(databaseUrl), ...env },
    logFile: path.join(cacheDir, "logs", `medusa-${args[0]?.replace(":", "-")}-${process.pid}.log`),
  })
}

/**
 * Starts the example's backend as a real server process and waits until it answers.
 * `env` adds to the environment: ECPAY_ENVIRONMENT (the sandbox's address), ECPAY_OPTIONS (JSON), STOREFRONT_URL, REDIS_URL …
 * @param {{ databaseUrl: string, port?: number, env?: Record<string, string | undefined>, cwd?: string, logFile?: string }} options
 */
export async function startMedusa({ databaseUrl, port, env, cwd = backendDir, logFile }) {
  const actualPort = port ?? (await freePort())
  const url = `http://localhost:${actualPort}`
  const child = startProcess({
    name: "Medusa",
    command: process.execPath,
    args: [cli, "start", "--port", String(actualPort), "--host", "127.0.0.1"],
    cwd,
    env: { ...environment(databaseUrl), BACKEND_URL: url, STOREFRONT_URL: url, ...env },
    logFile: logFile ?? path.join(cacheDir, "logs", `medusa-${actualPort}.log`),
  })
  await untilReady(child, "Medusa", () => answers(`${url}/health`))
  return { url, port: actualPort, ...child }
}
