import { describe, expect, it } from "vitest"
import { EVENTS } from "../../../src/modules/ledger/events"
import { REFUND_REQUEST } from "../../../src/modules/ledger/refund-desk/request-records"
import { tell } from "../../../src/payments/messages/plan"
import { twd } from "../../../src/toolkit/twd"
import { newId, useShop } from "../../shop-database"
import { mailedOrder, messagesAbout } from "./mailed-order"

const used = useShop()
const END = new Date(Date.now() + 3_600_000)

/** An order whose refund the bank sent back after it was booked, whole. */
async function sentBack() {
  const { db, context } = used.shop
  const gone = { state: "refunded", captured_amount: twd(1000), refunded_amount: twd(1000), locale: "en" } as const
  const order = await mailedOrder(used.shop, gone)
  const { attempt_id, session_id, order_id } = order.event
  const facts = { attempt_id, kind: "refund", idempotency_key: newId("ref"), amount: twd(1000) } as const
  const { operation } = await context.ledger.begin({ ...facts, requested: "1000" })
  await context.ledger.finish(operation, { state: "done" })
  const id = newId("tpr")
  const row = {
    id,
    attempt_id,
    order_id,
    amount: 1000,
    state: "returned",
    booked_as: operation.id,
    link_expires_at: END,
  }
  await db(REFUND_REQUEST).insert(row)
  const about = { attempt_id, order_id, amount: 1000, refund_request_id: id }
  const askAgain = () =>
    tell(order.medusa.container, EVENTS.refundAccountWanted, {
      ...{ ...about, session_id, cart_id: null, currency_code: "twd" },
      ...{ refund_link: "https://shop.example/pay/refunds/abc.def", expires_at: END.toISOString() },
    })
  const sendAgain = async (refund_batch_id: string) => {
    await db(REFUND_REQUEST).where({ id }).update({ state: "done", batch_id: refund_batch_id })
    return () =>
      tell(order.medusa.container, EVENTS.refundSentAgain, { ...about, operation_id: operation.id, refund_batch_id })
  }
  const becomes = (change: object) => db(REFUND_REQUEST).where({ id }).update(change)
  const sent = () => order.office.sent.map(({ template }) => template)
  const reasons = async () => (await messagesAbout(used.shop, attempt_id)).map(({ reason }) => reason)
  return { askAgain, sendAgain, becomes, sent, reasons }
}

describe("of a refund that the bank sent back", () => {
  it("the buyer is asked for another account, though the books have it as given back", async () => {
    const { askAgain, sent } = await sentBack()
    for (const _ of [1, 2]) await askAgain()
    expect(sent()).toEqual(["taiwan_payments.refund_account_wanted"])
  })

  it("the buyer is told each time that it is sent again, once", async () => {
    const { sendAgain, sent } = await sentBack()
    for (const batch of ["tpb_one", "tpb_two"]) {
      const told = await sendAgain(batch)
      for (const _ of [1, 2]) await told()
    }
    expect(sent()).toEqual(["taiwan_payments.refunded", "taiwan_payments.refunded"])
  })

  it("nobody is told that it was sent again once it has come back once more", async () => {
    const { sendAgain, becomes, sent, reasons } = await sentBack()
    const told = await sendAgain("tpb_one")
    await becomes({ state: "returned", batch_id: null })
    await told()
    expect([sent(), await reasons()]).toEqual([[], ["returned"]])
  })
})
