import { readdirSync } from "node:fs"
import path from "node:path"
import { root } from "../lib/paths.mjs"

/**
 * @typedef {{ en: string, "zh-TW": string }} Text
 * @typedef {object} Method
 * @property {string} id
 * @property {string} identifier
 * @property {Text} name
 * @property {{ min: number, max: number }} limits
 * @property {{ graceHours: number }} [voucher]
 * @property {"immediate" | "full" | "partial"} capture
 * @property {"partial" | "full" | "manual"} refund
 * @property {number} quietMinutes
 *
 * @typedef {object} MerchantAccount
 * @property {{ kind: string }} start
 * @property {{ kind: string } | null} notice
 * @property {unknown} [preChargeCheck]
 * @property {unknown} [confirm]
 * @property {unknown} [capture]
 * @property {unknown} [void]
 * @property {unknown} [refund]
 *
 * @typedef {object} Gateway
 * @property {string} id
 * @property {Text} name
 * @property {Method[]} methods
 * @property {(options: unknown) => { account: MerchantAccount }} openAccount
 */

/** An account of each gateway, to look at what it can do; no request is ever made with it. @type {Record<string, object>} */
const sampleAccounts = {
  ecpay: { merchantId: "1000000", hashKey: "0".repeat(16), hashIv: "0".repeat(16), creditCheckCode: "0" },
  jkopay: { apiKey: "0".repeat(32), secretKey: "0".repeat(64), storeId: "00000000-0000-0000-0000-000000000000" },
  linepay: { channelId: "1000000000", channelSecret: "0".repeat(32) },
  newebpay: { merchantId: "MS1000000", hashKey: "0".repeat(32), hashIv: "0".repeat(16) },
  tappay: { partnerKey: "0".repeat(64), appId: "10000", appKey: "0".repeat(64), merchantIds: { card: "0" } },
  payuni: { merId: "S00000000", hashKey: "0".repeat(32), hashIv: "0".repeat(16) },
}

const shop = {
  environment: { sandbox: "http://localhost:4090" },
  backendUrl: "http://localhost:9000",
  storefrontUrl: "http://localhost:8000",
}

/** Every gateway of the plugin, as its own package entry gives it. @returns {Promise<Gateway[]>} */
export async function loadGateways() {
  const folders = readdirSync(path.join(root, "packages/plugin/src/providers"), { withFileTypes: true })
  const ids = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  return Promise.all(ids.map(loadGateway))
}

/** @param {string} id @returns {Promise<Gateway>} */
async function loadGateway(id) {
  const entry = await import(`@taiwan-payments/medusa/gateways/${id}`)
  if (!entry[id]) throw new Error(`@taiwan-payments/medusa/gateways/${id} exports no ${id}`)
  return entry[id]
}

/** @param {Gateway} kind */
export function openSample(kind) {
  const account = sampleAccounts[kind.id]
  if (!account) throw new Error(`scripts/docs/gateways.mjs has no sample account of ${kind.id}`)
  return kind.openAccount({ ...shop, ...account }).account
}
