import type { MedusaContainer } from "@medusajs/framework/types"
import { describe, expect, it } from "vitest"
import { EVENTS } from "../../../src/modules/ledger/events"
import type { Message } from "../../../src/modules/ledger/messages"
import { contextOf } from "../../../src/payments/context"
import { plan, tell, watchEvents } from "../../../src/payments/messages/plan"
import { sendMessage } from "../../../src/payments/messages/send"
import { tendMessages } from "../../../src/payments/messages/tend-messages"
import { erasePersonalData } from "../../../src/payments/staff/erase"
import { useShop } from "../../shop-database"
import { letItBeDue, type MailedOrder, mailedOrder, mailingMedusa, messagesAbout } from "./mailed-order"

const used = useShop()
const issue = ({ event }: MailedOrder, container: MedusaContainer) => tell(container, EVENTS.voucherIssued, event)

async function messageOf({ number }: MailedOrder): Promise<Message> {
  const [message, ...others] = await messagesAbout(used.shop, number.id)
  if (!message || others.length > 0) throw new Error("there is not one message")
  return message
}

async function again(order: MailedOrder): Promise<Message> {
  const message = await messageOf(order)
  await letItBeDue(used.shop, message)
  await sendMessage(order.medusa.container, message.id)
  return messageOf(order)
}

describe("a message", () => {
  it("bears the number, and leaves number and link out of what Medusa keeps", async () => {
    const order = await mailedOrder(used.shop)
    await issue(order, order.medusa.container)
    const [mail] = order.office.sent
    expect(mail?.content?.html).toContain("LLL22251222222")
    expect(mail?.content?.text).toContain("LLL22251222222")
    expect(JSON.stringify(mail?.data)).not.toContain("LLL")
    expect(mail?.idempotency_key).toBe((await messageOf(order)).id)
  })

  it("goes out once when its event comes five times at once, and once more", async () => {
    const order = await mailedOrder(used.shop)
    await Promise.all(Array.from({ length: 5 }, () => issue(order, order.medusa.container)))
    await issue(order, order.medusa.container)
    await again(order)
    expect(order.office.sent).toHaveLength(1)
  })

  it("goes out once from two processes that have its event and its turn at the same moment", async () => {
    const order = await mailedOrder(used.shop)
    const { db } = used.otherProcess()
    const other = await mailingMedusa({ ...used.shop, db })
    const processes = [order.medusa.container, other.medusa.container]
    await Promise.all(processes.map((container) => issue(order, container)))
    order.office.moods.push("throws")
    const failing = await mailedOrder(used.shop)
    failing.office.moods.push("throws")
    await issue(failing, failing.medusa.container)
    const message = await messageOf(failing)
    await letItBeDue(used.shop, message)
    await Promise.all([failing.medusa.container, other.medusa.container].map((each) => sendMessage(each, message.id)))
    expect(order.office.sent.length + other.office.sent.length + failing.office.sent.length).toBe(2)
    expect((await messageOf(failing)).state).toBe("sent")
  })

  it("is written down before its event leaves the outbox, so that a process that dies there takes nothing with it", async () => {
    const order = await mailedOrder(used.shop)
    const context = contextOf(order.medusa.container)
    watchEvents(order.medusa.container)
    await context.emit(EVENTS.voucherIssued, order.event)
    expect(await messageOf(order)).toMatchObject({ state: "waiting", tries: 0 })
    await tendMessages(order.medusa.container)
    await issue(order, order.medusa.container)
    const { id } = await messageOf(order)
    expect(order.office.sent.filter(({ idempotency_key: key }) => key === id)).toHaveLength(1)
  })

  it("that was written down and not sent is sent when its event is heard", async () => {
    const order = await mailedOrder(used.shop)
    await plan(order.medusa.container, EVENTS.voucherIssued, order.event)
    await issue(order, order.medusa.container)
    expect(order.office.sent).toHaveLength(1)
  })

  it("is tried again when the provider fails, and no more than six times", async () => {
    const order = await mailedOrder(used.shop)
    order.office.moods.push(...Array<"throws">(20).fill("throws"))
    await issue(order, order.medusa.container)
    for (let turn = 0; turn < 10; turn++) await again(order)
    expect(await messageOf(order)).toMatchObject({ state: "failed", tries: 6, due_at: null, data: {} })
    expect(await used.shop.context.ledger.messages.unsent(7)).toBeGreaterThan(0)
  })

  it("arrives at the second try, under the same key", async () => {
    const order = await mailedOrder(used.shop)
    order.office.moods.push("throws")
    await issue(order, order.medusa.container)
    expect((await again(order)).state).toBe("sent")
    expect(order.office.sent.map(({ idempotency_key: key }) => key)).toEqual([(await messageOf(order)).id])
  })

  it("bears the same key where a provider throws after sending, so that the provider can tell", async () => {
    const order = await mailedOrder(used.shop)
    order.office.moods.push("loses")
    await issue(order, order.medusa.container)
    await again(order)
    await again(order)
    expect(new Set(order.office.sent.map(({ idempotency_key: key }) => key)).size).toBe(1)
    expect(order.office.sent.length).toBeLessThanOrEqual(2)
  })

  it("is not sent again when a process died after Medusa had sent it", async () => {
    const order = await mailedOrder(used.shop)
    await issue(order, order.medusa.container)
    const sending = { state: "sending", due_at: new Date(0) }
    await used.shop.db("taiwan_payment_message").where({ attempt_id: order.number.id }).update(sending)
    expect((await again(order)).state).toBe("sent")
    expect(order.office.sent).toHaveLength(1)
  })

  it("is sent when a process died before it had handed it over", async () => {
    const order = await mailedOrder(used.shop)
    const { ledger } = used.shop.context
    const { id: attempt_id } = order.number
    const about = {
      kind: "voucher_issued",
      subject: attempt_id,
      attempt_id,
      order_id: order.orderId,
      data: {},
    } as const
    const message = await ledger.messages.plan(about)
    if (message) await ledger.messages.begin(message)
    expect(order.office.sent).toEqual([])
    expect((await again(order)).state).toBe("sent")
  })

  it("whose fate nobody knows is waited for, then left alone and counted", async () => {
    const order = await mailedOrder(used.shop)
    order.office.moods.push("hangs")
    // It is given up long after this file, and after its database.
    issue(order, order.medusa.container).catch(() => undefined)
    await expect.poll(async () => (await messagesAbout(used.shop, order.number.id))[0]?.state).toBe("sending")
    expect(await again(order)).toMatchObject({ state: "waiting", tries: 1 })
    const longAgo = used.shop.db.raw("now() - interval '11 minutes'")
    await used.shop.db("taiwan_payment_message").where({ attempt_id: order.number.id }).update({ tried_at: longAgo })
    expect(await again(order)).toMatchObject({ state: "unclear", tries: 1 })
    expect(order.office.sent).toEqual([])
  })

  it("that cannot be sent names nobody in the log or in its row", async () => {
    const order = await mailedOrder(used.shop)
    order.office.moods.push("throws")
    const before = used.shop.logged.length
    await issue(order, order.medusa.container)
    const told = [...used.shop.logged.slice(before), JSON.stringify(await messageOf(order))].join("\n")
    expect(told).toContain("550")
    expect(told).not.toContain("shopper@example.com")
    expect(told).not.toContain("@example")
  })

  it.each([
    ["nobody's", null],
    ["a second address", "a@example.com,b@example.com"],
    ["a header", "a@example.com\nBcc: b@example.com"],
  ])("is not sent to %s", async (_, email) => {
    const order = await mailedOrder(used.shop)
    await used.shop.db("order").where({ id: order.orderId }).update({ email })
    await issue(order, order.medusa.container)
    expect(order.office.sent).toEqual([])
    expect(await messageOf(order)).toMatchObject({ state: "failed", reason: "no address" })
  })

  it("waits where Medusa has no provider for e-mail", async () => {
    const order = await mailedOrder(used.shop)
    const providers = () => used.shop.db("notification_provider").where({ id: "outbox" })
    await providers().update({ is_enabled: false })
    await issue(order, order.medusa.container)
    await providers().update({ is_enabled: true })
    expect(await messageOf(order)).toMatchObject({ state: "waiting", tries: 0 })
    expect((await again(order)).state).toBe("sent")
  })

  it("is not even written down where it is not switched on", async () => {
    const order = await mailedOrder(used.shop, {}, { buyers: ["paid"] })
    await issue(order, order.medusa.container)
    expect(await messagesAbout(used.shop, order.number.id)).toEqual([])
  })

  it("stays away where it was switched off since", async () => {
    const order = await mailedOrder(used.shop)
    order.office.moods.push("throws")
    await issue(order, order.medusa.container)
    const { medusa, office } = await mailingMedusa(used.shop, { buyers: ["paid"] })
    await letItBeDue(used.shop, await messageOf(order))
    await sendMessage(medusa.container, (await messageOf(order)).id)
    expect([office.sent, (await messageOf(order)).reason]).toEqual([[], "switched off"])
  })

  it("is erased with the buyer's data, the address in Medusa's row too", async () => {
    const order = await mailedOrder(used.shop)
    await issue(order, order.medusa.container)
    const { id } = await messageOf(order)
    await used.shop.context.ledger.change(order.number, { state: "failed" })
    await erasePersonalData(order.medusa.container, { order_id: order.orderId })
    expect(await messagesAbout(used.shop, order.number.id)).toEqual([])
    expect(await used.shop.db("notification").where({ idempotency_key: id }).first()).toMatchObject({
      to: "",
      data: null,
    })
  })
})
