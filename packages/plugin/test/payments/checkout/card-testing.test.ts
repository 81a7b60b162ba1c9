import type { MedusaContainer } from "@medusajs/framework/types"
import { describe, expect, it, vi } from "vitest"
import { charge } from "../../../src/payments/checkout/charge"
import { countDecline, takeCharge } from "../../../src/payments/checkout/charge-budgets"
import type { MayCharge, ProposedCharge } from "../../../src/payments/checkout/charge-guard"
import { startPayment } from "../../../src/payments/checkout/start"
import { openBank } from "../../fake-bank"
import { methodAccountAt } from "../../fake-gateway"
import { containerOf } from "../../shop-container"
import { addSession, newId, useShop } from "../../shop-database"

const used = useShop()
const PROVIDER = "pp_fake-card_main"

const forty = <Result>(work: (index: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: 40 }, (_, index) => work(index)))

describe("forty at once", () => {
  it("leave for the gateway ten times", async () => {
    const { shop } = used
    const container = containerOf(shop, PROVIDER, methodAccountAt(await openBank(), { perTradeSeconds: 0 }))
    const sessionId = await addSession(shop, "1000")
    const ways = await forty(() => startPayment(container, sessionId, false))
    expect(ways.filter(({ kind }) => kind === "too many")).toHaveLength(30)
    expect(await shop.context.ledger.attemptsOf(sessionId)).toHaveLength(10)
  })

  it("leave no more often where this server's clock is ahead of the database's", async () => {
    const container = containerOf(used.shop, PROVIDER, methodAccountAt(await openBank(), { perTradeSeconds: 0 }))
    const sessionId = await addSession(used.shop, "1000")
    await forty(() => startPayment(container, sessionId, false))
    vi.useFakeTimers({ now: Date.now() + 1_200_000, toFake: ["Date"] })
    try {
      expect(await startPayment(container, sessionId, false)).toEqual({ kind: "too many" })
    } finally {
      vi.useRealTimers()
    }
  })

  it("are charged as often as a cart may be, by whatever session of it", async () => {
    const payer = { methodAccount: methodAccountAt(await openBank()), cart: newId("paycol"), address: null }
    const taken = await forty(() => takeCharge(used.shop.context, payer))
    expect(taken.filter(Boolean)).toHaveLength(10)
  })

  it("are counted by no address where only a proxy's is known", async () => {
    const methodAccount = methodAccountAt(await openBank())
    for (const address of ["127.0.0.1", "::1", "::ffff:127.0.0.1", "10.0.0.7"]) {
      const once = () => takeCharge(used.shop.context, { methodAccount, cart: newId("paycol"), address })
      const taken = [...(await forty(once)), ...(await forty(once))]
      expect(taken.filter(Boolean)).toHaveLength(80)
    }
  })

  it("are charged as often as an address may be, over however many carts", async () => {
    const methodAccount = methodAccountAt(await openBank())
    const once = () => takeCharge(used.shop.context, { methodAccount, cart: newId("paycol"), address: "93.184.216.7" })
    const taken = [...(await forty(once)), ...(await forty(once))]
    expect(taken.filter(Boolean)).toHaveLength(60)
  })
})

describe("declines", () => {
  it("of one address stop it, on other carts too, and staff are told once an hour", async () => {
    const { shop } = used
    const methodAccount = methodAccountAt(await openBank(), { merchant: "TESTED" })
    const payer = () => ({ methodAccount, cart: newId("paycol"), address: "93.184.216.9" })
    for (let count = 0; count < 12; count += 1) {
      expect(await takeCharge(shop.context, payer())).toBe(true)
      await countDecline(shop.context, payer())
    }
    expect(await takeCharge(shop.context, payer())).toBe(false)
    expect(await takeCharge(shop.context, payer())).toBe(false)
    const alarms = await shop
      .db("taiwan_payment_alarm")
      .where({ kind: "card_testing" })
      .whereLike("subject", "%TESTED%")
    expect(alarms).toHaveLength(1)
    expect(await takeCharge(shop.context, { ...payer(), address: "93.184.216.10" })).toBe(true)
  })
})

describe("an address that many buyers share", () => {
  it("is not stopped for the declines of a few", async () => {
    const methodAccount = methodAccountAt(await openBank(), { merchant: "BUSY" })
    const payer = () => ({ methodAccount, cart: newId("paycol"), address: "93.184.216.20" })
    for (let count = 0; count < 30; count += 1) await takeCharge(used.shop.context, payer())
    for (let count = 0; count < 13; count += 1) await countDecline(used.shop.context, payer())
    expect(await takeCharge(used.shop.context, payer())).toBe(true)
  })
})

describe("a charge", () => {
  it("that a spent budget refuses never reaches the gateway", async () => {
    const { shop } = used
    const bank = await openBank()
    const methodAccount = methodAccountAt(bank, { takesTokens: true })
    const sessionId = await addSession(shop, "1000")
    const row = await shop.db("payment_session").where({ id: sessionId }).first()
    await forty(() => takeCharge(shop.context, { methodAccount, cart: row.payment_collection_id, address: null }))
    const container = containerOf(shop, PROVIDER, methodAccount)
    const payment = { kind: "token", token: "prime_x", save: false } as const
    expect(await charge(container, sessionId, payment, null)).toEqual({ kind: "too many" })
    expect(bank.heard).not.toContain("charge")
    expect(await shop.context.ledger.attemptsOf(sessionId)).toEqual([])
  })

  it.each([
    ["says no", () => false],
    ["says no in the end", async () => false],
    ["says anything else than yes", () => "yes" as never],
    ["fails", () => Promise.reject(new Error("the captcha's server is down"))],
  ])("is not made where the shop's own check %s", async (_, guard: MayCharge) => {
    const { shop } = used
    const bank = await openBank()
    const container = containerOf(shop, PROVIDER, methodAccountAt(bank, { takesTokens: true }))
    const guarded = {
      ...container,
      resolve: (name: string) => (/MayCharge/.test(name) ? guard : container.resolve(name)),
    }
    const sessionId = await addSession(shop, "1000")
    const payment = { kind: "token", token: "prime_x", save: false } as const
    expect(await charge(guarded as MedusaContainer, sessionId, payment, null)).toEqual({ kind: "not allowed" })
    expect([bank.heard, await shop.context.ledger.attemptsOf(sessionId)]).toEqual([[], []])
  })

  it("that the shop allows is made, and the shop knows which it is", async () => {
    const { shop } = used
    const bank = await openBank()
    const container = containerOf(shop, PROVIDER, methodAccountAt(bank, { takesTokens: true }))
    const proposed: ProposedCharge[] = []
    const guard: MayCharge = (charge) => proposed.push(charge) > 0
    const guarded = {
      ...container,
      resolve: (name: string) => (/MayCharge/.test(name) ? guard : container.resolve(name)),
    }
    const sessionId = await addSession(shop, "1000")
    const payment = { kind: "token", token: "prime_x", save: false } as const
    expect(await charge(guarded as MedusaContainer, sessionId, payment, null, "93.184.216.30")).toMatchObject({
      kind: "charged",
    })
    const facts = { gateway: "fake", method: "card", amount: 1000, customer_id: null, address: "93.184.216.30" }
    expect(proposed).toMatchObject([{ ...facts, session_id: sessionId }])
  })

  it("draws on the calls a minute that the gateway allows", async () => {
    const { shop } = used
    const bank = await openBank()
    const container = containerOf(shop, PROVIDER, methodAccountAt(bank, { takesTokens: true, perMinute: 0 }))
    const payment = { kind: "token", token: "prime_x", save: false } as const
    await expect(charge(container, await addSession(shop, "1000"), payment, null)).rejects.toThrow(/as often as it may/)
    expect(bank.heard).not.toContain("charge")
  })
})
