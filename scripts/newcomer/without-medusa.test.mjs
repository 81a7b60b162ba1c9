import { once } from "node:events"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import path from "node:path"
import { pathToFileURL } from "node:url"
import { startSandbox } from "@taiwan-payments/sandbox"
import { payByCard } from "@taiwan-payments/sandbox/shopper"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { runQuietly } from "../check/run-quietly.mjs"
import { blockBelow, blocksOf } from "../lib/markdown-code.mjs"
import { testAccount } from "../lib/medusa.mjs"
import { cacheDir, root } from "../lib/paths.mjs"

/**
 * What the page's code exports.
 * @typedef {import("@taiwan-payments/medusa/toolkit").Trade} Trade
 * @typedef {import("@taiwan-payments/medusa/toolkit").RawMessage} RawMessage
 * @typedef {import("@taiwan-payments/medusa/toolkit").Reply} Reply
 * @typedef {{ tradeNo: string, amount: number, startedAt: Date }} Order
 *
 * @typedef {object} Shop
 * @property {(amount: number) => Order} newOrder
 * @property {(order: Order) => import("@taiwan-payments/medusa/toolkit").Form} formFor
 * @property {(raw: RawMessage, commit: (trade: Trade) => Promise<void>) => Promise<Reply>} receive
 * @property {(order: Order) => Promise<Trade>} ask
 * @property {(order: Order, paid: Trade, amount: number, key: { id: string, since: Date, resumed: boolean }) => Promise<unknown>} refund
 */

const folder = path.join(cacheDir, "without-medusa")
const compilerOptions = {
  target: "ES2022",
  module: "NodeNext",
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  types: ["node"],
  typeRoots: [path.join(root, "node_modules/@types")],
  outDir: "dist",
}

/** The page's code as a project of its own, strictly compiled. @returns {string[]} what the compiler says */
function compile() {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ type: "module" }))
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["shop.ts"] }))
  writeFileSync(path.join(folder, "shop.ts"), blockBelow(blocksOf("docs/without-medusa.md"), "One payment"))
  return runQuietly(process.execPath, [path.join(root, "node_modules/typescript/bin/tsc"), "-p", folder])
}

/** @param {import("@taiwan-payments/medusa/toolkit").Form} form */
function startPage({ action, fields }) {
  const inputs = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
  return `<form id="start" method="post" action="${action}" data-auto-submit>${inputs.join("")}</form>`
}

/** @param {import("node:http").IncomingMessage} request */
async function bodyOf(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** A shop of one order: the page that sends the buyer off, and the address of ECPay's notices. */
async function openShop() {
  /** @type {Trade[]} */
  const committed = []
  /** @type {{ page: string, receive: Shop["receive"] | null }} */
  const open = { page: "", receive: null }
  const server = createServer(async (request, response) => {
    if (request.url !== "/ecpay/notify") return response.setHeader("content-type", "text/html").end(open.page)
    const raw = { body: await bodyOf(request), headers: {}, query: "" }
    const reply = await open.receive?.(raw, async (trade) => void committed.push(trade))
    response.writeHead(reply?.status ?? 500).end(reply?.body)
  })
  await once(server.listen(0, "localhost"), "listening")
  const address = server.address()
  const url = `http://localhost:${typeof address === "object" && address?.port}`
  return { committed, open, url, close: () => server.close() }
}

/** @param {string} sandbox @param {string} shop @returns {Promise<Shop>} */
function load(sandbox, shop) {
  Object.assign(process.env, { ...testAccount, ECPAY_ENVIRONMENT: "sandbox", SANDBOX_URL: sandbox })
  Object.assign(process.env, { BACKEND_URL: shop, STOREFRONT_URL: shop })
  return import(pathToFileURL(path.join(folder, "dist/shop.js")).href)
}

describe("the page Without Medusa", () => {
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let sandbox
  /** @type {Awaited<ReturnType<typeof openShop>>} */
  let shop
  beforeAll(async () => {
    // Between 20:15 and 20:30 in Taipei ECPay refunds nothing.
    sandbox = await startSandbox({ now: "2026-11-22T02:00:00Z" })
    shop = await openShop()
  })
  afterAll(async () => {
    shop.close()
    await sandbox.close()
  })

  it("has code that compiles strictly", () => {
    expect(compile()).toEqual([])
  })

  it("has code that takes money, believes signed notices only, asks, and gives back", async () => {
    const code = await load(sandbox.url, shop.url)
    const order = code.newOrder(420)
    Object.assign(shop.open, { page: startPage(code.formFor(order)), receive: code.receive })
    await payByCard(`${shop.url}/start`)
    await sandbox.settled()
    expect(shop.committed).toMatchObject([{ tradeNo: order.tradeNo, amount: 420, state: "captured" }])
    expect(await code.ask(order)).toMatchObject({ tradeNo: order.tradeNo, amount: 420, state: "captured" })

    const forged = { body: Buffer.from(`MerchantTradeNo=${order.tradeNo}&RtnCode=1`), headers: {}, query: "" }
    const commit = vi.fn(async () => {})
    expect(await code.receive(forged, commit)).toMatchObject({ status: 400 })
    expect(commit).not.toHaveBeenCalled()

    const [paid] = shop.committed
    if (!paid) throw new Error("nothing was committed")
    const refund = await code.refund(order, paid, 420, { id: "refund-1", since: new Date(), resumed: false })
    expect(refund).toMatchObject({ state: "done" })
  })
})
