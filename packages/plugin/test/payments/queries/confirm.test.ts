import { afterEach, describe, expect, it, vi } from "vitest"
import { Ledger } from "../../../src/modules/ledger/ledger"
import type { Attempt, Begun } from "../../../src/modules/ledger/records"
import { queryStatus } from "../../../src/payments/queries/query"
import type { MerchantAccount, Trade } from "../../../src/toolkit/contract/gateway"
import { twd } from "../../../src/toolkit/twd"
import { type Bank, openBank } from "../../fake-bank"
import { methodAccountAt } from "../../fake-gateway"
import { addSession, newAttempt, operationsOf, useShop } from "../../shop-database"
import { timePasses } from "../../time-passes"

const place = useShop()
const context = () => place.shop.context

/** A live session of 1000 TWD at a bank that wants to be told to take the money. */
async function approving(confirms = true) {
  const bank = await openBank()
  const methodAccount = methodAccountAt(bank, { confirms })
  const session_id = await addSession(place.shop, "1000")
  const approve = async (): Promise<Attempt> => {
    const attempt = await context().ledger.open(newAttempt({ session_id }))
    bank.know({ tradeNo: attempt.trade_no, state: "approved", captured: 0 })
    return attempt
  }
  const ask = (attempt: Attempt, at = context()) => queryStatus(at, methodAccount, attempt)
  return { bank, methodAccount, session_id, approve, ask }
}

afterEach(() => void vi.restoreAllMocks())

function confirms(bank: Bank): number {
  return bank.heard.filter((call) => call === "confirm").length
}

/** What happens to the process just when its next operation is written down. */
function aroundBegin(happens: (begin: () => Promise<Begun>) => Promise<Begun>): void {
  const { begin } = Ledger.prototype
  vi.spyOn(Ledger.prototype, "begin").mockImplementationOnce(function (this: Ledger, ...asked) {
    return happens(() => begin.apply(this, asked))
  })
}

describe("what a buyer approved is not taken", () => {
  it("for a session that is gone", async () => {
    const { bank, session_id, approve, ask } = await approving()
    const attempt = await approve()
    await place.shop.db("payment_session").where({ id: session_id }).delete()
    expect(await ask(attempt)).toMatchObject({ attempt: { state: "started" }, trade: { state: "approved" } })
    expect(confirms(bank)).toBe(0)
  })

  it("for a session about another amount by now", async () => {
    const { bank, session_id, approve, ask } = await approving()
    const attempt = await approve()
    await place.shop.db("payment_session").where({ id: session_id }).update({ amount: "1200" })
    await ask(attempt)
    expect(confirms(bank)).toBe(0)
  })

  it("for a session that another attempt has paid", async () => {
    const { bank, approve, ask } = await approving()
    const [first, second] = [await approve(), await approve()]
    await context().ledger.change(first, { state: "captured", captured_amount: twd(1000) })
    await ask(second)
    expect(confirms(bank)).toBe(0)
  })

  it("while another attempt's taking has no answer: it may have been paid", async () => {
    const { bank, approve, ask } = await approving()
    const [first, second] = [await approve(), await approve()]
    bank.faults.set("confirm", ["lose"])
    await ask(first)
    await ask(second)
    expect(confirms(bank)).toBe(1)
  })

  it.each<Partial<Trade>>([
    { state: "unknown" },
    { state: "absent" },
    { state: "approved" },
    { state: "captured", amount: twd(900) },
    { state: "captured", merchant: "M2" },
  ])("while another attempt's taking was answered without a clear end: %j", async (odd) => {
    const { bank, methodAccount, approve } = await approving()
    const { confirm } = methodAccount.account
    const account: MerchantAccount = {
      ...methodAccount.account,
      confirm: function* (trade, moment) {
        if (!confirm) throw new Error("It confirms.")
        return { ...(yield* confirm(trade, moment)), ...odd }
      },
    }
    const [first, second] = [await approve(), await approve()]
    for (const attempt of [first, second]) await queryStatus(context(), { ...methodAccount, account }, attempt)
    expect(confirms(bank)).toBe(1)
    expect(await operationsOf(place.shop, first)).toMatchObject([{ kind: "confirm", state: "unknown" }])
  })

  it("while another attempt's taking may still be under way, though its attempt is said to have failed", async () => {
    const { bank, approve, ask } = await approving()
    const [first, second] = [await approve(), await approve()]
    bank.faults.set("confirm", ["cut"])
    await ask(first)
    await place.shop.db("taiwan_payment_attempt").where({ id: first.id }).update({ state: "failed" })
    await ask(second)
    expect(confirms(bank)).toBe(1)
    const past = new Date(Date.now() - 4 * 60_000)
    await place.shop.db("taiwan_payment_operation").where({ attempt_id: first.id }).update({ started_at: past })
    await place.shop.db("taiwan_payment_attempt").where({ id: second.id }).update({ queried_at: null })
    await ask((await context().ledger.attempt(second.id)) ?? second)
    expect(confirms(bank)).toBe(2)
  })

  it("by a process that was cut off for minutes since it wrote that down", async () => {
    const { bank, approve, ask } = await approving()
    const attempt = await approve()
    aroundBegin(async (begin) => {
      const begun = await begin()
      timePasses(121_000)
      return begun
    })
    expect(await ask(attempt)).toMatchObject({ trade: null, problem: { facts: { unsent: true } } })
    expect(confirms(bank)).toBe(0)
  })

  it("by a process that was cut off since it looked, and whose turn another one has had", async () => {
    const { bank, approve, ask } = await approving()
    const attempt = await approve()
    const turn = place.shop.db("taiwan_payment_lease").where({ key: `session ${attempt.session_id}` })
    aroundBegin(async (begin) => {
      await turn.delete()
      return begin()
    })
    expect(await ask(attempt)).toMatchObject({ trade: { state: "approved" }, attempt: { state: "started" } })
    expect(confirms(bank)).toBe(0)
    expect(await operationsOf(place.shop, attempt)).toMatchObject([{ kind: "confirm", state: "refused" }])
    await place.shop.db("taiwan_payment_attempt").where({ id: attempt.id }).update({ queried_at: null })
    await ask((await context().ledger.attempt(attempt.id)) ?? attempt)
    expect(confirms(bank)).toBe(1)
  })

  it("by a gateway that takes nothing: that is told", async () => {
    const { approve, ask } = await approving(false)
    expect(await ask(await approve())).toMatchObject({ trade: null, problem: { kind: "unsupported" } })
  })
})

describe("what a buyer approved is taken", () => {
  it("once, with the result in the ledger", async () => {
    const { bank, approve, ask } = await approving()
    expect(await ask(await approve())).toMatchObject({ attempt: { state: "captured" }, trade: { state: "captured" } })
    expect(confirms(bank)).toBe(1)
  })

  it("for one of two tabs, asked about at the same time by two processes", async () => {
    const other = place.otherProcess()
    for (let round = 0; round < 5; round += 1) {
      const { bank, approve, ask } = await approving()
      const [first, second] = [await approve(), await approve()]
      await Promise.all([ask(first), ask(second, other)])
      expect(confirms(bank)).toBe(1)
    }
  })

  it("with a lost reply: the trade stays open, and looking tells", async () => {
    const { bank, approve, ask } = await approving()
    const attempt = await approve()
    bank.faults.set("confirm", ["lose"])
    expect(await ask(attempt)).toMatchObject({ trade: null, attempt: { state: "started" } })
    expect(bank.trades.get(attempt.trade_no)).toMatchObject({ state: "captured" })
  })
})

describe("the gateway's last question", () => {
  const gate: NonNullable<MerchantAccount["preChargeCheck"]> = {
    tradeNo: ({ body }) => (body.length > 0 ? body.toString() : null),
    approve: { status: 200, type: "text/plain", body: "yes" },
    decline: { status: 200, type: "text/plain", body: "no" },
  }

  async function answer(text: string, methodAccount: ReturnType<typeof methodAccountAt>): Promise<string> {
    const { answerPreChargeCheck } = await import("../../../src/payments/notices/receive")
    const raw = { body: Buffer.from(text), headers: {}, query: "" }
    return (await answerPreChargeCheck(context(), methodAccount, gate, raw)).body
  }

  it("is answered no for what this shop never opened, and for what it no longer wants", async () => {
    const { methodAccount, session_id, approve } = await approving()
    const attempt = await approve()
    expect(await answer("", methodAccount)).toBe("no")
    expect(await answer("NEVER", methodAccount)).toBe("no")
    await place.shop.db("payment_session").where({ id: session_id }).update({ amount: "1200" })
    expect(await answer(attempt.trade_no, methodAccount)).toBe("no")
  })

  it("is answered yes for an open trade of a live session", async () => {
    const { methodAccount, approve } = await approving()
    expect(await answer((await approve()).trade_no, methodAccount)).toBe("yes")
  })
})
