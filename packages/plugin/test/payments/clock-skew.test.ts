import { describe, expect, it } from "vitest"
import { tellClockSkew } from "../../src/payments/clock-skew"
import { queryStatus } from "../../src/payments/queries/query"
import { openBank } from "../fake-bank"
import { methodAccountAt } from "../fake-gateway"
import { alarmsOf, newAttempt, newId, useShop } from "../shop-database"

const place = useShop()
const context = () => place.shop.context

function accountWhoseClockIsOff(skewMs: number, environment: "production" | { sandbox: string } = "production") {
  const merchant = newId("M")
  const methodAccount = methodAccountAt({ url: "http://127.0.0.1:1" }, { merchant, environment })
  const client = { ...methodAccount.client, steadySkewMs: skewMs }
  return { merchant, methodAccount: { ...methodAccount, client } }
}

describe("a gateway's clock that is another one than this server's", () => {
  it.each([
    [300_000, "300 seconds behind"],
    [-61_000, "61 seconds ahead of"],
  ])("by %i ms is an alarm, once", async (skewMs, words) => {
    const { merchant, methodAccount } = accountWhoseClockIsOff(skewMs)
    for (let times = 0; times < 3; times += 1) await tellClockSkew(context(), methodAccount)
    expect(await alarmsOf(place.shop, merchant)).toMatchObject([
      { kind: "clock_skew", attempt_id: null, detail: expect.stringContaining(words) },
    ])
  })

  it("is none below a minute, nor in a sandbox, whose clock jumps", async () => {
    const inSandbox = accountWhoseClockIsOff(86_400_000, { sandbox: "http://127.0.0.1:1" })
    for (const { merchant, methodAccount } of [accountWhoseClockIsOff(59_000), inSandbox]) {
      await tellClockSkew(context(), methodAccount)
      expect(await alarmsOf(place.shop, merchant)).toEqual([])
    }
  })

  it("is noticed by whoever asks the gateway, answered or not", async () => {
    const { url } = await openBank()
    const merchant = newId("M")
    const known = methodAccountAt({ url }, { merchant, environment: "production" })
    const methodAccount = { ...known, client: { ...known.client, steadySkewMs: 120_000 } }
    const attempt = await context().ledger.open(newAttempt({ merchant, environment: "production" }))
    await queryStatus(context(), methodAccount, attempt)
    expect(await alarmsOf(place.shop, merchant)).toMatchObject([{ kind: "clock_skew" }])
  })
})
