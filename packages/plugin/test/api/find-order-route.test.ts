import type { IncomingMessage } from "node:http"
import type { MedusaRequest } from "@medusajs/framework/http"
import type { MedusaContainer } from "@medusajs/framework/types"
import { describe, expect, it } from "vitest"
import { POST } from "../../src/api/store/taiwan-payments/orders/find/route"
import { expressed } from "../expressed"
import { serve } from "../local-server"
import { addSession, newId, useShop } from "../shop-database"

const used = useShop()
let numbers = 0

/** An order of a guest's, with a payment session. */
async function order(more: object = {}) {
  const { db } = used.shop
  const [id, session, email] = [newId("order"), await addSession(used.shop, "1000"), `${newId("mei")}@example.tw`]
  const number = 7000 + ++numbers
  await db("order").insert({ id, display_id: number, email, currency_code: "twd", ...more })
  const { payment_collection_id } = await db("payment_session").where({ id: session }).first()
  await db("order_payment_collection").insert({ id: newId("link"), order_id: id, payment_collection_id })
  return { id, session, email, number }
}

async function find(body: unknown, { allowed = true, ip = "1.34.20.9" } = {}) {
  const services: Record<string, unknown> = {
    ...{ __pg_connection__: used.shop.db, logger: used.shop.context.logger },
    taiwanPaymentsGuestOrders: allowed,
  }
  const scope = { resolve: (name: string) => services[name] } as MedusaContainer
  const url = await serve((request, response) => {
    const asked = Object.assign(request, { scope, body, ip }) as IncomingMessage as MedusaRequest
    void POST(asked, expressed(response)).catch((error) => response.writeHead(500).end(String(error)))
  })
  const answer = await fetch(url, { method: "POST" })
  return { status: answer.status, body: await answer.json() }
}

describe("a guest's order", () => {
  it("is found by its number and e-mail address, however that is written, with its last session", async () => {
    const { id, session, email, number } = await order()
    const found = { status: 200, body: { order_id: id, session_id: session } }
    expect(await find({ number, email })).toEqual(found)
    expect(await find({ number: String(number), email: ` ${email.toUpperCase()} ` })).toEqual(found)
  })

  it("of another buyer is answered as one that is none", async () => {
    const [mine, others] = [await order(), await order()]
    const asked = await find({ number: others.number, email: mine.email })
    expect(asked).toEqual(await find({ number: 999_999, email: mine.email }))
    expect(asked.status).toBe(404)
  })

  it.each([{ deleted_at: new Date() }, { is_draft_order: true }])("that is %j is none", async (more) => {
    const { number, email } = await order(more)
    expect((await find({ number, email })).status).toBe(404)
  })

  it("is nobody's to look up where the shop did not say so", async () => {
    const { number, email } = await order()
    expect((await find({ number, email }, { allowed: false })).status).toBe(404)
  })

  it.each([
    null,
    [],
    {},
    { number: 1 },
    { number: 1.5, email: "a@b.tw" },
    { number: -1, email: "a@b.tw" },
    { number: 1e12, email: "a@b.tw" },
    { number: { toString: 1 }, email: "a@b.tw" },
    { number: [1], email: "a@b.tw" },
    { number: true, email: "a@b.tw" },
    { number: null, email: "a@b.tw" },
    { number: 1, email: "nobody" },
    { number: 1, email: ["a@b.tw"] },
    { number: 1, email: "a@b.tw\0" },
    { number: 1, email: `${"a".repeat(300)}@b.tw` },
  ])("is not looked for by %j", async (body) => {
    expect((await find(body)).status).toBe(400)
  })
})

describe("guessing", () => {
  it("ends after ten tries from one address, also when all come at once", async () => {
    const { number, email } = await order()
    const ip = "1.34.20.77"
    const tries = Array.from({ length: 25 }, (_, index) => find({ number, email: `${index}${email}` }, { ip }))
    const told = (await Promise.all(tries)).map(({ status }) => status)
    expect(told.filter((status) => status === 404)).toHaveLength(10)
    expect((await find({ number, email }, { ip })).status).toBe(429)
    expect((await find({ number, email }, { ip: "1.34.20.78" })).status).toBe(200)
  })

  it("an e-mail address's orders ends after ten numbers, wherever it comes from", async () => {
    const { number, email } = await order()
    for (let index = 0; index < 10; index++)
      await find({ number: number + 1000, email }, { ip: `1.34.20.${100 + index}` })
    expect((await find({ number, email: email.toUpperCase() }, { ip: "1.34.20.200" })).status).toBe(429)
  })

  it("is not counted by a proxy's private address, behind which all buyers are", async () => {
    const statuses = []
    for (let index = 0; index < 12; index++) {
      const { number, email } = await order()
      statuses.push((await find({ number, email }, { ip: "::ffff:10.0.0.2" })).status)
    }
    expect(new Set(statuses)).toEqual(new Set([200]))
  })

  it("keeps no e-mail address", async () => {
    const { number, email } = await order()
    await find({ number, email })
    const keys = await used.shop.db("taiwan_payment_budget").where("key", "like", "order look-up e-mail %").pluck("key")
    expect(keys.join(" ")).not.toContain("@")
    expect(keys.length).toBeGreaterThan(0)
  })
})
