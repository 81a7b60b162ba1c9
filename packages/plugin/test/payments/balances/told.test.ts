import { describe, expect, it } from "vitest"
import type { Operation, OperationState } from "../../../src/modules/ledger/records"
import { checkBalance } from "../../../src/payments/balances/check-balance"
import type { MethodAccount } from "../../../src/payments/method-account"
import { formatTaipei } from "../../../src/toolkit/taipei-time"
import { twd } from "../../../src/toolkit/twd"
import { alarmsOf, newId, useShop } from "../../shop-database"
import { paidTrade, type WantedTrade } from "../paid-trade"

const place = useShop()
const HOUR_MS = 3_600_000
const ago = (hours: number) => new Date(Date.now() - hours * HOUR_MS)

/** A trade of which 1000 TWD were captured, and what comes of comparing the bank's books with ours. */
async function compared(...[options, more]: WantedTrade) {
  const { context } = place.shop
  const trade = await paidTrade(place.shop, { perTradeSeconds: 0, ...options }, more)
  const { bank, attempt, methodAccount } = trade
  const atBank = bank.trades.get(attempt.trade_no) ?? expect.fail("The bank has no such trade.")
  const check = async (change: Partial<MethodAccount["account"]> = {}) =>
    checkBalance(context, { ...methodAccount, account: { ...methodAccount.account, ...change } }, await trade.now())
  const alarms = async () => alarmsOf(place.shop, attempt.id)
  const operation = async (kind: Operation["kind"], state: OperationState, amount = 1000) => {
    const asked = { attempt_id: attempt.id, kind, amount: twd(amount), requested: `${amount}` }
    const { operation: begun } = await context.ledger.begin({ ...asked, idempotency_key: newId("op") })
    return state === "started" ? begun : context.ledger.finish(begun, { state })
  }
  const paidAt = async (paid_at: Date) => context.ledger.change(await trade.now(), { paid_at })
  return { ...trade, atBank, check, alarms, operation, paidAt }
}

describe("what the gateway's books say beside ours", () => {
  it("is no alarm where they agree", async () => {
    const { check, alarms, refund } = await compared()
    await refund(300)
    expect(await check()).toEqual({ kept: 700, difference: 0, isUncaptured: false })
    expect(await alarms()).toEqual([])
  })

  it("is told with both sums and what is between them, where less is left there", async () => {
    const { attempt, atBank, check, alarms, refund } = await compared()
    await refund(100)
    atBank.refunded = 400
    expect(await check()).toMatchObject({ kept: 600, difference: 300 })
    expect(await alarms()).toMatchObject([
      {
        ...{ kind: "refunded_elsewhere", amount: 300 },
        detail: `By the books of Fake Bank, 600 of the 1000 TWD of trade ${attempt.trade_no} are left: 300 TWD less than here.`,
        detail_zh: `依假銀行的帳，交易 ${attempt.trade_no} 的 1000 元尚餘 600 元，比這裡少 300 元。`,
      },
    ])
  })

  it("is told the other way round, where more is left there", async () => {
    const { attempt, atBank, check, alarms, refund } = await compared()
    await refund(400)
    atBank.refunded = 150
    expect(await check()).toMatchObject({ kept: 850, difference: -250 })
    expect(await alarms()).toMatchObject([
      {
        ...{ kind: "refund_undone", amount: 250 },
        detail: `By the books of Fake Bank, 850 of the 1000 TWD of trade ${attempt.trade_no} are left: 250 TWD more than here.`,
        detail_zh: `依假銀行的帳，交易 ${attempt.trade_no} 的 1000 元尚餘 850 元，比這裡多 250 元。`,
      },
    ])
  })

  it("takes the other one's place, where the first was made good and went too far", async () => {
    const { atBank, check, alarms, refund } = await compared()
    await refund(400)
    for (const refunded of [500, 300]) {
      atBank.refunded = refunded
      await check()
    }
    const told = (await alarms()).map(({ kind, resolution }) => [kind, resolution])
    expect(told.sort()).toEqual([
      ["refund_undone", null],
      ["refunded_elsewhere", "agrees"],
    ])
  })

  it("is nothing while a refund is without an answer, or where the books do not tell now", async () => {
    const { atBank, check, alarms, operation } = await compared()
    atBank.refunded = 300
    // biome-ignore lint/correctness/useYield: it knows the answer without a request.
    const untold = function* () {
      return null
    }
    expect(await check({ balance: untold })).toBeNull()
    await operation("refund", "unknown", 300)
    expect(await check()).toBeNull()
    expect(await alarms()).toEqual([])
  })

  it.each<[string, WantedTrade, object]>([
    ["by a number, which staff give back by hand", [{}, { method: "code" }], {}],
    ["of a card that is only authorised", [{}, { state: "authorized" }], {}],
    ["at a gateway that tells nothing of its books", [], { balance: undefined }],
  ])("is not asked %s", async (_, wanted, change) => {
    const { bank, check } = await compared(...wanted)
    expect(await check(change)).toBeNull()
    expect(bank.heard).toEqual([])
  })
})

describe("money that counts as captured, and is authorised only by the gateway's books", () => {
  async function uncaptured(paid_at: Date) {
    const trade = await compared()
    trade.atBank.state = "authorized"
    await trade.paidAt(paid_at)
    const told = async () => (await trade.alarms()).filter(({ kind }) => kind === "not_captured")
    return { ...trade, told }
  }

  it("is told a day and a half after it was paid, and until when the bank keeps it", async () => {
    const since = ago(37)
    const { attempt, check, told } = await uncaptured(since)
    expect(await check({ authorizationDays: 21 })).toMatchObject({
      isUncaptured: true,
      difference: 0,
      lookAgainAt: null,
    })
    const end = new Date(since.getTime() + 21 * 24 * HOUR_MS)
    const [alarm, ...more] = await told()
    expect(more).toEqual([])
    expect(alarm?.detail).toBe(
      `Trade ${attempt.trade_no} counts as captured here, but by the books of Fake Bank its 1000 TWD are only authorised, and nobody has asked the bank for them; after ${end.toISOString()} they may be gone.`,
    )
    expect(alarm).toMatchObject({
      detail_zh: `交易 ${attempt.trade_no} 在此記為已請款，但依假銀行的帳，1000 元僅完成授權，尚未向銀行請款，臺北時間 ${formatTaipei(end)} 後可能失效。`,
    })
  })

  it("is told without that day, where the bank's is not known", async () => {
    const { check, told } = await uncaptured(ago(37))
    await check()
    const [alarm] = await told()
    expect(alarm?.detail).toMatch(/asked the bank for them\.$/)
    expect(alarm).toMatchObject({ detail_zh: expect.stringMatching(/尚未向銀行請款。$/) })
  })

  it("is looked at again when that is over", async () => {
    const since = ago(30)
    const { check, told } = await uncaptured(since)
    expect(await check()).toMatchObject({ lookAgainAt: new Date(since.getTime() + 36 * HOUR_MS) })
    expect(await told()).toEqual([])
  })

  it("counts from the capture that was asked for last, and not from one that was refused", async () => {
    const { check, told, operation } = await uncaptured(ago(37))
    await operation("capture", "refused")
    expect(await check()).toMatchObject({ lookAgainAt: null })
    expect(await told()).toHaveLength(1)
    const later = await uncaptured(ago(37))
    const done = await later.operation("capture", "done")
    const due = new Date((done as Operation & { updated_at: Date }).updated_at.getTime() + 36 * HOUR_MS)
    expect(await later.check()).toMatchObject({ lookAgainAt: due })
    expect(await later.told()).toEqual([])
  })

  it.each<OperationState>(["started", "unknown", "queued"])("is left alone while a capture is %s", async (state) => {
    const { check, told, operation } = await uncaptured(ago(37))
    await operation("capture", state)
    expect(await check()).toMatchObject({ isUncaptured: true, lookAgainAt: null })
    expect(await told()).toEqual([])
  })

  it("is an alarm no more once the books have it as captured", async () => {
    const { atBank, check, told } = await uncaptured(ago(37))
    await check()
    atBank.state = "captured"
    await check()
    expect(await told()).toMatchObject([{ resolution: "captured" }])
  })
})
