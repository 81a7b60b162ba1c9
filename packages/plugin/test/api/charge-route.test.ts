import type { IncomingMessage } from "node:http"
import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import { beforeEach, describe, expect, it } from "vitest"
import { OPTIONS, POST } from "../../src/api/pay/sessions/[id]/charge/route"
import { expressed } from "../expressed"
import { type Bank, openBank } from "../fake-bank"
import { methodAccountAt } from "../fake-gateway"
import { serve } from "../local-server"
import { containerOf } from "../shop-container"
import { addSession, useShop } from "../shop-database"

const used = useShop()
const STOREFRONT = "https://shop.example.tw"

let bank: Bank
let url: string
beforeEach(async () => {
  bank = await openBank()
  const scope = containerOf(used.shop, "pp_fake-card_main", methodAccountAt(bank, { takesTokens: true }))
  const id = await addSession(used.shop, "1000")
  url = await serve((request, response) => {
    const asked = Object.assign(request, { scope, params: { id } }) as IncomingMessage as AuthenticatedMedusaRequest
    const route = request.method === "OPTIONS" ? OPTIONS : POST
    void route(asked, expressed(response)).catch((error) => response.writeHead(500).end(String(error)))
  })
})

function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const sent = typeof body === "string" ? body : JSON.stringify(body)
  return fetch(url, { method: "POST", body: sent, headers: { "content-type": "application/json", ...headers } })
}

describe("the charge route refuses", () => {
  it.each([
    ["no object", "[]"],
    ["no JSON", "{token"],
    ["no token", {}],
    ["an empty token", { token: "" }],
    ["a token that is no text", { token: 5 }],
    ["a token with a line break", { token: "a\nb" }],
    ["a token that is too long", { token: "x".repeat(201) }],
    ["a wish that is none", { token: "t", save: "yes" }],
    ["what it does not know", { token: "t", amount: 1 }],
    ["64 KiB", { token: "t", more: "x".repeat(66_000) }],
  ])("%s", async (_what, body) => {
    const answer = await post(body)
    expect(answer.status).toBe(400)
    expect(await answer.text()).not.toMatch(/xxx|\{token"/)
    expect(bank.heard).toEqual([])
  })

  it("a form, which any page may post without asking", async () => {
    const form = { "content-type": "text/plain" }
    expect((await post({ token: "t" }, form)).status).toBe(400)
    expect((await post({ token: "t" }, { "content-type": "application/x-www-form-urlencoded" })).status).toBe(400)
    expect(bank.heard).toEqual([])
  })

  it("a page of another origin", async () => {
    const answer = await post({ token: "t" }, { origin: "https://evil.example" })
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([403, null])
    expect(bank.heard).toEqual([])
  })
})

describe("the charge route", () => {
  it("says nothing of why to the shopper when it cannot charge", async () => {
    await used.shop.db("payment_session").update({ amount: 200_000, raw_amount: JSON.stringify({ value: "200000" }) })
    const answer = await post({ token: "t" })
    expect([answer.status, await answer.json()]).toEqual([
      503,
      { type: "unexpected_state", message: expect.any(String) },
    ])
    expect(used.shop.logged.at(-1)).toMatch(/could not charge.*takes 1 to 100000/)
  })

  it("tells a browser beforehand what the storefront may send, and nobody else", async () => {
    const ask = (origin: string) => fetch(url, { method: "OPTIONS", headers: { origin } })
    const { status, headers } = await ask(STOREFRONT)
    expect(status).toBe(204)
    expect(headers.get("access-control-allow-origin")).toBe(STOREFRONT)
    expect(headers.get("access-control-allow-methods")).toContain("POST")
    expect(headers.get("access-control-allow-headers")).toMatch(/content-type.*authorization/)
    expect((await ask("https://evil.example")).headers.get("access-control-allow-origin")).toBeNull()
  })

  it("charges, and answers what the status route would say", async () => {
    const answer = await post({ token: "t", save: false }, { origin: STOREFRONT })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ url: null, status: { state: "paid", amount: 1000, gateway: "fake" } })
    expect(bank.heard).toEqual(["charge"])
  })
})
