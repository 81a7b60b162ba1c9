import { describe, expect, it } from "vitest"
import { receiveNotice } from "../../../src/payments/notices/receive"
import type { HintNotice } from "../../../src/toolkit/contract/gateway"
import { type BankTrade, openBank } from "../../fake-bank"
import { methodAccountAt } from "../../fake-gateway"
import { newAttempt, useShop } from "../../shop-database"

const place = useShop()

const HINT: HintNotice = {
  kind: "hint",
  tradeNo: ({ body }) => body.toString(),
  ack: { status: 200, type: "text/plain", body: "OK" },
  refuse: { status: 503, type: "text/plain", body: "Later" },
}

/** What the gateway is answered when it sends an unsigned notice, and what the inbox says of it. */
async function heard(trade: Partial<BankTrade> | null) {
  const { ledger } = place.shop.context
  const bank = await openBank()
  const base = methodAccountAt(bank)
  const methodAccount = { ...base, account: { ...base.account, notice: HINT } }
  const attempt = await ledger.open(newAttempt())
  if (trade) bank.know({ tradeNo: attempt.trade_no, ...trade })
  const raw = { body: Buffer.from(attempt.trade_no), headers: {}, query: "" }
  const { reply } = await receiveNotice(place.shop.context, methodAccount, raw)
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
})
