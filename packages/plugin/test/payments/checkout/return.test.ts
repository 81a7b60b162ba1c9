import { describe, expect, it } from "vitest"
import { updateFromReturn } from "../../../src/payments/checkout/return"
import { openBank } from "../../fake-bank"
import { type BankOptions, methodAccountAt, notice } from "../../fake-gateway"
import { eventsOf, newAttempt, useShop } from "../../shop-database"

const place = useShop()
const context = () => place.shop.context

async function returning(options: Partial<BankOptions> = { returns: true }) {
  const bank = await openBank()
  const methodAccount = methodAccountAt(bank, options)
  const attempt = await context().ledger.open(newAttempt())
  const back = (fields: Record<string, string | number> | null) =>
    updateFromReturn(context(), methodAccount, attempt, fields && notice({ tradeNo: attempt.trade_no, ...fields }))
  return { bank, methodAccount, attempt, back }
}

describe("a browser that comes back", () => {
  it("with nothing makes the shop ask", async () => {
    const { bank, back } = await returning()
    expect(await back(null)).toMatchObject({ state: "started" })
    expect(bank.heard).toEqual(["query"])
  })

  it("with the gateway's signed message is believed like its server, and nobody is asked", async () => {
    const { bank, back, attempt } = await returning()
    expect(await back({ state: "captured" })).toMatchObject({ state: "captured" })
    expect(bank.heard).toEqual([])
    expect(await eventsOf(place.shop, attempt)).toMatchObject([{ kind: "return", verdict: "accepted" }])
  })

  it("with a message that somebody else wrote is not believed: the gateway is asked", async () => {
    const { bank, methodAccount, attempt } = await returning()
    const forged = { ...notice({ tradeNo: attempt.trade_no }), body: Buffer.from(`tradeNo=${attempt.trade_no}&sign=0`) }
    expect(await updateFromReturn(context(), methodAccount, attempt, forged)).toMatchObject({ state: "started" })
    expect(bank.heard).toEqual(["query"])
  })

  it("with a message about another trade, or of another amount, is not believed either", async () => {
    const lies: Record<string, string | number>[] = [{ tradeNo: "OTHER" }, { amount: 1 }]
    for (const lie of lies) {
      const { bank, back } = await returning()
      expect(await back(lie)).toMatchObject({ state: "started" })
      expect(bank.heard).toEqual(["query"])
    }
  })

  it("with a signed message of a gateway whose returns are not signed makes the shop ask", async () => {
    const { bank, back } = await returning({})
    expect(await back({ state: "captured" })).toMatchObject({ state: "started" })
    expect(bank.heard).toEqual(["query"])
  })
})
