import { describe, expect, it } from "vitest"
import type { AttemptChange } from "../../../src/modules/ledger/records"
import { authorizationEnd, nextCheck } from "../../../src/payments/authorization-end"
import { recordNotice } from "../../../src/payments/notices/verify"
import { checkAuthorizations } from "../../../src/payments/orders/ending-authorizations"
import { openBank } from "../../fake-bank"
import { methodAccountAt, notice } from "../../fake-gateway"
import { containerOf } from "../../shop-container"
import { alarmsOf, newAttempt, newId, useShop } from "../../shop-database"

const place = useShop()
const DAY_MS = 86_400_000
const PROVIDER = "pp_fake-card_main"
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS)

/** Authorised at a bank that lets the money go after three weeks. */
async function authorized() {
  const bank = await openBank()
  const merchant = newId("M")
  const known = methodAccountAt(bank, { merchant, perTradeSeconds: 0 })
  const methodAccount = { ...known, account: { ...known.account, authorizationDays: 21 } }
  const { ledger } = place.shop.context
  const { id, trade_no: tradeNo } = await ledger.open(newAttempt({ merchant, capture_mode: "manual" }))
  const trade = bank.know({ tradeNo, merchant, state: "authorized", captured: 0 })
  await recordNotice(place.shop.context, methodAccount, notice({ tradeNo, merchant, state: "authorized" }), "notice")
  const now = async () => (await ledger.attempt(id)) ?? expect.fail("The attempt is gone.")
  const endIn = async (days: number) =>
    ledger.change(await now(), { authorized_until: inDays(days), authorization_check_at: new Date(0) })
  const followed: string[] = []
  const container = containerOf(place.shop, PROVIDER, methodAccount)
  const check = () => checkAuthorizations(container, (attempt) => void followed.push(attempt.id))
  return { id, trade, bank, now, endIn, check, followed, alarms: () => alarmsOf(place.shop, id) }
}

describe("an authorisation", () => {
  it("has its end with the attempt, and is first looked at two days before", async () => {
    const { now } = await authorized()
    const { paid_at: since, authorized_until: until, authorization_check_at: check } = await now()
    expect(until?.getTime()).toBe((since?.getTime() ?? 0) + 21 * DAY_MS)
    expect(check?.getTime()).toBe((since?.getTime() ?? 0) + 19 * DAY_MS)
  })

  it("that is about to end is one alarm, which a capture resolves", async () => {
    const { now, endIn, check, alarms, bank } = await authorized()
    await endIn(1)
    await check()
    await endIn(1)
    await check()
    expect(await alarms()).toMatchObject([{ kind: "authorization_ends", resolved_at: null }])
    expect(bank.heard).toEqual([])
    await place.shop.context.ledger.change(await now(), { state: "captured", authorization_check_at: new Date(0) })
    await check()
    expect(await alarms()).toMatchObject([{ resolution: "captured" }])
    expect((await now()).authorization_check_at).toBeNull()
  })

  it("whose end has passed is asked about: what the gateway let go is released here", async () => {
    const { id, now, endIn, check, trade, followed } = await authorized()
    trade.state = "voided"
    await endIn(-1)
    await check()
    expect(await now()).toMatchObject({ state: "voided", authorization_check_at: null })
    expect(followed).toEqual([id])
  })

  it("that the gateway still holds is asked about ever more seldom", async () => {
    const { now, endIn, check } = await authorized()
    await endIn(-1)
    await check()
    const { state, authorization_check_at: again } = await now()
    expect(state).toBe("authorized")
    expect((again?.getTime() ?? 0) - Date.now()).toBeGreaterThan(0.9 * DAY_MS)
  })
})

describe("the end of an authorisation", () => {
  const since = new Date("2026-11-01T00:00:00Z")
  const change = (details = {}): AttemptChange => ({ state: "authorized", paid_at: since, details })

  it("is the gateway's own date where it tells one", () =>
    expect(authorizationEnd({}, change({ capture_before: "2026-11-06T00:00:00Z" }))).toEqual({
      authorized_until: new Date("2026-11-06T00:00:00Z"),
      authorization_check_at: new Date("2026-11-04T00:00:00Z"),
    }))

  it("is told at half of the time where that is short", () =>
    expect(authorizationEnd({ authorizationDays: 3 }, change()).authorization_check_at).toEqual(
      new Date("2026-11-02T12:00:00Z"),
    ))

  it("is unknown where nobody tells", () => {
    expect(authorizationEnd({}, change())).toEqual({})
    expect(authorizationEnd({ authorizationDays: 21 }, { ...change(), state: "captured" })).toEqual({})
  })

  it("is looked at each hour before it comes", () =>
    expect(nextCheck({ authorized_until: inDays(1) }, since)).toEqual(new Date(since.getTime() + 3_600_000)))
})
