import { describe, expect, it, vi } from "vitest"
import type { Attempt, NewAttempt } from "../../src/modules/ledger/records"
import type { MethodAccount } from "../../src/payments/method-account"
import { receiveNotice } from "../../src/payments/notices/receive"
import { recordNotice } from "../../src/payments/notices/verify"
import { type Recorded, recordMessage } from "../../src/payments/record-message"
import { bareTrade } from "../../src/toolkit/bare-trade"
import type { RawMessage, Trade } from "../../src/toolkit/contract/gateway"
import { twd } from "../../src/toolkit/twd"
import { type BankOptions, CARD, CODE, methodAccountAt, notice, WALLET } from "../fake-gateway"
import { alarmsOf, eventsOf, newAttempt, newId, useShop } from "../shop-database"

const place = useShop()
const context = () => place.shop.context

/** Nobody listens there: notices need no network. */
const NOWHERE = { url: "http://127.0.0.1:1" }

interface Departed {
  readonly attempt: Attempt
  readonly methodAccount: MethodAccount
  readonly tell: (fields: Record<string, string | number>) => Promise<Recorded>
  readonly now: () => Promise<Attempt | undefined>
}

function take(methodAccount: MethodAccount, raw: RawMessage): Promise<Recorded> {
  return recordNotice(context(), methodAccount, raw, "notice")
}

async function departed(options: Partial<BankOptions> = {}, more: Partial<NewAttempt> = {}): Promise<Departed> {
  const method = [CARD, WALLET, CODE].find(({ id }) => id === more.method) ?? CARD
  const methodAccount = methodAccountAt(NOWHERE, options, method)
  const attempt = await context().ledger.open(newAttempt({ method: method.id, ...more }))
  return {
    ...{ attempt, methodAccount },
    tell: (fields) => take(methodAccount, notice({ tradeNo: attempt.trade_no, ...fields })),
    now: () => context().ledger.attempt(attempt.id),
  }
}

async function countedUnder(digestOfBody: string) {
  return place.shop.db("taiwan_payment_refusal").where({ last_digest: digestOfBody })
}

describe("money that comes once more for a trade that is paid", () => {
  it("under another number of the gateway's is an alarm, once; the first stays what is recorded", async () => {
    const { attempt, tell, now } = await departed()
    await tell({ state: "captured", reference: "R1" })
    const again = { state: "captured", reference: "R2" } as const
    expect((await tell(again)).verdict).toBe("accepted")
    await tell(again)
    expect(await now()).toMatchObject({ state: "captured", reference: "R1" })
    expect(await alarmsOf(place.shop, `${attempt.id} R2`)).toMatchObject([
      { kind: "second_payment", amount: 1000, attempt_id: attempt.id },
    ])
  })

  it("among what the gateway answers is told, too, also where the first is news", async () => {
    const { attempt, methodAccount, now } = await departed()
    const other = { reference: "R2", amount: twd(900) }
    const found: Trade = bareTrade({
      ...{ tradeNo: attempt.trade_no, merchant: "M1", amount: twd(1000), state: "captured", reference: "R1" },
      alsoPaid: [other, { reference: "R\u0000", amount: null }, { reference: "R1", amount: twd(1000) }],
    })
    for (const digest of ["first", "again"])
      await recordMessage(context(), methodAccount, found, "answer", `${attempt.id} ${digest}`)
    expect(await now()).toMatchObject({ state: "captured", reference: "R1" })
    expect(await place.shop.db("taiwan_payment_alarm").where({ attempt_id: attempt.id })).toMatchObject([
      { kind: "second_payment", subject: `${attempt.id} R2`, amount: 900 },
    ])
  })

  it("under its own, or without money, is none", async () => {
    const { attempt, tell } = await departed()
    await tell({ state: "captured", reference: "R1" })
    await tell({ state: "captured", reference: "R1", buyer: "again" })
    await tell({ state: "failed", reference: "R2" })
    await tell({ state: "captured", reference: "R2", simulated: 1 })
    expect(await place.shop.db("taiwan_payment_alarm").where({ attempt_id: attempt.id })).toEqual([])
  })
})

describe("a forged notice", () => {
  it("changes nothing, and of its content only size and digest are kept", async () => {
    const { attempt, methodAccount, now } = await departed()
    const body = Buffer.from(`tradeNo=${attempt.trade_no}&merchant=M1&amount=1000&state=captured&buyer=王小明&sign=0`)
    expect(await take(methodAccount, { body, headers: {}, query: "" })).toEqual({ verdict: "forged", attempt: null })
    expect(await now()).toEqual(attempt)
    expect(await eventsOf(place.shop, attempt)).toEqual([])
    const { sha256Hex } = await import("../../src/toolkit/digest")
    const [count] = await countedUnder(sha256Hex(body))
    expect(count).toMatchObject({ verdict: "forged", kind: "notice", provider: "fake-card", last_bytes: body.length })
    expect(JSON.stringify([count, place.shop.logged])).not.toContain("王小明")
    expect(await place.shop.db("taiwan_payment_event").where({ verdict: "forged" })).toEqual([])
  })

  it.each([
    ["the amount", "amount=1000", "amount=1"],
    ["the state", "state=failed", "state=captured"],
    ["the trade", "tradeNo=", "tradeNo=9"],
  ])("that was genuine until %s was altered", async (_what, from, to) => {
    const { attempt, methodAccount } = await departed()
    const genuine = notice({ tradeNo: attempt.trade_no, state: "failed" }).body.toString()
    expect(genuine).toContain(from)
    const body = Buffer.from(genuine.replace(from, to))
    expect((await take(methodAccount, { body, headers: {}, query: "" })).verdict).toBe("forged")
  })

  it.each(["", "{}", "\u0000\u0001", "a=1&b=2"])("that is no notice at all: %j", async (text) => {
    const { methodAccount } = await departed()
    expect(await take(methodAccount, { body: Buffer.from(text), headers: {}, query: "" })).toEqual({
      verdict: "unreadable",
      attempt: null,
    })
  })
})

describe("a notice about something else", () => {
  it("of a trade this shop never opened: refused, recorded, and an alarm when it says paid", async () => {
    const { methodAccount } = await departed()
    const tradeNo = newId("X").toUpperCase()
    expect(await take(methodAccount, notice({ tradeNo, state: "failed" }))).toEqual({
      verdict: "foreign",
      attempt: null,
    })
    expect(await alarmsOf(place.shop, tradeNo)).toEqual([])
    expect(await take(methodAccount, notice({ tradeNo }))).toEqual({ verdict: "foreign", attempt: null })
    expect(await alarmsOf(place.shop, tradeNo)).toMatchObject([
      { kind: "unknown_trade", amount: 1000, attempt_id: null },
    ])
  })

  it("of another merchant, although the number is one of ours: no word about our trade", async () => {
    const { attempt, tell, now } = await departed()
    expect(await tell({ merchant: "M2" })).toMatchObject({ verdict: "foreign" })
    expect(await now()).toMatchObject({ state: "started" })
    expect(await alarmsOf(place.shop, attempt.id)).toEqual([])
    expect(await alarmsOf(place.shop, attempt.trade_no)).toMatchObject([
      { kind: "unknown_trade", subject: `M2 ${attempt.trade_no}` },
    ])
  })

  it("of another environment's trade", async () => {
    const { attempt } = await departed({ environment: "stage" }, { environment: "production" })
    const stage = methodAccountAt(NOWHERE, { environment: "stage" })
    expect(await take(stage, notice({ tradeNo: attempt.trade_no }))).toEqual({ verdict: "foreign", attempt: null })
  })
})

describe("a notice with another amount", () => {
  it.each([999, 1001, 10_000, 0, "", "1000.0", "abc"])("%j: no payment, but an alarm, once", async (amount) => {
    const { attempt, tell, now } = await departed()
    expect((await tell({ amount })).verdict).toBe("mismatch")
    expect((await tell({ amount })).verdict).toBe("mismatch")
    expect(await now()).toMatchObject({ state: "started", captured_amount: 0, apply_at: null })
    expect(await alarmsOf(place.shop, attempt.id)).toMatchObject([{ kind: "wrong_amount" }])
    expect(place.shop.emitted.filter(({ data }) => JSON.stringify(data).includes(attempt.id))).toHaveLength(1)
  })

  it("raises no alarm where it brings no money", async () => {
    const { attempt, tell } = await departed()
    expect((await tell({ amount: 999, state: "failed" })).verdict).toBe("mismatch")
    expect(await alarmsOf(place.shop, attempt.id)).toEqual([])
  })

  it("of a voucher is not shown to the buyer", async () => {
    const { tell, now } = await departed({}, { method: "code" })
    await tell({ state: "issued", amount: 999 })
    expect(await now()).toMatchObject({ state: "started", voucher: null })
  })
})

describe("a simulated payment", () => {
  it("is received and recorded in production, and nothing comes of it: no payment, no alarm", async () => {
    const { attempt, tell, now } = await departed({ environment: "production" }, { environment: "production" })
    expect((await tell({ simulated: 1 })).verdict).toBe("simulated")
    expect(await now()).toMatchObject({ state: "started" })
    expect(await alarmsOf(place.shop, attempt.id)).toEqual([])
    expect(await eventsOf(place.shop, attempt)).toMatchObject([{ verdict: "simulated" }])
  })

  it("does not hide a real one that follows", async () => {
    const { tell, now } = await departed({ environment: "production" }, { environment: "production" })
    await tell({ simulated: 1 })
    expect((await tell({})).verdict).toBe("accepted")
    expect(await now()).toMatchObject({ state: "captured" })
  })

  it.each(["stage", { sandbox: NOWHERE.url }] as const)("counts where one tests (%j)", async (environment) => {
    const name = environment === "stage" ? "stage" : "sandbox"
    const { tell, now } = await departed({ environment }, { environment: name })
    expect((await tell({ simulated: 1 })).verdict).toBe("accepted")
    expect(await now()).toMatchObject({ state: "captured" })
  })
})

describe("the same notice many times", () => {
  it("from two processes at once: all are accepted, one payment, one event", async () => {
    const { attempt, methodAccount, now } = await departed()
    const raw = notice({ tradeNo: attempt.trade_no })
    const desks = [context(), place.otherProcess()]
    const all = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        recordNotice(desks[index % 2] ?? context(), methodAccount, raw, "notice"),
      ),
    )
    expect(new Set(all.map(({ verdict }) => verdict))).toEqual(new Set(["accepted"]))
    expect(await now()).toMatchObject({ state: "captured", captured_amount: 1000 })
    expect(await eventsOf(place.shop, attempt)).toHaveLength(1)
  })

  it("does not start the settling again once it is done", async () => {
    const { attempt, tell, now } = await departed()
    await tell({})
    const told = (await now()) ?? attempt
    await context().ledger.change(told, { apply_at: null, applied_at: new Date() })
    await tell({})
    expect(await now()).toMatchObject({ apply_at: null, applied_at: expect.any(Date) })
  })
})

describe("notices out of order", () => {
  it.each([
    [["captured", "failed"], "captured"],
    [["failed", "captured"], "captured"],
    [["captured", "issued"], "captured"],
    [["issued", "expired", "captured"], "captured"],
    [["pending", "captured", "pending"], "captured"],
    [["authorized", "failed", "captured", "authorized"], "captured"],
    [["captured", "authorized"], "captured"],
    [["failed", "pending"], "failed"],
    [["unknown", "absent"], "started"],
  ])("%j end as %s", async (states, end) => {
    const { tell, now } = await departed()
    for (const state of states) expect((await tell({ state })).verdict).toBe("accepted")
    expect(await now()).toMatchObject({ state: end })
  })
})

describe("a good notice", () => {
  it("is on disk before it is acknowledged, with persons masked and no secret", async () => {
    const { attempt, tell } = await departed()
    expect(await tell({ buyer: "0912345678" })).toMatchObject({
      verdict: "accepted",
      attempt: { state: "captured", apply_at: expect.any(Date) },
    })
    const [event] = await eventsOf(place.shop, attempt)
    expect(event?.payload).toEqual({
      merchant: "M1",
      amount: "1000",
      state: "captured",
      tradeNo: attempt.trade_no,
      buyer: "********78",
    })
  })

  it("of a method that is captured at once is money, although the bank says reserved", async () => {
    const { tell } = await departed({}, { method: "wallet" })
    expect(await tell({ state: "authorized" })).toMatchObject({ attempt: { state: "captured", captured_amount: 1000 } })
    const card = await departed()
    expect(await card.tell({ state: "authorized" })).toMatchObject({
      attempt: { state: "authorized", captured_amount: 0 },
    })
  })

  it("with a code in no table is kept and changes nothing", async () => {
    const { attempt, tell, now } = await departed()
    expect((await tell({ state: "unknown" })).verdict).toBe("accepted")
    expect(await now()).toMatchObject({ state: "started", apply_at: null })
    expect(await eventsOf(place.shop, attempt)).toMatchObject([{ state: "unknown", code: "unknown" }])
  })
})

describe("what the gateway is answered", () => {
  const answer = async (methodAccount: MethodAccount, raw: RawMessage) => receiveNotice(context(), methodAccount, raw)

  it("nothing that sounds like received, when it was refused", async () => {
    const { attempt, methodAccount } = await departed()
    const forged = { ...notice({ tradeNo: attempt.trade_no }), body: Buffer.from("tradeNo=1&sign=2") }
    expect(await answer(methodAccount, forged)).toEqual({
      reply: { status: 400, type: "text/plain", body: "refused" },
      attempt: null,
    })
    expect((await answer(methodAccount, notice({ tradeNo: attempt.trade_no, amount: 1 }))).reply.status).toBe(400)
    expect((await answer(methodAccount, notice({ tradeNo: newId("X") }))).reply.status).toBe(400)
  })

  it("received, when it was committed, with the attempt to apply", async () => {
    const { attempt, methodAccount, now } = await departed()
    expect(await answer(methodAccount, notice({ tradeNo: attempt.trade_no }))).toEqual({
      reply: { status: 200, type: "text/plain", body: "received" },
      attempt: { ...(await now()), state: "captured", apply_at: expect.any(Date) },
    })
  })

  it("nothing at all while the ledger cannot be written: it must send again", async () => {
    const { attempt, methodAccount, now } = await departed()
    const dead = place.otherProcess()
    await dead.db.destroy()
    await expect(receiveNotice(dead, methodAccount, notice({ tradeNo: attempt.trade_no }))).rejects.toThrow()
    expect(await now()).toMatchObject({ state: "started" })
    expect((await answer(methodAccount, notice({ tradeNo: attempt.trade_no }))).reply.body).toBe("received")
  })
})

describe("a flood of forgeries", () => {
  const sumOf = async (provider: string) => {
    const rows = await place.shop.db("taiwan_payment_refusal").where({ provider, verdict: "forged" })
    return { rows: rows.length, count: rows.reduce((sum, { count }) => sum + Number(count), 0) }
  }
  const forgery = (text: string): RawMessage => ({ body: Buffer.from(text), headers: {}, query: "" })

  it("is counted in a row, written and told of a few times a minute, and hides nothing of another provider", async () => {
    vi.useFakeTimers({ now: new Date("2031-01-01T00:00:10Z"), toFake: ["Date"] })
    try {
      const { attempt, methodAccount, tell } = await departed()
      const wallet = methodAccountAt(NOWHERE, {}, WALLET)
      const [before, logged, others] = [await sumOf("fake-card"), place.shop.logged.length, await sumOf("fake-wallet")]
      const flood = Array.from({ length: 150 }, (_, index) => forgery(`tradeNo=${attempt.trade_no}&flood=${index}`))
      const verdicts = await Promise.all(flood.map((raw) => take(methodAccount, raw)))
      expect(verdicts.every(({ verdict }) => verdict === "forged")).toBe(true)
      expect(place.shop.logged.length - logged).toBe(5)
      await take(wallet, forgery("tradeNo=1&other=1"))
      expect((await sumOf("fake-wallet")).count).toBe(others.count + 1)
      expect((await tell({})).verdict).toBe("accepted")
      vi.setSystemTime(new Date("2031-01-01T00:01:00Z"))
      await take(methodAccount, forgery(`tradeNo=${attempt.trade_no}&next=1`))
      const after = await sumOf("fake-card")
      expect(after.count).toBe(before.count + 151)
      expect(after.rows).toBeLessThanOrEqual(2)
    } finally {
      vi.useRealTimers()
    }
  })

  it("that repeats one message of the gateway's takes no room from the next one", async () => {
    const { methodAccount } = await departed({}, {})
    const known = notice({ tradeNo: newId("X") })
    for (let time = 0; time < 50; time += 1) await take(methodAccount, known)
    const tradeNo = newId("X").toUpperCase()
    await take(methodAccount, notice({ tradeNo }))
    expect(await alarmsOf(place.shop, tradeNo)).toMatchObject([{ kind: "unknown_trade" }])
  })
})

describe("a late message about a payment whose personal data was erased", () => {
  it("brings none of it back", async () => {
    const { attempt, methodAccount, tell, now } = await departed()
    await tell({ buyer: "0912345678" })
    await context().ledger.change((await now()) ?? attempt, { apply_at: null })
    expect(await context().ledger.personalData.erase([attempt.id])).toEqual([attempt.id])
    await take(methodAccount, notice({ tradeNo: attempt.trade_no, buyer: "0987654321", simulated: 0 }))
    expect(await now()).toMatchObject({ state: "captured", details: {}, message: null })
    const events = await eventsOf(place.shop, attempt)
    expect(events.map(({ payload }) => payload)).toEqual([{}, {}])
    expect(events.map(({ message }) => message || null)).toEqual([null, null])
  })
})
