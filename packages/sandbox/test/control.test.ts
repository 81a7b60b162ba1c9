import { request } from "node:http"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { payByCard } from "../src/shopper/index.js"
import { openWorld, order, sign, type World } from "./shop.js"

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

/** A raw request, since fetch does not allow setting Host. */
function raw(path: string, headers: Record<string, string>, method = "GET"): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request(world.sandbox.url + path, { method, headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    call.on("error", reject)
    call.end()
  })
}

/** All fields that the control API may answer. */
interface Answer {
  error: string
  now: string
  id: string
  state: string
  stopped: boolean
  behaviour: string
  trades: { id: string; state: string; amount: number }[]
  timeline: unknown[]
  armed: unknown[]
  accounts: unknown[]
  deliveries: unknown[]
}

const api = async (path: string, method = "GET", body?: unknown) => {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
  const response = await fetch(`${world.sandbox.url}/_sandbox/api${path}`, init)
  return { status: response.status, json: (await response.json()) as Answer }
}

describe("the control plane refuses", () => {
  it.each(["/_sandbox/api/clock", "/_sandbox/", "/_sandbox/ecpay/"])("a foreign Host at %s", async (path) => {
    expect(await raw(path, { host: "evil.example" })).toBe(403)
    expect(await raw(path, { host: `127.0.0.1.evil.example:${world.sandbox.port}` })).toBe(403)
    expect(await raw(path, { host: `localhost:${world.sandbox.port}` })).toBe(200)
  })

  it("a foreign Origin", async () => {
    const host = `127.0.0.1:${world.sandbox.port}`
    expect(await raw("/_sandbox/api/reset", { host, origin: "https://evil.example" }, "POST")).toBe(403)
    expect(await raw("/_sandbox/reset", { host, origin: "null" }, "POST")).toBe(403)
    expect(await raw("/_sandbox/api/reset", { host, origin: `http://${host}` }, "POST")).toBe(200)
  })

  it("nonsense, with a reason", async () => {
    expect((await api("/clock/advance", "POST", { milliseconds: -1 })).status).toBe(400)
    expect((await api("/clock/advance", "POST", { milliseconds: "soon" })).status).toBe(400)
    expect((await api("/faults", "POST", { kind: "gremlins" })).json.error).toContain("gremlins")
    expect((await api("/faults", "POST", [])).status).toBe(400)
    expect((await api("/nobody/trades")).status).toBe(400)
    expect((await api("/ecpay/trades/1")).status).toBe(404)
    expect((await api("/ecpay/trades/1/pay", "POST")).status).toBe(400)
    expect((await api("/ecpay/commands/dance", "POST")).status).toBe(400)
    expect((await api("/ecpay/settings", "PATCH", { callsPerMinute: "many" })).status).toBe(400)
    expect((await api("/ecpay/settings", "PATCH", { nonsense: 1 })).status).toBe(400)
    expect((await api("/ecpay/accounts", "POST", { merchantId: "1" })).status).toBe(400)
    const broken = await fetch(`${world.sandbox.url}/_sandbox/api/faults`, { method: "POST", body: "{" })
    expect(broken.status).toBe(400)
  })
})

describe("the control API", () => {
  it("tells and jumps the clock", async () => {
    const before = new Date((await api("/clock")).json.now).getTime()
    const after = new Date((await api("/clock/advance", "POST", { milliseconds: 3_600_000 })).json.now).getTime()
    expect(after - before).toBeGreaterThanOrEqual(3_600_000)
    expect(after - before).toBeLessThan(3_610_000)
  })

  it("shows trades with their timeline and does what the back office does", async () => {
    await payByCard(world.shop.startUrl(sign(order(world.shop))), { outcome: "pending" })
    await world.sandbox.settled()
    const [trade] = (await api("/ecpay/trades")).json.trades
    expect(trade).toMatchObject({ state: "pending", amount: 1060 })
    expect((await api(`/ecpay/trades/${trade?.id}/confirm`, "POST")).json.state).toBe("paid")
    await world.sandbox.settled()
    expect((await api(`/ecpay/trades/${trade?.id}`)).json.timeline).toHaveLength(3)
    expect((await api(`/ecpay/trades/${trade?.id}/confirm`, "POST")).status).toBe(400)
  })

  it("arms and disarms faults, stops and resumes the outbox", async () => {
    const fault = (await api("/faults", "POST", { kind: "drop", gateway: "ecpay", count: null })).json
    expect((await api("/faults")).json.armed).toEqual([fault])
    expect((await api(`/faults/${fault.id}`, "DELETE")).status).toBe(200)
    expect((await api(`/faults/${fault.id}`, "DELETE")).status).toBe(404)
    expect((await api("/outbox/stop", "POST")).json.stopped).toBe(true)
    expect((await api("/outbox/resume", "POST")).json.stopped).toBe(false)
  })

  it("takes accounts and settings", async () => {
    const account = { merchantId: "3900009", hashKey: "a".repeat(16), hashIV: "b".repeat(16) }
    expect((await api("/ecpay/accounts", "POST", account)).status).toBe(201)
    expect((await api("/ecpay/accounts")).json.accounts).toHaveLength(5)
    expect((await api("/ecpay/settings", "PATCH", { behaviour: "stage" })).json.behaviour).toBe("stage")
    const fields = order(world.shop, { MerchantID: "3900009" })
    expect((await world.call("/Cashier/AioCheckOut/V5", fields, account)).status).toBe(302)
  })

  it("forgets everything but accounts, settings and the time", async () => {
    await payByCard(world.shop.startUrl(sign(order(world.shop))))
    await api("/clock/advance", "POST", { milliseconds: 86_400_000 })
    await api("/reset", "POST")
    expect((await api("/ecpay/trades")).json.trades).toEqual([])
    expect((await api("/outbox")).json.deliveries).toEqual([])
    expect(world.sandbox.clock.now().getTime()).toBeGreaterThan(new Date("2026-11-23T02:00:00Z").getTime())
  })

  it("keeps the evening batch after a reset", async () => {
    await api("/reset", "POST")
    await payByCard(world.shop.startUrl(sign(order(world.shop))))
    await world.sandbox.advance(86_400_000)
    expect(world.sandbox.gateway("ecpay").trades()[0]?.details["Card state"]).toBe("已關帳")
  })
})

describe("the pages", () => {
  const get = async (path: string) => (await fetch(world.sandbox.url + path)).text()
  const press = (path: string, fields: Record<string, string> = {}) =>
    fetch(world.sandbox.url + path, { method: "POST", body: new URLSearchParams(fields) })

  it("escape what merchants send", async () => {
    const fields = order(world.shop, { ItemName: '<img src=x onerror="alert(1)">' })
    const page = await payByCard(world.shop.startUrl(sign(fields)), { closeBefore: ({ url }) => url.includes("/card") })
    expect(page.html).not.toContain("<img")
    const [trade] = world.sandbox.gateway("ecpay").trades()
    expect(await get(`/_sandbox/ecpay/trades/${trade?.id}`)).not.toContain("<img")
  })

  it("do what their buttons say", async () => {
    await payByCard(world.shop.startUrl(sign(order(world.shop))))
    await world.sandbox.settled()
    const [trade] = world.sandbox.gateway("ecpay").trades()
    expect(await get("/_sandbox/ecpay/")).toContain(trade?.reference)
    expect(await get("/_sandbox/ecpay/?merchant=3002607")).toContain(trade?.reference)
    expect(await get("/_sandbox/ecpay/?merchant=2000132")).not.toContain(trade?.reference)
    const page = await press(`/_sandbox/ecpay/trades/${trade?.id}/close`)
    expect(await page.text()).toContain("要關帳")
    expect((await press(`/_sandbox/ecpay/trades/${trade?.id}/close`)).status).toBe(409)
    await press("/_sandbox/faults", { kind: "drop", count: "2" })
    expect(world.sandbox.faults.list()).toMatchObject([{ kind: "drop", remaining: 2 }])
    await press("/_sandbox/outbox", { press: "stop" })
    expect(await get("/_sandbox/")).toContain("Resume sending")
    expect(await (await press("/_sandbox/reset")).text()).toContain("Forget everything")
    expect(world.sandbox.gateway("ecpay").trades()).toHaveLength(1)
    await press("/_sandbox/reset", { confirm: "yes" })
    expect(await get("/_sandbox/")).toContain("No notice yet")
  })

  it("know what is not there", async () => {
    expect((await fetch(`${world.sandbox.url}/_sandbox/nobody/`)).status).toBe(404)
    expect((await fetch(`${world.sandbox.url}/_sandbox/ecpay/trades/1`)).status).toBe(404)
  })
})
