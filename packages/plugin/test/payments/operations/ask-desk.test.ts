import { describe, expect, it, vi } from "vitest"
import { setDesk, withDesk } from "../../../src/payments/operations/ask-desk"
import { NoRefundApi } from "../../../src/payments/operations/refundable"
import { PaymentError } from "../../../src/toolkit/payment-error"
import { twd } from "../../../src/toolkit/twd"
import { useShop } from "../../shop-database"

const place = useShop()
const noApi = () =>
  new NoRefundApi(twd(300), { en: "No API refunds this method.", "zh-TW": "沒有退款 API。" }, { gateway: "fake" })
const WORDS = { en: "The buyer was asked for an account.", "zh-TW": "已請買家提供帳號。" }

const told = (error: unknown) => withDesk(place.shop.context, "tpa_1", "ref_1", error)

describe("a refund that Medusa asked for and that failed", () => {
  it("is told as it is where the shop has no desk", async () => {
    const error = noApi()
    expect(await told(error)).toBe(error)
  })

  it("is told as it is where another thing was in the way", async () => {
    const begin = vi.fn(async () => WORDS)
    setDesk(place.shop.db, begin)
    for (const error of [new PaymentError("unsupported", "Only in full."), new Error("connection lost")])
      expect(await told(error)).toBe(error)
    expect(begin).not.toHaveBeenCalled()
  })

  it("is taken up by the desk, which says so in both languages, and stays an error", async () => {
    const begin = vi.fn(async () => WORDS)
    setDesk(place.shop.db, begin)
    const error = noApi()
    const answer = await told(error)
    expect(answer).toBeInstanceOf(PaymentError)
    expect(answer).toMatchObject({
      ...{ kind: "unsupported", message: "The buyer was asked for an account." },
      facts: { ...error.facts, words: WORDS },
    })
    expect(begin).toHaveBeenCalledWith({ attemptId: "tpa_1", amount: 300, key: "ref_1" })
  })

  it("is told as it is where the desk does not take it up", async () => {
    setDesk(place.shop.db, async () => null)
    const error = noApi()
    expect(await told(error)).toBe(error)
  })

  it("says why the desk cannot take it up, where that is for staff", async () => {
    const problem = new PaymentError("refused", "700 TWD are asked for already.")
    setDesk(place.shop.db, () => Promise.reject(problem))
    expect(await told(noApi())).toBe(problem)
    expect(place.shop.logged.join()).not.toMatch(/700 TWD/)
  })

  it("is told as it is where the desk fails, which is logged", async () => {
    setDesk(place.shop.db, () => Promise.reject(new Error("connection lost")))
    const error = noApi()
    expect(await told(error)).toBe(error)
    expect(place.shop.logged.join()).toMatch(/could not begin a refund request for tpa_1: connection lost/)
  })
})
