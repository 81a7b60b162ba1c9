import { describe, expect, it, vi } from "vitest"
import type { MethodAccount } from "../../../src/payments/method-account"
import { receiveNotice } from "../../../src/payments/notices/receive"
import { recordNotice } from "../../../src/payments/notices/verify"
import type { CaptureMode, RawMessage, SignedNotice } from "../../../src/toolkit/contract/gateway"
import { type BankOptions, methodAccountAt, notice } from "../../fake-gateway"
import { eventsOf, newAttempt, newId, useShop } from "../../shop-database"

const place = useShop()
const context = () => place.shop.context

const accountOf = (merchant: string, options: Partial<BankOptions> = {}) =>
  methodAccountAt({ url: "http://127.0.0.1:9" }, { merchant, ...options })

/** An account whose notices are taken in another way. */
function hearing(methodAccount: MethodAccount, change: (sound: SignedNotice) => Partial<SignedNotice>): MethodAccount {
  const { notice: sound } = methodAccount.account
  if (sound?.kind !== "signed") throw new Error("It takes no signed notices.")
  return { ...methodAccount, account: { ...methodAccount.account, notice: { ...sound, ...change(sound) } } }
}

const take = (methodAccount: MethodAccount, raw: RawMessage) => recordNotice(context(), methodAccount, raw, "notice")
const shownOf = (merchant: string) => place.shop.db("taiwan_payment_notice").where({ merchant })

describe("messages that mean the same", () => {
  /** How many events come of messages about one trade, each signed by itself. */
  async function eventsAfter(...messages: Record<string, string>[]) {
    const merchant = newId("M")
    const attempt = await context().ledger.open(newAttempt({ merchant }))
    for (const fields of messages) {
      const raw = notice({ ...fields, tradeNo: attempt.trade_no, merchant })
      expect(await take(accountOf(merchant), raw)).toMatchObject({ verdict: "accepted" })
    }
    return (await eventsOf(place.shop, attempt)).length
  }

  it.each([
    ["in whatever order their fields stand", { b: "2", a: "1", c: "3" }, { c: "3", a: "1", b: "2" }],
    ["in either case of letters", { reference: "Ab", Other: "x" }, { reference: "aB", oTHER: "X" }],
    ["whatever stands in what is secret", { kept: "one" }, { KEPT: "another" }],
  ])("are one, %s", async (_, one, other) => expect(await eventsAfter(one, other)).toBe(1))

  it.each([
    ["says another thing", { reference: "one" }, { reference: "two" }],
    ["says it under another name", { reference: "one" }, { remark: "one" }],
    ["says more", { reference: "one" }, { reference: "one", remark: "two" }],
  ])("are two where one %s", async (_, one, other) => expect(await eventsAfter(one, other)).toBe(2))
})

describe("a message to a shop that has changed its account", () => {
  const [now, before] = [newId("M"), newId("M")]
  const both = () => ({ ...accountOf(now), previous: [accountOf(before)] })

  it.each([
    ["the present one", now],
    ["the earlier one", before],
  ])("is about the trade of the one that it names: %s", async (_, merchant) => {
    const attempt = await context().ledger.open(newAttempt({ merchant }))
    const told = await take(both(), notice({ merchant, tradeNo: attempt.trade_no }))
    expect(told).toMatchObject({ verdict: "accepted", attempt: { id: attempt.id, state: "captured" } })
  })

  it("is nobody's where it names neither, though the keys are the same", async () => {
    const attempt = await context().ledger.open(newAttempt({ merchant: now }))
    expect(await take(both(), notice({ merchant: "M_ELSE", tradeNo: attempt.trade_no }))).toMatchObject({
      ...{ verdict: "foreign", attempt: null },
    })
    expect(await context().ledger.attempt(attempt.id)).toMatchObject({ state: "started" })
  })
})

describe("a message", () => {
  it("is read as its trade was opened, whatever the account does by now, and kept in both readings", async () => {
    const merchant = newId("M")
    const read = vi.fn()
    const methodAccount = hearing(accountOf(merchant), (sound) => ({
      read: (verified, opened) => {
        read(opened)
        return { ...sound.read(verified, opened), state: opened === "manual" ? "authorized" : "captured" }
      },
    }))
    const open = (capture_mode: CaptureMode) => context().ledger.open(newAttempt({ merchant, capture_mode }))
    for (const [mode, state] of [
      ["manual", "authorized"],
      ["automatic", "captured"],
    ] as const) {
      const attempt = await open(mode)
      await take(methodAccount, notice({ merchant, tradeNo: attempt.trade_no }))
      expect(await context().ledger.attempt(attempt.id)).toMatchObject({ state })
      expect(read).toHaveBeenCalledWith(mode)
      const [shown] = await shownOf(merchant).where({ attempt_id: attempt.id })
      expect(shown.trade.stateOf).toEqual({ automatic: "captured", manual: "authorized" })
    }
  })

  it("without a body, as a browser brings it, is believed and stands in no inbox", async () => {
    const merchant = newId("M")
    const attempt = await context().ledger.open(newAttempt({ merchant }))
    const methodAccount = hearing(accountOf(merchant), ({ verify }) => ({
      verify: (raw) => verify({ ...raw, body: Buffer.from(raw.query) }),
    }))
    const said = notice({ merchant, tradeNo: attempt.trade_no })
    const raw = { ...said, body: Buffer.alloc(0), query: said.body.toString() }
    expect(await recordNotice(context(), methodAccount, raw, "return")).toMatchObject({ verdict: "accepted" })
    expect(await eventsOf(place.shop, attempt)).toMatchObject([{ kind: "return" }])
    expect(await shownOf(merchant)).toEqual([])
    // Nor does it where it is refused.
    const wrong = notice({ merchant, tradeNo: attempt.trade_no, amount: 7 })
    await recordNotice(context(), methodAccount, { ...raw, query: wrong.body.toString() }, "return")
    expect(await shownOf(merchant)).toEqual([])
  })

  it("of which our own code fails is an error, and no forgery: the gateway sends again", async () => {
    const merchant = newId("M")
    const broken = hearing(accountOf(merchant), () => ({
      verify: () => {
        throw new TypeError("broken here")
      },
    }))
    await expect(take(broken, notice({ merchant, tradeNo: "T1" }))).rejects.toThrow("broken here")
    expect(await shownOf(merchant)).toEqual([])
  })

  it("to an account that takes no signed ones is an error", async () => {
    const silent = accountOf(newId("M"), { silent: true })
    await expect(take(silent, notice({ tradeNo: "T1" }))).rejects.toThrow("takes no signed messages")
  })
})

describe("what a gateway is answered", () => {
  const answered = async (methodAccount: MethodAccount, raw: RawMessage) =>
    (await receiveNotice(context(), methodAccount, raw)).reply

  it("is that a test payment has been received, in production, too, where nothing comes of it", async () => {
    const merchant = newId("M")
    const environment = "production"
    const attempt = await context().ledger.open(newAttempt({ merchant, environment }))
    const raw = notice({ merchant, tradeNo: attempt.trade_no, simulated: 1 })
    expect(await answered(accountOf(merchant, { environment }), raw)).toMatchObject({ status: 200, body: "received" })
    expect(await context().ledger.attempt(attempt.id)).toMatchObject({ state: "started" })
    expect(await eventsOf(place.shop, attempt)).toMatchObject([{ kind: "notice", verdict: "simulated" }])
  })

  it("is that nothing is there, where it never calls", async () => {
    const silent = accountOf(newId("M"), { silent: true })
    expect(await answered(silent, notice({ tradeNo: "T1" }))).toEqual({
      ...{ status: 404, type: "text/plain", body: "Not found" },
    })
  })
})
