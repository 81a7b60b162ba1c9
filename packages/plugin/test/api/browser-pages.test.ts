import type { MedusaContainer } from "@medusajs/framework/types"
import express from "express"
import { beforeEach, describe, expect, it, vi } from "vitest"
import { forBrowsers, sendNotice, unknownAddress, unknownPart } from "../../src/api/browser-pages"
import { serve } from "../local-server"

const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
const logged: string[] = []

let url: string
beforeEach(async () => {
  logged.length = 0
  const error = (text: string) => void logged.push(text)
  const services: Readonly<Record<string, unknown>> = { logger: { error }, __pg_connection__: vi.fn() }
  const scope = { resolve: (name: string) => services[name] } as MedusaContainer
  const app = express()
  app.use((request, _response, next) => next(void Object.assign(request, { scope })))
  app.use("/pay", (request, response, next) => unknownPart(request as never, response as never, next))
  app.all("/pay/sessions/:id", (request, response, next) => {
    forBrowsers(async () => {
      throw new Error('relation "taiwan_payment_attempt" does not exist')
    })(request as never, response as never).catch(next)
  })
  app.get("/notice", (request, response) => sendNotice(request as never, response as never, 429, "too many"))
  app.get("/pay/:provider/:rest(*)", (request, response, next) =>
    unknownAddress(request as never, response as never, next),
  )
  app.use(((error, _request, response, _next) => {
    response.status(500).json({ type: "unknown_error", message: String(error) })
  }) as express.ErrorRequestHandler)
  url = await serve(app)
})

function open(path: string, headers: Record<string, string>, method = "GET"): Promise<Response> {
  return fetch(`${url}${path}`, { headers, method })
}

describe("what goes wrong unexpectedly", () => {
  it.each(["GET", "POST"])("is a page to a browser that comes by %s, and is told in the log", async (method) => {
    const answer = await open(
      "/pay/sessions/payses_1",
      { accept: BROWSER, "accept-language": "en-GB,en;q=0.9" },
      method,
    )
    expect([answer.status, answer.headers.get("content-type")]).toEqual([500, "text/html; charset=utf-8"])
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'")
    const page = await answer.text()
    expect(page).toMatch(/<html lang="en">.*Something went wrong.*do not pay again.*系統暫時發生問題/s)
    expect(page).not.toContain("taiwan_payment_attempt")
    expect(logged).toEqual([
      expect.stringMatching(`^Taiwan payments: ${method} /pay/sessions/payses_1 failed: relation`),
    ])
  })

  it.each(["application/json", "*/*", undefined])("stays JSON to a program that accepts %s", async (accept) => {
    const answer = await open("/pay/sessions/payses_1", accept ? { accept } : {})
    expect([answer.status, await answer.json()]).toEqual([500, expect.objectContaining({ type: "unknown_error" })])
  })
})

describe("a notice to a buyer", () => {
  it.each([
    ["application/json", "application/json; charset=utf-8"],
    [BROWSER, "text/html; charset=utf-8"],
    ["*/*", "text/html; charset=utf-8"],
  ])("to who accepts %s is %s", async (accept, type) => {
    const answer = await open("/notice", { accept })
    expect([answer.status, answer.headers.get("content-type")]).toEqual([429, type])
    expect(await answer.text()).toContain("Please wait ten minutes")
  })
})

describe("an address below /pay that is none", () => {
  it.each(["/pay/ecpay_main/notify", "/pay/ecpay_main", "/pay/ecpay_main/?x=/y"])(
    "is a page to a browser: %s",
    async (path) => {
      const answer = await open(path, { accept: BROWSER })
      expect(answer.status).toBe(404)
      expect(await answer.text()).toMatch(/<html lang="zh-TW">.*找不到這筆付款.*not valid/s)
    },
  )

  it("is for Express to say to a program", async () => {
    expect(await (await open("/pay/a/b/c", { accept: "application/json" })).text()).toContain("Cannot GET")
  })
})

describe("the language of a page", () => {
  it.each([
    ["zh-TW,zh;q=0.9,en;q=0.8", "zh-TW"],
    ["zh-Hant-TW", "zh-TW"],
    ["en-US,en;q=0.9,zh-TW;q=0.8", "en"],
    ["en;q=0.5,zh;q=0.9", "zh-TW"],
    ["ja", "en"],
    ["*", "zh-TW"],
  ])("for %s is %s, and the other one stands below", async (languages, lang) => {
    const page = await (await open("/pay/x/y", { accept: BROWSER, "accept-language": languages })).text()
    expect(page).toContain(`<html lang="${lang}">`)
    expect(page).toContain(`<p lang="${lang === "en" ? "zh-TW" : "en"}">`)
  })
})
