import { randomBytes } from "node:crypto"
import { afterEach, describe, expect, it, vi } from "vitest"
import { SavedCards } from "../../../src/modules/ledger/saved-cards"
import { charge, type Payment } from "../../../src/payments/checkout/charge"
import { bindCard, cardsOf, forgetCard, secretOf, storageOf } from "../../../src/payments/checkout/saved-cards"
import { forgetCardsOfDeleted } from "../../../src/payments/staff/erase"
import { PaymentError } from "../../../src/toolkit/payment-error"
import { type Fault, openBank } from "../../fake-bank"
import { type BankOptions, methodAccountAt, WALLET } from "../../fake-gateway"
import { containerOf } from "../../shop-container"
import { addSession, newId, useShop } from "../../shop-database"
import { timePasses } from "../../time-passes"

const used = useShop()
const KEYS = [{ id: "key1", bytes: randomBytes(32) }]
const BUYER = { email: null, name: null, phone: null }

/** A customer with a cart at a bank that keeps cards. */
async function customer(options: Partial<BankOptions> = {}, bankOf?: Awaited<ReturnType<typeof openBank>>) {
  const { shop } = used
  const bank = bankOf ?? (await openBank())
  const methodAccount = methodAccountAt(bank, { takesTokens: true, perTradeSeconds: 0, cardKeys: KEYS, ...options })
  const customerId = newId("cus")
  const pay = async (payment: Partial<Payment>, by: string | null = customerId) => {
    const cart = { id: newId("cart"), customer_id: customerId, email: null }
    const container = containerOf(shop, "pp_fake-card_main", methodAccount, { cart })
    const sessionId = await addSession(shop, "1000")
    return charge(container, sessionId, { kind: "token", token: "t", save: true, ...payment } as Payment, by)
  }
  const cards = () => cardsOf(shop.context, methodAccount, customerId)
  return { bank, methodAccount, customerId, pay, cards }
}

afterEach(() => void vi.restoreAllMocks())

const byCard = (cardId: string): Payment => ({ kind: "card", cardId, token: null })
const bodies = async () => JSON.stringify(await used.shop.db("taiwan_payment_card"))

describe("a card is not kept", () => {
  it("without the customer's wish", async () => {
    const { pay, cards, bank } = await customer()
    await pay({ save: false })
    expect([await cards(), bank.cards.size]).toEqual([[], 0])
  })

  it("for a guest, or for somebody else than the cart's customer", async () => {
    const { pay, cards, bank } = await customer()
    expect(await pay({}, null)).toMatchObject({ kind: "charged" })
    expect(await pay({}, "cus_other")).toMatchObject({ kind: "charged" })
    expect([await cards(), bank.cards.size]).toEqual([[], 0])
  })

  it("where the account has no keys, or the method keeps none", async () => {
    const { pay, bank } = await customer({ cardKeys: undefined })
    expect(await pay({})).toMatchObject({ kind: "charged", status: { state: "paid" } })
    expect(bank.cards.size).toBe(0)
    expect(storageOf(methodAccountAt(bank, { cardKeys: KEYS }, WALLET))).toBeNull()
  })

  it.each([new Error("connection lost"), new PaymentError("config", "no key")])(
    "when that fails, and its buyer goes on to the bank's page all the same: %s",
    async (error) => {
      const { pay, cards, bank } = await customer()
      bank.charges = { state: "pending", page: "https://bank.example/3d" }
      vi.spyOn(SavedCards.prototype, "add").mockRejectedValueOnce(error)
      expect(await pay({})).toMatchObject({ kind: "charged", url: "https://bank.example/3d" })
      expect(await cards()).toEqual([])
      expect(used.shop.logged.join("\n")).toMatch(/could not count or keep the card of \w+: .*(connection lost|no key)/)
    },
  )

  it("until its payment is paid", async () => {
    const { pay, cards, bank } = await customer()
    bank.charges = { state: "pending", page: "https://bank.example/3d" }
    await pay({})
    expect(await cards()).toEqual([])
  })
})

describe("a kept card", () => {
  it("is shown by what the customer knows of it, and nothing else", async () => {
    const { pay, cards } = await customer()
    await pay({})
    expect(await cards()).toEqual([
      {
        id: expect.stringMatching(/^tpk_/),
        brand: "visa",
        last4: "4242",
        expiry: "2035-12",
        created_at: expect.any(String),
      },
    ])
  })

  it("stands sealed in the database, and its secret nowhere", async () => {
    const { pay, bank } = await customer()
    await pay({})
    const [secret = ""] = bank.cards
    const tables = ["attempt", "event", "operation", "alarm", "card"].map((table) => `taiwan_payment_${table}`)
    const rows = await Promise.all([...tables, "payment_session"].map((table) => used.shop.db(table)))
    expect(JSON.stringify([rows, used.shop.logged, used.shop.emitted])).not.toContain(secret)
    expect(await bodies()).toContain("v1.key1.")
  })

  it("pays, again and again, without a token", async () => {
    const { pay, cards } = await customer()
    await pay({})
    const [card] = await cards()
    for (let count = 0; count < 2; count += 1)
      expect(await pay(byCard(card?.id ?? ""))).toMatchObject({ kind: "charged", status: { state: "paid" } })
    expect(await cards()).toHaveLength(1)
  })

  it("is listed once, however often it was kept, and forgotten with all its copies", async () => {
    const { pay, cards, bank, customerId, methodAccount } = await customer()
    await pay({})
    await pay({})
    const listed = await cards()
    expect([listed.length, bank.cards.size]).toEqual([1, 2])
    expect(await forgetCard(used.shop.context, [methodAccount], customerId, listed[0]?.id ?? "")).toBe(true)
    expect([await cards(), bank.cards.size]).toEqual([[], 0])
  })

  it("can be kept without a payment", async () => {
    const { methodAccount, customerId, cards } = await customer()
    await bindCard(used.shop.context, methodAccount, customerId, "token", BUYER)
    expect(await cards()).toHaveLength(1)
  })

  it("whose key was lost pays no more, and can be forgotten", async () => {
    const { pay, cards, bank, customerId } = await customer()
    await pay({})
    const [card] = await cards()
    const cardKeys = [{ id: "key2", bytes: randomBytes(32) }]
    const rekeyed = methodAccountAt(bank, { takesTokens: true, perTradeSeconds: 0, cardKeys })
    expect(await secretOf(used.shop.context, rekeyed, customerId, card?.id ?? "")).toBeNull()
    expect(await forgetCard(used.shop.context, [rekeyed], customerId, card?.id ?? "")).toBe(true)
    expect(await cards()).toEqual([])
  })

  it("stays while the bank does not answer that it is forgotten", async () => {
    const { pay, cards, bank, customerId, methodAccount } = await customer()
    await pay({})
    const [card] = await cards()
    bank.faults.set("forget", ["cut"])
    await expect(forgetCard(used.shop.context, [methodAccount], customerId, card?.id ?? "")).rejects.toThrow(
      /could not be reached/,
    )
    expect(await cards()).toHaveLength(1)
    expect(await forgetCard(used.shop.context, [methodAccount], customerId, card?.id ?? "")).toBe(true)
  })
})

describe("a card of another customer", () => {
  async function two() {
    const victim = await customer()
    await victim.pay({})
    const [card] = await victim.cards()
    const thief = await customer({}, victim.bank)
    return { victim, thief, cardId: card?.id ?? "" }
  }

  it("is never listed, charged or forgotten", async () => {
    const { victim, thief, cardId } = await two()
    const charged = victim.bank.heard.length
    expect(await thief.cards()).toEqual([])
    expect(await thief.pay(byCard(cardId))).toEqual({ kind: "no card" })
    expect(await secretOf(used.shop.context, thief.methodAccount, thief.customerId, cardId)).toBeNull()
    expect(await forgetCard(used.shop.context, [thief.methodAccount], thief.customerId, cardId)).toBe(false)
    expect(victim.bank.heard.length).toBe(charged)
    expect(await victim.cards()).toHaveLength(1)
  })

  it("is not charged for a cart of its owner that somebody else pays", async () => {
    const { victim, thief, cardId } = await two()
    for (const other of [null, thief.customerId])
      expect(await victim.pay(byCard(cardId), other)).toEqual({ kind: "no card" })
  })

  it("does not open, even if its row were given to the thief", async () => {
    const { thief, cardId } = await two()
    await used.shop.db("taiwan_payment_card").where({ id: cardId }).update({ customer_id: thief.customerId })
    expect(await thief.pay(byCard(cardId))).toEqual({ kind: "no card" })
    expect(used.shop.logged.at(-1)).toMatch(/cannot use card.*another owner/)
  })

  it("or of another account is not charged", async () => {
    const { victim, cardId } = await two()
    const elsewhere = methodAccountAt(victim.bank, { takesTokens: true, cardKeys: KEYS, environment: "stage" })
    expect(await secretOf(used.shop.context, elsewhere, victim.customerId, cardId)).toBeNull()
    expect(await cardsOf(used.shop.context, elsewhere, victim.customerId)).toEqual([])
  })
})

describe("a card that there is not", () => {
  it.each(["", "tpk_none", "' or 1=1 --"])("%j is not charged, and opens no attempt", async (cardId) => {
    const { pay, bank } = await customer()
    expect(await pay(byCard(cardId))).toEqual({ kind: "no card" })
    expect(bank.heard).toEqual([])
  })
})

describe("a card whose customer or account is gone", () => {
  const addCustomer = (id: string) =>
    used.shop.db("customer").insert({ id, email: `${id}@example.com`, has_account: true })
  const deleteCustomer = (id: string) => used.shop.db("customer").where({ id }).update({ deleted_at: new Date() })

  it("charges nobody and is shown to nobody once Medusa has deleted the customer", async () => {
    const { pay, cards, customerId, methodAccount } = await customer()
    await addCustomer(customerId)
    await pay({})
    const [card] = await cards()
    await deleteCustomer(customerId)
    expect(await cards()).toEqual([])
    expect(await secretOf(used.shop.context, methodAccount, customerId, card?.id ?? "")).toBeNull()
  })

  it("is forgotten here and at the gateway by the job", async () => {
    const { pay, bank, customerId, methodAccount } = await customer()
    await addCustomer(customerId)
    await pay({})
    await deleteCustomer(customerId)
    await forgetCardsOfDeleted(containerOf(used.shop, "pp_fake-card_main", methodAccount))
    expect([bank.cards.size, await used.shop.context.cards.ofCustomer(customerId)]).toEqual([0, []])
  })

  /** Customers at one bank, each with so many cards, whom Medusa has deleted. */
  async function deletedCustomers(count: number, cards: number) {
    const bank = await openBank()
    const customers = await Promise.all(Array.from({ length: count }, () => customer({}, bank)))
    for (const { customerId, methodAccount } of customers) {
      await addCustomer(customerId)
      for (let card = 0; card < cards; card += 1)
        await bindCard(used.shop.context, methodAccount, customerId, "t", BUYER)
      await deleteCustomer(customerId)
    }
    const container = containerOf(used.shop, "pp_fake-card_main", methodAccountAt(bank, { cardKeys: KEYS }))
    const forget = (...faults: Fault[]) => {
      bank.faults.set("forget", faults)
      return forgetCardsOfDeleted(container)
    }
    return { bank, forget }
  }

  it("is forgotten beside another one that the gateway will not forget", async () => {
    const { bank, forget } = await deletedCustomers(1, 3)
    await forget("refuse")
    expect(bank.cards.size).toBe(1)
    timePasses(7 * 3_600_000)
    await forget()
    expect(bank.cards.size).toBe(0)
  })

  it("is forgotten behind twenty customers of whom the gateway will not forget any", async () => {
    const { bank, forget } = await deletedCustomers(21, 1)
    await forget(...Array(20).fill("refuse"))
    await forget()
    expect([bank.heard.filter((call) => call === "forget").length, bank.cards.size]).toEqual([21, 20])
  })

  it("is forgotten at the gateway also where the payment that keeps it was not paid", async () => {
    const { pay, bank, customerId, methodAccount } = await customer()
    await addCustomer(customerId)
    bank.charges = { state: "pending", page: "https://bank.example/3d" }
    await pay({})
    expect(bank.cards.size).toBe(1)
    await deleteCustomer(customerId)
    await forgetCardsOfDeleted(containerOf(used.shop, "pp_fake-card_main", methodAccount))
    expect([bank.cards.size, await used.shop.context.cards.ofCustomer(customerId)]).toEqual([0, []])
  })

  it("is forgotten here, on the customer's wish, when no options name its account or its keys any more", async () => {
    for (const today of [{ merchant: "ANOTHER" }, { cardKeys: undefined }]) {
      const { pay, cards, bank, customerId } = await customer()
      await pay({})
      const [card] = await cards()
      const changed = methodAccountAt(bank, { takesTokens: true, cardKeys: KEYS, ...today })
      expect(await forgetCard(used.shop.context, [changed], customerId, card?.id ?? "")).toBe(true)
      expect(await used.shop.context.cards.ofCustomer(customerId)).toEqual([])
    }
  })
})
