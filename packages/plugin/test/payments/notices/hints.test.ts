import { describe, expect, it } from "vitest"
import type { MethodAccount } from "../../../src/payments/method-account"
import { receiveNotice } from "../../../src/payments/notices/receive"
import type { HintNotice } from "../../../src/toolkit/contract/gateway"
import { type BankTrade, openBank } from "../../fake-bank"
import { methodAccountAt } from "../../fake-gateway"
import { newAttempt, newId, useShop } from "../../shop-database"

const place = useShop()

const HINT: HintNotice = {
  kind: "hint",
  tradeNo: ({ body }) => body.toString() || null,
  ack: { status: 200, type: "text/plain", body: "OK" },
  refuse: { status: 503, type: "text/plain", body: "Later" },
}

const hinted = (base: MethodAccount): MethodAccount => ({ ...base, account: { ...base.account, notice: HINT } })
const hint = (tradeNo: string) => ({ body: Buffer.from(tradeNo), headers: {}, query: "" })

/** What the gateway is answered when it sends an unsigned notice, and what the inbox says of it. */
async function heard(trade: Partial<BankTrade> | null, fault?: "garbage") {
  const { ledger } = place.shop.context
  const bank = await openBank()
  const methodAccount = hinted(methodAccountAt(bank))
  const attempt = await ledger.open(newAttempt())
  if (trade) bank.know({ tradeNo: attempt.trade_no, ...trade })
  if (fault) bank.faults.set("query", [fault])
  const { reply } = await receiveNotice(place.shop.context, methodAccount, hint(attempt.trade_no))
  const [shown] = await place.shop.db("taiwan_payment_notice").where({ attempt_id: attempt.id })
  return { status: reply.status, verdict: shown?.verdict, state: (await ledger.attempt(attempt.id))?.state }
}

describe("an unsigned notice", () => {
  it.each([
    ["paid", { state: "captured" }, "captured"],
    ["failed", { state: "failed", captured: 0 }, "failed"],
  ] as const)("is received once the gateway's own record says %s", async (_what, trade, state) => {
    expect(await heard(trade)).toEqual({ status: 200, verdict: "asked", state })
  })

  it.each([
    ["still open", { state: "pending", captured: 0 }],
    ["not there", null],
  ] as const)("comes again while that record says %s: it may lag behind", async (_what, trade) => {
    expect(await heard(trade)).toEqual({ status: 503, verdict: "asked", state: "started" })
  })

  it("comes again while the gateway answers nothing that can be read, and is shown as unanswered", async () => {
    expect(await heard({ state: "captured" }, "garbage")).toEqual({ status: 503, verdict: "silent", state: "started" })
  })

  it("of what is paid already is received, and shown as asked, though the gateway is silent", async () => {
    const { ledger } = place.shop.context
    const bank = await openBank()
    const attempt = await ledger.open(newAttempt())
    bank.know({ tradeNo: attempt.trade_no, state: "captured" })
    const methodAccount = hinted(methodAccountAt(bank, { perTradeSeconds: 0 }))
    await receiveNotice(place.shop.context, methodAccount, hint(attempt.trade_no))
    bank.faults.set("query", ["garbage"])
    expect((await receiveNotice(place.shop.context, methodAccount, hint(attempt.trade_no))).reply.status).toBe(200)
    const shown = await place.shop.db("taiwan_payment_notice").where({ attempt_id: attempt.id })
    expect(shown.map(({ kind, verdict, times }) => [kind, verdict, Number(times)])).toEqual([["notice", "asked", 2]])
  })

  it.each([
    ["names no trade of this shop", "NOBODYS"],
    ["names no trade at all", ""],
  ])("that %s is refused, and nobody is asked", async (_what, tradeNo) => {
    const bank = await openBank()
    const methodAccount = hinted(methodAccountAt(bank, { merchant: newId("M") }))
    expect(await receiveNotice(place.shop.context, methodAccount, hint(tradeNo))).toMatchObject({
      ...{ reply: { status: 503 }, attempt: null },
    })
    expect(bank.heard).toEqual([])
  })

  it("may be of an account that the shop had before", async () => {
    const bank = await openBank()
    const [now, before] = [newId("M"), newId("M")]
    const account = (merchant: string) => hinted(methodAccountAt(bank, { merchant }))
    const attempt = await place.shop.context.ledger.open(newAttempt({ merchant: before }))
    bank.know({ tradeNo: attempt.trade_no, merchant: before, state: "captured" })
    const both = { ...account(now), previous: [account(before)] }
    const told = await receiveNotice(place.shop.context, both, hint(attempt.trade_no))
    expect(told).toMatchObject({ reply: { status: 200 }, attempt: { id: attempt.id, state: "captured" } })
  })
})
