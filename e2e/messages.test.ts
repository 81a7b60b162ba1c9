import { randomBytes } from "node:crypto"
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { payVoucher } from "@taiwan-payments/sandbox/shopper"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { tradeAt } from "./support/gateway"
import { attemptOf } from "./support/ledger"
import { awaitTransfer, payByTransfer, payTwice } from "./support/orders"
import { buyByCard, reaches, refund } from "./support/purchase"
import { openShop, type Shop, serve } from "./support/shop"
import { until } from "./support/until"

interface Mail {
  readonly to: string
  readonly template: string
  readonly subject: string
  readonly text: string
}

let outbox: string
let shop: Shop
const deskKey = randomBytes(32).toString("base64")
const settings = () => ({ OUTBOX: outbox, REFUND_DESK_KEYS: deskKey })
beforeAll(async () => {
  outbox = await mkdtemp(path.join(tmpdir(), "outbox-"))
  shop = await openShop({ env: settings() })
})
afterAll(async () => {
  await shop?.close()
  await rm(outbox, { recursive: true, force: true })
})

async function mails(): Promise<Mail[]> {
  const files = (await readdir(outbox)).filter((file) => file.endsWith(".json"))
  return Promise.all(files.map(async (file) => JSON.parse(await readFile(path.join(outbox, file), "utf8"))))
}

/** Of a kind, about an order, by the number that people use. */
async function mailsAbout(orderId: string, kind: string): Promise<Mail[]> {
  const { order } = await shop.office.get(`/admin/orders/${orderId}?fields=id,display_id`)
  const isAbout = ({ text }: Mail) => new RegExp(`#${order.display_id}\\b`).test(text)
  return (await mails()).filter((mail) => mail.template === `taiwan_payments.${kind}` && isAbout(mail))
}

const arrives = (orderId: string, kind: string) =>
  until(`${kind} about ${orderId}`, async () => (await mailsAbout(orderId, kind))[0])

/** As the ledger's outbox emits it at the next job. */
async function emit(name: string, data: object): Promise<void> {
  const sql = "insert into taiwan_payment_outbox (id, name, data) values ($1, $2, $3)"
  await shop.database.query(sql, [`tpm_${Math.random()}`, `taiwan_payments.${name}`, JSON.stringify(data)])
  const left = "select count(*)::int as count from taiwan_payment_outbox"
  await until("the event is emitted", async () => (await shop.database.query(left)).rows[0]?.count === 0)
}

const messagesOf = async (attemptId: string) => {
  const sql = "select kind, state, reason from taiwan_payment_message where attempt_id = $1 order by created_at"
  return (await shop.database.query(sql, [attemptId])).rows
}

describe("messages", () => {
  it("bring the number, remind once, say that it is paid, and remind no more", async () => {
    const { session, orderId, tradeNo } = await awaitTransfer(shop)
    const attempt = await attemptOf(shop, session.id)
    const mail = await arrives(orderId, "voucher_issued")
    expect(mail.to).toBe("shopper@example.com")
    expect(mail.text).toMatch(/\d{14,16}/)
    expect(mail.text).toMatch(/\/pay\/orders\/order_\w+\./)
    const soon =
      "update taiwan_payment_attempt set created_at = now() - interval '4 days', expires_at = now() + interval '20 hours'"
    await shop.database.query(`${soon} where id = $1`, [attempt.id])
    await arrives(orderId, "voucher_expiring")
    await payVoucher(shop.sandbox.url, tradeAt(shop, tradeNo).id)
    await reaches(shop, session.id, "paid")
    await arrives(orderId, "paid")
    const { session_id, amount, order_id } = await attemptOf(shop, session.id)
    const again = { attempt_id: attempt.id, session_id, order_id, amount, voucher: null, payment_link: null }
    await shop.database.query(
      "delete from taiwan_payment_message where attempt_id = $1 and kind = 'voucher_expiring'",
      [attempt.id],
    )
    await emit("voucher_expiring", again)
    await until("it is withheld", async () =>
      (await messagesOf(attempt.id)).some(({ kind, state }) => kind === "voucher_expiring" && state === "withheld"),
    )
    await emit("paid", again)
    expect(await mailsAbout(orderId, "voucher_expiring")).toHaveLength(1)
    expect(await mailsAbout(orderId, "paid")).toHaveLength(1)
  })

  it("tell of a refund, ask for a bank account, and tell each of the staff of an alarm", async () => {
    const { order, payment } = await buyByCard(shop)
    await refund(shop, payment, 10)
    expect((await arrives(order.id, "refunded")).text).toContain("NT$10")
    const { attempt, orderId } = await payByTransfer(shop)
    await shop.office.post(`/admin/taiwan-payments/attempts/${attempt.id}/refund-request`, {
      amount: 20,
      reason: "late",
    })
    const asked = await arrives(orderId, "refund_account_wanted")
    expect(asked.text).toMatch(/http\S+\/pay\/refunds\/\S+/)
    expect(asked.text).not.toContain("late")
    const { first } = await payTwice(shop)
    const alarm = await arrives(first.order_id ?? "", "alarm")
    expect(alarm.to).toBe("staff@alley.example")
  })

  it("are not sent again by a server that starts anew and hears the same event", async () => {
    const { session, orderId } = await awaitTransfer(shop)
    await arrives(orderId, "voucher_issued")
    const { id, session_id, amount, order_id } = await attemptOf(shop, session.id)
    await shop.medusa.stop()
    const medusa = await serve(shop.database.url, shop.sandbox.url, { env: settings() }, Number(new URL(shop.url).port))
    shop = { ...shop, medusa, close: async () => void (await Promise.all([medusa.stop(), shop.sandbox.close()])) }
    await emit("voucher_issued", { attempt_id: id, session_id, order_id, amount, voucher: null, payment_link: null })
    await awaitTransfer(shop).then(({ orderId: next }) => arrives(next, "voucher_issued"))
    expect(await mailsAbout(orderId, "voucher_issued")).toHaveLength(1)
    expect((await messagesOf(id)).map(({ state }) => state)).toEqual(["sent"])
  })
})
