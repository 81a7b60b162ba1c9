import { randomBytes } from "node:crypto"
import { afterEach, describe, expect, it, vi } from "vitest"
import type { Card } from "../../../src/modules/ledger/saved-cards"
import { saveCard, secretOf } from "../../../src/payments/checkout/saved-cards"
import { tendCards } from "../../../src/payments/checkout/tend-cards"
import type { SealingKey } from "../../../src/toolkit/sealed-secret"
import { openBank } from "../../fake-bank"
import { methodAccountAt } from "../../fake-gateway"
import { containerOf } from "../../shop-container"
import { newAttempt, newId, useShop } from "../../shop-database"
import { timePasses } from "../../time-passes"

const used = useShop()
const keyOf = (id: string): SealingKey => ({ id, bytes: randomBytes(32) })
const [OLD, NEW] = [keyOf("oldkey"), keyOf("newkey")]

async function shelf() {
  const { shop } = used
  const bank = await openBank()
  const merchant = newId("M")
  const customerId = newId("cus")
  const under = (...cardKeys: SealingKey[]) => methodAccountAt(bank, { merchant, cardKeys })
  const keep = async (secret: string, attemptId: string | null = null, ...keys: SealingKey[]) => {
    bank.cards.add(secret)
    const card = { secret: { key: secret }, brand: "visa", last4: "4242", expiry: "2035-12", fingerprint: "f" }
    return saveCard(shop.context, under(...keys, OLD), customerId, card, attemptId)
  }
  const tend = (...keys: SealingKey[]) => tendCards(containerOf(shop, "pp_fake-card_main", under(...keys)))
  const attempt = async (paid: boolean) => {
    const opened = await shop.context.ledger.open(newAttempt({ merchant }))
    if (paid) await shop.context.ledger.change(opened, { state: "captured", paid_at: new Date() })
    return opened.id
  }
  const age = (card: Card) =>
    shop
      .db("taiwan_payment_card")
      .where({ id: card.id })
      .update({ created_at: new Date(Date.now() - 2 * 86_400_000) })
  const rows = (): Promise<Card[]> => shop.db("taiwan_payment_card").where({ customer_id: customerId })
  const secret = ({ id }: Card, ...keys: SealingKey[]) => secretOf(shop.context, under(...keys), customerId, id)
  return { bank, keep, tend, attempt, age, rows, secret }
}

const HOURS = 7 * 3_600_000

afterEach(() => void vi.restoreAllMocks())

describe("a card whose payment came to nothing", () => {
  it("is forgotten after a day, at the bank too; others stay", async () => {
    const { bank, keep, tend, attempt, age, rows } = await shelf()
    await age(await keep("unpaid", await attempt(false)))
    await keep("young", await attempt(false))
    await age(await keep("paid", await attempt(true)))
    await age(await keep("bound"))
    await tend(OLD)
    expect(await rows()).toHaveLength(3)
    expect([...bank.cards]).toEqual(["young", "paid", "bound"])
  })

  it("stays until the bank has forgotten it", async () => {
    const { bank, keep, tend, attempt, age, rows } = await shelf()
    await age(await keep("unpaid", await attempt(false)))
    bank.faults.set("forget", ["cut"])
    await tend(OLD)
    expect(await rows()).toHaveLength(1)
    timePasses(HOURS)
    await tend(OLD)
    expect([await rows(), bank.cards.size]).toEqual([[], 0])
  })

  it("is forgotten also behind fifty that the bank will not forget, which it is asked about ever more seldom", async () => {
    const { bank, keep, tend, attempt, age } = await shelf()
    const unpaid = await attempt(false)
    for (let index = 0; index < 50; index += 1) await age(await keep(`kept ${index}`, unpaid))
    bank.faults.set("forget", Array(100).fill("refuse"))
    await tend(OLD)
    await age(await keep("behind", unpaid))
    bank.faults.set("forget", [])
    await tend(OLD)
    expect([bank.heard.length, bank.cards.has("behind"), bank.cards.size]).toEqual([51, false, 50])
    bank.faults.set("forget", Array(50).fill("refuse"))
    timePasses(100_000)
    await tend(OLD)
    timePasses(200_000)
    await tend(OLD)
    expect(bank.heard).toHaveLength(101)
    timePasses(HOURS)
    await tend(OLD)
    expect([bank.heard.length, bank.cards.size]).toEqual([151, 0])
  })

  it("is not forgotten at a bank that keeps the same secret for a good copy", async () => {
    const { bank, keep, tend, attempt, age, rows } = await shelf()
    await keep("same", await attempt(true))
    await age(await keep("same", await attempt(false)))
    await tend(OLD)
    expect([(await rows()).length, [...bank.cards]]).toEqual([1, ["same"]])
  })
})

describe("a card under an earlier key", () => {
  it("is sealed anew under the first, so that the earlier one can go", async () => {
    const { keep, tend, secret, rows } = await shelf()
    const card = await keep("secret")
    expect(await secret(card, NEW)).toBeNull()
    await tend(NEW, OLD)
    expect((await rows())[0]?.sealed).toMatch(/^v1\.newkey\./)
    expect(await secret(card, NEW)).toEqual({ key: "secret" })
  })

  it("that the options no longer have stays as it is, and keeps no other waiting", async () => {
    const { keep, tend, rows } = await shelf()
    await keep("lost", null, keyOf("lostkey"))
    await keep("secret")
    await tend(NEW, OLD)
    const keys = (await rows()).map(({ sealed }) => sealed.split(".")[1]).toSorted()
    expect(keys).toEqual(["lostkey", "newkey"])
  })
})
