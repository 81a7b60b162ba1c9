import { get as httpGet } from "node:http"
import { get } from "node:https"
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest"
import type { Bank } from "../src/facts.js"
import { Wire } from "../src/wire/wire.js"

const wire = new Wire(["api.bank.example"])
let moves = 0

const bank = {
  handle: ({ host, path, body }: { host: string; path: string; body: string }) => {
    if (path === "/move") moves++
    return { status: 200, headers: { "content-type": "text/plain" }, body: `${host}${path}${body}` }
  },
  trades: () => [{ amount: 1 }],
  books: () => ({ asked: 1, reserved: 0, captured: moves, refunded: 0 }),
} as object as Bank

beforeAll(() => wire.start())
afterAll(() => wire.stop())
beforeEach(() => wire.begin(bank))

const textOf = (open: typeof get, url: string) =>
  new Promise<string>((resolve, reject) => {
    const request = open(url, (response) => {
      let text = ""
      response.on("data", (chunk) => {
        text += chunk
      })
      response.on("end", () => resolve(text))
    })
    request.on("error", reject)
  })

test("fetch, https and http reach the bank under its own name", async () => {
  const response = await fetch("https://api.bank.example/a", { method: "POST", body: "!" })
  expect(await response.text()).toBe("api.bank.example/a!")
  expect(await textOf(get, "https://api.bank.example/b")).toBe("api.bank.example/b")
  expect(await textOf(httpGet, "http://api.bank.example/c")).toBe("api.bank.example/c")
  expect(wire.exchanges.map(({ path }) => path)).toEqual(["/a", "/b", "/c"])
})

test("a host that is not declared is noted, and never reached", async () => {
  await expect(fetch("https://telemetry.example/")).rejects.toThrow("fetch failed")
  expect([...wire.strangers]).toEqual(["telemetry.example"])
  expect(wire.exchanges).toEqual([])
})

test("down is a refused connection, and over at once", async () => {
  wire.suffer("down")
  await expect(fetch("https://api.bank.example/")).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } })
  wire.calm()
  expect((await fetch("https://api.bank.example/")).status).toBe(200)
})

test("a hang lasts until the caller gives up", async () => {
  wire.suffer("hang")
  const patience = new AbortController()
  const hung = fetch("https://api.bank.example/", { signal: patience.signal })
  await vi.waitFor(() => expect(wire.exchanges).toHaveLength(1), 5000)
  patience.abort()
  await expect(hung).rejects.toThrow(/abort/)
})

test("only the reply of the request that moves money is lost, and only once", async () => {
  wire.suffer("lose-reply-of-the-move")
  expect((await fetch("https://api.bank.example/look")).status).toBe(200)
  await expect(fetch("https://api.bank.example/move")).rejects.toThrow("fetch failed")
  expect((await fetch("https://api.bank.example/move")).status).toBe(200)
  expect(wire.exchanges.map(({ moved }) => moved)).toEqual([false, true, true])
})

test("connections to this machine are left alone", async () => {
  await expect(fetch("http://127.0.0.1:1/")).rejects.toThrow()
  expect(wire.exchanges).toEqual([])
})

test("an answer after the move is late or garbled, and the next one is well", async () => {
  const move = () => fetch("https://api.bank.example/move", { method: "POST" })
  const before = moves
  wire.suffer("bad-gateway-after-the-move")
  expect((await move()).status).toBe(502)
  expect((await move()).status).toBe(200)
  wire.suffer("late-reply-of-the-move")
  const late = move()
  await vi.waitFor(() => expect(moves).toBe(before + 3))
  wire.calm()
  await expect(late).rejects.toThrow()
})

test("what is cut never reaches the bank", async () => {
  const before = moves
  wire.suffer("cut")
  await expect(fetch("https://api.bank.example/move", { method: "POST" })).rejects.toThrow()
  expect(moves).toBe(before)
  expect(wire.exchanges.map(({ moved, status }) => [moved, status])).toEqual([[false, null]])
})

test("a connection in the clear is noted", async () => {
  expect([...wire.unproven]).toContain("api.bank.example")
  wire.unproven.clear()
  await fetch("https://api.bank.example/a")
  expect([...wire.unproven]).toEqual([])
})
