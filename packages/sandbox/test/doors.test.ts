import { request } from "node:http"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { startSandbox } from "../src/index.js"
import { payByCard } from "../src/shopper/index.js"
import { openWorld, order, sign, type World } from "./shop.js"

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

interface Told {
  readonly status: number
  readonly policy: string
}

/** A raw request, since fetch does not allow setting Host. */
function raw(
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
  at = world.sandbox.url,
): Promise<Told> {
  return new Promise((resolve, reject) => {
    const call = request(at + path, { method, headers }, (response) => {
      response.resume()
      const policy = String(response.headers["content-security-policy"] ?? "")
      resolve({ status: response.statusCode ?? 0, policy })
    })
    call.on("error", reject)
    call.end()
  })
}

const CONTROL = ["/", "/_sandbox", "/_sandbox/", "/_sandbox/api/clock", "/_sandbox/ecpay/"]
const GATEWAYS = ["/Cashier/AioCheckOut/V5", "/MPG/mpg_gateway", "/v4/payments/requests", "/api/upp", "/nowhere"]

describe("a request that was forwarded", () => {
  it.each(CONTROL.slice(1))("does not reach the control plane at %s", async (path) => {
    for (const name of ["x-forwarded-for", "forwarded", "x-real-ip", "via", "cf-connecting-ip", "x-forwarded-host"])
      expect((await raw(path, { [name]: "203.0.113.5" })).status).toBe(403)
  })

  it.each(["/%5Fsandbox/", "/%5fsandbox/api/clock", "/_%73andbox/api/faults", "/%5F%73andbox/ecpay/"])(
    "does not reach it under another spelling either: %s",
    async (path) => {
      expect((await raw(path)).policy).toContain("frame-ancestors 'none'")
      expect((await raw(path, { "x-forwarded-for": "203.0.113.5" })).status).toBe(403)
      expect((await raw(path, { origin: "http://localhost:9000" }, "POST")).status).toBe(403)
    },
  )

  it("reaches the gateways, whose callers may be anywhere", async () => {
    expect((await raw("/MPG/mpg_gateway", { "x-forwarded-for": "203.0.113.5" }, "POST")).status).not.toBe(403)
  })
})

describe("a Host that is not named", () => {
  it.each([...CONTROL, ...GATEWAYS])("is refused at %s", async (path) => {
    for (const host of ["evil.example", `127.0.0.1.evil.example:${world.sandbox.port}`, "localhost.evil.example"])
      expect((await raw(path, { host })).status).toBe(403)
    expect((await raw(path, { host: `localhost:${world.sandbox.port}` })).status).not.toBe(403)
  })

  it("is admitted to the gateways when it is named, and never to the control plane", async () => {
    const sandbox = await startSandbox({ allowHosts: ["Sandbox.Example"] })
    const at = (path: string) => raw(path, { host: "sandbox.example:4090" }, "GET", sandbox.url)
    expect((await at("/MPG/mpg_gateway/pay/x")).status).not.toBe(403)
    expect((await at("/_sandbox/")).status).toBe(403)
    await sandbox.close()
  })
})

describe("a form of another site", () => {
  const post = (path: string, headers: Record<string, string>) => raw(path, headers, "POST")

  it.each(GATEWAYS)("is refused at %s", async (path) => {
    expect((await post(path, { origin: "https://evil.example" })).status).toBe(403)
    expect((await post(path, { origin: "null", "sec-fetch-site": "cross-site" })).status).toBe(403)
    expect((await post(path, { origin: "null" })).status).toBe(403)
  })

  it.each(["http://localhost:9000", "http://127.0.0.1:8000"])("of a shop at %s may send its buyer", async (origin) => {
    expect((await post("/Cashier/AioCheckOut/V5", { origin })).status).not.toBe(403)
    expect((await post("/_sandbox/reset", { origin })).status).toBe(403)
  })
})

describe("no page is framed", () => {
  it.each(CONTROL.slice(1))("by anybody at %s", async (path) => {
    expect((await raw(path)).policy).toContain("frame-ancestors 'none'")
  })

  it.each(GATEWAYS)("but by pages of this machine at %s", async (path) => {
    const { policy } = await raw(path)
    expect(policy).toMatch(/frame-ancestors 'self' http:\/\/localhost:\*/)
    expect(policy).not.toMatch(/frame-ancestors[^;]* (\*|https?:)( |;|$)/)
  })
})

describe("a notice", () => {
  it.each([
    "http://192.168.1.1/n",
    "http://evil.example/n",
    "http://localhost.evil.example/n",
    "http://169.254.169.254/",
  ])("is not sent to %s, which is not named", async (ReturnURL) => {
    await payByCard(world.shop.startUrl(sign(order(world.shop, { ReturnURL }))))
    await world.sandbox.settled()
    const [delivery] = world.sandbox.outbox.list()
    expect(delivery?.attempts[0]).toMatchObject({ reply: null, error: expect.stringContaining("--allow-host") })
  })
})
