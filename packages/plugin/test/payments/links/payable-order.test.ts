import type { MedusaContainer } from "@medusajs/framework/types"
import { describe, expect, it } from "vitest"
import type { Attempt } from "../../../src/modules/ledger/records"
import { payableOrderOf } from "../../../src/payments/links/payable-order"
import { twd } from "../../../src/toolkit/twd"
import { methodAccountAt } from "../../fake-gateway"
import { addCart, addOrder, addPayment } from "../../fake-medusa"
import { containerOf } from "../../shop-container"
import { addSession, newAttempt, newId, useShop } from "../../shop-database"

const place = useShop()
const PROVIDER = "pp_fake-card_main"

interface Paid {
  readonly amount: number
  readonly refunded?: number
  readonly canceled?: true
}

/** The order of 1000 TWD as both books have it; `left`: what Medusa says is still to be paid. */
interface Books {
  /** As it will be once all came back that is to. */
  readonly total?: number
  readonly hasReturn?: true
  readonly left: number
  readonly payments?: readonly Paid[]
  /** Such as Medusa has no payment for. */
  readonly attempts?: readonly Partial<Attempt>[]
}

async function payable({ total = 1000, hasReturn, left, payments = [], attempts = [] }: Books) {
  const { shop } = place
  const session = await addSession(shop, "1000")
  const id = await addOrder(shop, session, await addCart(shop, session))
  const collection = (await shop.db("payment_session").where({ id: session }).first()).payment_collection_id
  for (const each of payments) await addPaid(collection, each)
  for (const { state = "captured", ...more } of attempts) {
    const { amount = twd(1000), ...change } = more
    const opened = { session_id: session, payment_collection_id: collection, amount, session_amount: String(amount) }
    await shop.context.ledger.change(await shop.context.ledger.open(newAttempt(opened)), { state, ...change })
  }
  if (hasReturn) await shop.db("return").insert({ id: newId("return"), order_id: id, order_version: 1 })
  return payableOrderOf(containerWith(id, { pending_difference: left, transaction_total: total - left }), id)
}

async function addPaid(collection: string, { amount, refunded = 0, canceled }: Paid): Promise<void> {
  const { db } = place.shop
  const session = await addSession(place.shop, String(amount))
  await db("payment_session").where({ id: session }).update({ payment_collection_id: collection })
  const payment_id = await addPayment(place.shop, session, newId("T"))
  if (canceled) await db("payment").where({ id: payment_id }).update({ canceled_at: new Date() })
  const row = { id: newId("ref"), payment_id, amount: refunded, raw_amount: JSON.stringify({ value: refunded }) }
  if (refunded > 0) await db("refund").insert(row)
}

function containerWith(id: string, summary: object): MedusaContainer {
  const row = { id, display_id: 1, status: "pending", customer_id: null, currency_code: "twd", region_id: "reg_1" }
  const order = { ...row, is_draft_order: false, summary }
  const shop = containerOf(place.shop, PROVIDER, methodAccountAt({ url: "http://127.0.0.1:9" }), { order })
  const known: { graph(question: { entity: string }): unknown } = shop.resolve("query")
  const region = { data: [{ payment_providers: [{ id: PROVIDER }] }] }
  const graph = (question: { entity: string }) => (question.entity === "region" ? region : known.graph(question))
  return { ...shop, resolve: (name: string) => (name === "query" ? { graph } : shop.resolve(name)) } as MedusaContainer
}

const paid = (refunded = 0): Paid => ({ amount: 1000, refunded })
const held = { state: "captured", unmatched: "second_payment", applied_at: new Date() } as const
const issued = { state: "issued" } as const

describe("what is left of an order", () => {
  const table: [what: string, books: Books, left: object][] = [
    ["that nobody paid is its total", { left: 1000 }, { kind: "owed", amount: 1000, why: "unpaid" }],
    [
      "whose card was released is its total",
      { left: 1000, payments: [{ amount: 1000, canceled: true }] },
      { amount: 1000, why: "unpaid" },
    ],
    ["that was paid is nothing", { left: 0, payments: [paid()] }, { kind: "paid" }],
    [
      "that became dearer is the difference",
      { total: 1300, left: 300, payments: [paid()] },
      { amount: 300, why: "difference" },
    ],
    ["that became dearer and then cheaper again is nothing", { left: 0, payments: [paid()] }, { kind: "paid" }],
    ["that became cheaper is nothing", { total: 700, left: -300, payments: [paid()] }, { kind: "paid" }],
    [
      "whose difference is only reserved is nothing",
      { total: 1300, left: 300, payments: [paid(), { amount: 300 }] },
      { kind: "paid" },
    ],
    ["of which a gift went back is nothing", { left: 100, payments: [paid(100)] }, { kind: "paid" }],
    ["of which all went back as a gift is nothing", { left: 1000, payments: [paid(1000)] }, { kind: "paid" }],
    [
      "that became dearer after a gift is the shop's to say",
      { total: 1300, left: 400, payments: [paid(100)] },
      { kind: "ask the shop" },
    ],
    ["of which something came back is nothing", { total: 500, left: 0, payments: [paid(500)] }, { kind: "paid" }],
    [
      "that became dearer after something came back is the shop's to say",
      { total: 800, left: 300, payments: [paid(500)] },
      { kind: "ask the shop" },
    ],
    [
      "that became dearer by as much as came back is the shop's to say",
      { left: 500, payments: [paid(500)], hasReturn: true },
      { kind: "ask the shop" },
    ],
    [
      "of which something is exchanged is the difference, before it came back",
      { total: 1300, left: 300, payments: [paid()], hasReturn: true },
      { amount: 300, why: "difference" },
    ],
    [
      "whose exchange is paid, and not in Medusa yet, is nothing",
      { total: 1300, left: 300, payments: [paid()], attempts: [{ amount: twd(300) }], hasReturn: true },
      { kind: "paid" },
    ],
    ["whose money is not in Medusa yet is nothing", { left: 1000, attempts: [{}] }, { kind: "paid" }],
    ["beside a second payment is nothing", { left: 0, payments: [paid()], attempts: [held] }, { kind: "paid" }],
    [
      "that became dearer beside a second payment is the shop's to say",
      { total: 1100, left: 100, payments: [paid()], attempts: [held] },
      { kind: "ask the shop" },
    ],
    [
      "for which money lies that no order could take is the shop's to say",
      { left: 1000, attempts: [{ ...held, unmatched: "wrong_amount" }] },
      { kind: "ask the shop" },
    ],
    [
      "that became dearer after a second payment went back is the difference",
      {
        total: 1100,
        left: 100,
        payments: [paid()],
        attempts: [{ ...held, state: "refunded", refunded_amount: twd(1000) }],
      },
      { amount: 100, why: "difference" },
    ],
    [
      "that awaits a number is its total",
      { left: 1000, attempts: [issued] },
      { amount: 1000, why: "awaiting", hasOtherNumber: false },
    ],
    [
      "that became dearer than its number is its total",
      { total: 1300, left: 1300, attempts: [issued] },
      { amount: 1300, why: "unpaid", awaited: null, hasOtherNumber: true },
    ],
    [
      "that was paid beside its number, and became dearer, is the difference",
      { total: 1300, left: 300, payments: [paid()], attempts: [issued] },
      { amount: 300, why: "difference", awaited: null, hasOtherNumber: true },
    ],
    [
      "that awaits one number of two is its total",
      { left: 1000, attempts: [{ ...issued, amount: twd(900) }, issued] },
      { why: "awaiting", hasOtherNumber: true },
    ],
  ]

  it.each(table)("%s", async (_what, books, left) => expect(await payable(books)).toMatchObject(left))
})
