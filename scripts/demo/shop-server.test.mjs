import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer, request } from "node:http"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { freePort } from "../lib/process.mjs"
import { serveShop } from "./shop-server.mjs"

const parent = mkdtempSync(path.join(tmpdir(), "shop-test-"))
const folder = path.join(parent, "dist")
const backend = createServer((incoming, response) => {
  response.setHeader("x-path", incoming.url ?? "").setHeader("x-host", incoming.headers["x-forwarded-host"] ?? "")
  incoming.pipe(response)
})
let shopPort = 0
/** @type {() => Promise<void>} */
let close

beforeAll(async () => {
  mkdirSync(folder)
  writeFileSync(path.join(parent, "secret.txt"), "secret")
  writeFileSync(path.join(folder, "index.html"), "the shop")
  writeFileSync(path.join(folder, "cup.svg"), "<svg/>")
  writeFileSync(path.join(folder, "cup.png"), "png")
  const backendPort = await freePort()
  backend.listen(backendPort, "127.0.0.1")
  shopPort = await freePort()
  const backendUrl = `http://localhost:${backendPort}`
  close = (await serveShop({ port: shopPort, folder, backendUrl, config: { publishableKey: "pk" } })).close
})

afterAll(async () => {
  await close()
  backend.close()
  rmSync(parent, { recursive: true })
})

/** @param {string} target @param {RequestInit} [init] */
const ask = (target, init) => fetch(`http://127.0.0.1:${shopPort}${target}`, init)

/** As a rude client sends it: fetch would tidy the path. @param {string} target @returns {Promise<string>} */
const askRaw = (target) =>
  new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port: shopPort, path: target }, async (response) => {
      resolve((await response.toArray()).join(""))
    })
    outgoing.on("error", reject).end()
  })

test.each(["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/%", "//"])(
  "%s gives nothing but the shop",
  async (target) => {
    expect(await askRaw(target)).toBe("the shop")
  },
)

test("text is sent packed to a browser that unpacks it, pictures that are packed already are not", async () => {
  const headersOf = async (/** @type {string} */ target, /** @type {string} */ encoding) => {
    const { headers } = await ask(target, { headers: { "accept-encoding": encoding } })
    return [headers.get("content-encoding"), headers.get("vary")]
  }
  expect(await headersOf("/", "gzip, deflate, br")).toEqual(["gzip", "accept-encoding"])
  expect(await headersOf("/cup.svg", "gzip")).toEqual(["gzip", "accept-encoding"])
  expect(await headersOf("/cup.png", "gzip")).toEqual([null, "accept-encoding"])
  expect(await headersOf("/", "identity")).toEqual([null, "accept-encoding"])
  expect(await (await ask("/cup.svg")).text()).toBe("<svg/>")
})

test("files, pages of the shop, and its configuration", async () => {
  expect((await ask("/cup.svg")).headers.get("content-type")).toBe("image/svg+xml")
  expect(await (await ask("/payment/return?session_id=1")).text()).toBe("the shop")
  expect(await (await ask("/config.json")).json()).toEqual({ publishableKey: "pk" })
})

test("Medusa's paths go to Medusa, with body and query", async () => {
  const answer = await ask("/pay/ecpay_main/notify?a=1", { method: "POST", body: "RtnCode=1" })
  expect(await answer.text()).toBe("RtnCode=1")
  expect(answer.headers.get("x-path")).toBe("/pay/ecpay_main/notify?a=1")
  expect(answer.headers.get("x-host")).toBe(`127.0.0.1:${shopPort}`)
})

test("a dead Medusa is a 502", async () => {
  backend.close()
  backend.closeAllConnections()
  expect((await ask("/store/products")).status).toBe(502)
})
