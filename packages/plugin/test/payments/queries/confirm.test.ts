import { describe, expect, it } from "vitest"
import type { Attempt } from "../../../src/modules/ledger/records"
import { queryStatus } from "../../../src/payments/queries/query"
import type { MerchantAccount } from "../../../src/toolkit/contract/gateway"
import { twd } from "../../../src/toolkit/twd"
import { type Bank, openBank } from "../../fake-bank"
import { methodAccountAt } from "../../fake-gateway"
import { addSession, newAttempt, useShop } from "../../shop-database"

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

function confirms(bank: Bank): number {
  return bank.heard.filter((call) => call === "confirm").length
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
