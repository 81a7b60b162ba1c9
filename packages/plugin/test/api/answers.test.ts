import { readdirSync } from "node:fs"
import type { IncomingMessage } from "node:http"
import { connect } from "node:net"
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { describe, expect, it, vi } from "vitest"
import middlewares from "../../src/api/middlewares"
import { GET as comeBack } from "../../src/api/pay/[provider]/return/route"
import { GET as tellStatus } from "../../src/api/pay/sessions/[id]/status/route"
import { readBody } from "../../src/api/reading"
import { serve } from "../local-server"

const api = new URL("../../src/api/", import.meta.url)

/** The path of every route of this package, as Medusa makes it of its file. */
const PATHS = readdirSync(api, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("route.ts"))
  .map((file) => `/${file.replace(/\/route\.ts$/, "").replace(/\[\w+\]/g, "x")}`)

function headersFor(path: string): Record<string, string> {
  const headers: Record<string, string> = {}
  const response = { set: (more: Record<string, string>) => Object.assign(headers, more) }
  for (const { matcher, methods, middlewares: all } of middlewares.routes ?? []) {
    const pattern = new RegExp(`^${String(matcher).replaceAll("*", ".*")}$`)
    if (methods === undefined && pattern.test(path))
      for (const middleware of (all ?? []).filter(({ name }) => name === "careful"))
        middleware({} as MedusaRequest, response as object as MedusaResponse, vi.fn())
  }
  return headers
}

describe("every answer of ours", () => {
  it("has a path to be walked", () => expect(PATHS.length).toBeGreaterThan(10))

  it.each(PATHS)("at %s is kept by nobody and taken for nothing else", (path) => {
    expect(headersFor(path)).toEqual({ "cache-control": "no-store", "x-content-type-options": "nosniff" })
  })
})

describe("a look ahead", () => {
  it.each([
    ["return", comeBack, { method: "HEAD", headers: {} }],
    ["return", comeBack, { method: "GET", headers: { "sec-purpose": "prefetch;prerender" } }],
    ["status", tellStatus, { method: "HEAD", headers: {} }],
  ])("at the %s reaches neither ledger nor gateway (%#)", async (_what, route, looked) => {
    const container = { resolve: vi.fn(() => ({ listPaymentProviders: async () => [] })) }
    const end = vi.fn()
    const status = vi.fn(() => ({ end }))
    const request = { ...looked, scope: container, params: {}, query: {} } as object as MedusaRequest
    await route(request, { set: vi.fn(), status } as object as MedusaResponse)
    expect(status).toHaveBeenCalledWith(204)
    expect(container.resolve).not.toHaveBeenCalled()
  })
})

describe("a body", () => {
  async function reading(withinMs: number) {
    const { promise, resolve } = deferred<unknown>()
    const url = await serve((request: IncomingMessage, response) => {
      void readBody(request as MedusaRequest, withinMs).then((body) => {
        resolve(body)
        response.writeHead(408, { connection: "close" }).end("late")
      })
    })
    const socket = connect(Number(new URL(url).port), "127.0.0.1")
    return { body: promise, socket }
  }

  it("that never ends is given up, and answered", async () => {
    const { body, socket } = await reading(200)
    socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nabc")
    expect(await body).toBe("too slow")
    const answer = await new Promise<string>((resolve) => socket.once("data", (data) => resolve(data.toString())))
    expect(answer).toContain("408")
    socket.destroy()
  })

  it("that comes in pieces, in time, is whole", async () => {
    const { body, socket } = await reading(5000)
    socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 6\r\n\r\nabc")
    setTimeout(() => socket.write("def"), 100)
    expect(String(await body)).toBe("abcdef")
    socket.destroy()
  })
})

function deferred<Value>() {
  let resolve: (value: Value) => void = () => {}
  const promise = new Promise<Value>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
