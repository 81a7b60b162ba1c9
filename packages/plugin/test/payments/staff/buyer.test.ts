import { describe, expect, it } from "vitest"
import { buyerOf } from "../../../src/payments/staff/buyer"

const wang = { first_name: "小明", last_name: "王", phone: "0912345678" }

describe("who buys", () => {
  it("is the one to whom the goods go, with the customer's page", () => {
    const customer = { id: "cus_1", first_name: "Amy", last_name: "Chen", phone: null }
    expect(buyerOf({ email: "w@example.tw", customer, shipping_address: wang })).toEqual({
      ...{ name: "王小明", email: "w@example.tw", phone: "0912345678", customer_id: "cus_1" },
    })
    expect(buyerOf({ email: "w@example.tw", customer, shipping_address: null })).toMatchObject({ name: "Amy Chen" })
  })

  it("is told of as far as it is known, and nobody where nothing is", () => {
    expect(buyerOf({ email: "w@example.tw" })).toEqual({
      ...{ name: null, email: "w@example.tw", phone: null, customer_id: null },
    })
    expect(buyerOf({ email: null, shipping_address: { first_name: " ", last_name: "" } })).toBeNull()
  })
})
