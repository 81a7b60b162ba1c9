import { describe, expect, it } from "vitest"
import { alarmGoneAccounts } from "../../src/payments/gone-accounts"
import { methodAccountAt } from "../fake-gateway"
import { containerOf } from "../shop-container"
import { alarmsOf, newAttempt, useShop } from "../shop-database"

const test = useShop()

describe("payments of an account that is configured no more", () => {
  it("are one alarm, which names the account and what to do, however often the server starts", async () => {
    const { shop } = test
    for (const merchant of ["M1", "GONE", "GONE", "EARLIER"])
      await shop.context.ledger.open(newAttempt({ merchant, query_at: new Date() }))
    const configured = methodAccountAt({ url: "http://127.0.0.1:1" }, { previous: [{ merchant: "EARLIER" }] })
    const container = containerOf(shop, "pp_fake-card_main", configured)
    await alarmGoneAccounts(container)
    await alarmGoneAccounts(container)
    const alarms = await shop.db("taiwan_payment_alarm").where({ kind: "account_gone" })
    expect(alarms.map(({ subject }) => subject)).toEqual(["fake sandbox GONE"])
    expect((await alarmsOf(shop, "fake sandbox GONE"))[0]?.detail).toContain("option previous")
  })
})
