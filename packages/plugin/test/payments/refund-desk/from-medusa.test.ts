import { describe, expect, it } from "vitest"
import { refund } from "../../../src/payments/operations/refund"
import { cancel } from "../../../src/payments/refund-desk/desk-steps"
import { takeRefundsFromMedusa } from "../../../src/payments/refund-desk/refunds-from-medusa"
import { inBothLanguages, type PaymentError } from "../../../src/toolkit/payment-error"
import { newId, operationsOf, useShop } from "../../shop-database"
import { DESK, LIN, openRefundDesk, type RefundDesk, withDesk } from "./a-desk"

const place = useShop()

/** Medusa asks the provider to refund this, and reads this. */
async function press({ attempt, methodAccount }: RefundDesk, amount: number, key = newId("ref")): Promise<string> {
  const requested = { key, amount: String(amount), inMedusa: true } as const
  return refund(place.shop.context, methodAccount, attempt.id, requested).then(
    () => "refunded",
    (error: PaymentError) => inBothLanguages(error),
  )
}

const requestsOf = ({ attempt }: RefundDesk) =>
  place.shop.db("taiwan_payment_refund_request").where({ attempt_id: attempt.id }).orderBy("created_at")

describe("a refund that Medusa asks for and no API makes", () => {
  it("begins a request and says so, and nothing is given back yet", async () => {
    const desk = await openRefundDesk(place.shop)
    takeRefundsFromMedusa(desk.container)
    const told = await press(desk, 400)
    const [request] = await requestsOf(desk)
    expect(request).toMatchObject({ state: "wanted", amount: 400 })
    expect(told).toMatch(new RegExp(`^已建立退款申請 ${request.id}.*Refund request ${request.id} is begun`))
    expect(await desk.now()).toMatchObject({ state: "captured", refunded_amount: 0 })
    expect(await operationsOf(place.shop, desk.attempt)).toMatchObject([{ state: "refused", amount: 400 }])
    expect(place.shop.emitted.at(-1)).toMatchObject({ data: { refund_request_id: request.id, amount: 400 } })
  })

  it("begins one, however often and by however many it is pressed; never for more than is left", async () => {
    const desk = await openRefundDesk(place.shop)
    takeRefundsFromMedusa(desk.container)
    const told = await Promise.all([300, 300, 300].map((amount) => press(desk, amount)))
    const [first] = await requestsOf(desk)
    expect(told.filter((words) => words.startsWith("已建立"))).toHaveLength(1)
    expect(told.every((words) => words.includes(first.id))).toBe(true)
    expect(await press(desk, 701)).toMatch(/701 TWD cannot be asked for: 700 TWD are left/)
    expect(await press(desk, 700)).toMatch(/^已建立/)
    expect((await requestsOf(desk)).map(({ amount }) => amount)).toEqual([300, 700])
  })

  it("begins no second time by one row of Medusa's, also when staff have cancelled the request", async () => {
    const desk = await openRefundDesk(place.shop)
    takeRefundsFromMedusa(desk.container)
    const key = newId("ref")
    await press(desk, 400, key)
    const [{ id }] = await requestsOf(desk)
    await cancel(desk.container, id, "mistake", LIN)
    await press(desk, 400, key)
    expect(await requestsOf(desk)).toHaveLength(1)
    expect(await press(desk, 400)).toMatch(/^已建立/)
  })

  it("is advice where the shop has no desk, and where the desk fails", async () => {
    const desk = await openRefundDesk(place.shop)
    takeRefundsFromMedusa(withDesk(desk.container, null))
    expect(await press(desk, 400)).toMatch(/Record refund/)
    const broken = {
      resolve: (name: string) => (name === "query" ? null : withDesk(desk.container, DESK).resolve(name)),
    }
    takeRefundsFromMedusa({ ...desk.container, ...broken })
    expect(await press(desk, 400)).toMatch(/Record refund/)
    expect(place.shop.logged.join()).toContain("could not begin a refund request")
    expect(await requestsOf(desk)).toEqual([])
  })
})
