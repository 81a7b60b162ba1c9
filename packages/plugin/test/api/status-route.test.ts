import type { IncomingMessage } from "node:http"
import type { MedusaRequest } from "@medusajs/framework/http"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { GET } from "../../src/api/pay/sessions/[id]/status/route"
import { expressed } from "../expressed"
import { openBank } from "../fake-bank"
import { methodAccountAt } from "../fake-gateway"
import { serve } from "../local-server"
import { containerOf } from "../shop-container"
import { addSession, newAttempt, newEvent, useShop } from "../shop-database"

const used = useShop()
const ledger = () => used.shop.context.ledger

let url: string
let sessionId: string
afterEach(() => void vi.useRealTimers())
beforeEach(async () => {
  sessionId = await addSession(used.shop, "1000")
  const scope = containerOf(used.shop, "pp_fake-card_main", methodAccountAt(await openBank()))
  url = await serve((request, response) => {
    const id = request.url?.slice(1) ?? ""
    const asked = Object.assign(request, { scope, params: { id } }) as IncomingMessage as MedusaRequest
    void GET(asked, expressed(response)).catch((error) => response.writeHead(500).end(String(error)))
  })
})

/** One poll, and how many statements it took. */
async function poll(tag?: string, id = sessionId): Promise<{ answer: Response; statements: number }> {
  let statements = 0
  const count = () => {
    statements += 1
  }
  used.shop.db.on("query", count)
  const answer = await fetch(`${url}/${id}`, { headers: tag ? { "if-none-match": tag } : {} })
  used.shop.db.removeListener("query", count)
  return { answer, statements }
}

const started = () => ledger().open(newAttempt({ session_id: sessionId }))

describe("a poll of the status", () => {
  it("takes one statement for an attempt that did not change, and sends nothing twice", async () => {
    await started()
    const first = await poll()
    expect(first.statements).toBeGreaterThan(1)
    expect(await first.answer.json()).toMatchObject({ state: "pending", poll_after: 2 })
    expect(first.answer.headers.get("cache-control")).toBe("private, no-cache")
    const tag = first.answer.headers.get("etag") ?? ""
    for (const known of [tag, `W/${tag}`, `"another", ${tag}`]) {
      const again = await poll(known)
      expect(again).toMatchObject({ statements: 1, answer: { status: 304 } })
      expect(await again.answer.text()).toBe("")
    }
    const other = await poll()
    expect(other).toMatchObject({ statements: 1, answer: { status: 200 } })
    expect(await other.answer.json()).toMatchObject({ state: "pending" })
  })

  it("takes one statement for a session that nobody knows", async () => {
    expect(await poll(undefined, "payses_nobody")).toMatchObject({ statements: 1, answer: { status: 404 } })
  })

  it("tells at once what a notice changed", async () => {
    const attempt = await started()
    const tag = (await poll()).answer.headers.get("etag") ?? ""
    await ledger().record(attempt, { state: "captured", captured_amount: attempt.amount }, newEvent(attempt))
    const { answer } = await poll(tag)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ state: "paid", order_id: null, poll_after: 1 })
  })

  it.each([
    ["session", (id: string) => used.shop.db("payment_session").where({ id }).update({ status: "error" })],
    [
      "collection",
      async (id: string) => {
        const { payment_collection_id } = await used.shop.db("payment_session").where({ id }).first()
        await used.shop.db("payment_collection").where({ id: payment_collection_id }).update({ amount: 1100 })
      },
    ],
  ])("looks again when Medusa's %s changed", async (_what, change) => {
    await started()
    await poll()
    await change(sessionId)
    expect((await poll()).statements).toBeGreaterThan(1)
    expect((await poll()).statements).toBe(1)
  })

  it("looks again after ten seconds, since goods sell out without a mark", async () => {
    await started()
    await poll()
    vi.useFakeTimers({ now: Date.now() + 10_001, toFake: ["Date"] })
    expect((await poll()).statements).toBeGreaterThan(1)
  })
})
