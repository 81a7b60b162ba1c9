import { PaymentActions } from "@medusajs/framework/utils"
import { describe, expect, it } from "vitest"
import { notice } from "../../fake-gateway"
import { newId, useShop } from "../../shop-database"
import { openedSession, type WantedSession } from "../session-at-bank"

const place = useShop()
const context = () => place.shop.context
const opened = (...more: WantedSession) => openedSession(place.shop, ...more)

describe("Medusa's own hook", () => {
  const hook = async ({ provider }: Awaited<ReturnType<typeof openedSession>>, rawData: Buffer) =>
    provider.getWebhookActionAndData({ data: {}, rawData, headers: {} })
  const nothing = { action: PaymentActions.NOT_SUPPORTED }

  it("gets nothing from a forged, foreign, altered or simulated notice", async () => {
    const shop = await opened()
    const { trade_no } = await shop.startPayment()
    expect(await hook(shop, Buffer.from(`tradeNo=${trade_no}&sign=x`))).toEqual(nothing)
    expect(await hook(shop, Buffer.from(""))).toEqual(nothing)
    expect(await hook(shop, notice({ tradeNo: newId("X") }).body)).toEqual(nothing)
    expect(await hook(shop, notice({ tradeNo: trade_no, amount: 1 }).body)).toEqual(nothing)
    expect(await hook(shop, notice({ tradeNo: trade_no, state: "failed" }).body)).toEqual(nothing)
  })

  it("gets the session and its own amount from a good one", async () => {
    const shop = await opened()
    const { trade_no } = await shop.startPayment()
    const told = await hook(shop, notice({ tradeNo: trade_no }).body)
    expect(told).toMatchObject({ action: PaymentActions.SUCCESSFUL, data: { session_id: shop.sessionId } })
    expect(Number(told.data?.amount)).toBe(1000)
  })

  it("gets nothing for a session that was deleted: Medusa would take a stranger's cart", async () => {
    const shop = await opened()
    const { trade_no } = await shop.startPayment()
    await place.shop.db("payment_session").where({ id: shop.sessionId }).delete()
    expect(await hook(shop, notice({ tradeNo: trade_no }).body)).toEqual(nothing)
  })

  it("gets nothing for a session whose amount has changed", async () => {
    const shop = await opened()
    const { trade_no } = await shop.startPayment()
    await place.shop.db("payment_session").where({ id: shop.sessionId }).update({ amount: "1500" })
    expect(await hook(shop, notice({ tradeNo: trade_no }).body)).toEqual(nothing)
  })

  it("gets nothing once it is settled, nor for a second payment of the session", async () => {
    const shop = await opened()
    const first = await shop.startPayment()
    const second = await shop.startPayment()
    await hook(shop, notice({ tradeNo: first.trade_no }).body)
    expect(await hook(shop, notice({ tradeNo: second.trade_no }).body)).toEqual(nothing)
    const told = await context().ledger.attempt(first.id)
    if (told) await context().ledger.change(told, { applied_at: new Date() })
    expect(await hook(shop, notice({ tradeNo: first.trade_no }).body)).toEqual(nothing)
  })

  it("takes text as well as bytes", async () => {
    const shop = await opened()
    const { trade_no } = await shop.startPayment()
    const text = notice({ tradeNo: trade_no }).body.toString()
    const told = await shop.provider.getWebhookActionAndData({ data: {}, rawData: text, headers: {} })
    expect(told.action).toBe(PaymentActions.SUCCESSFUL)
  })
})
