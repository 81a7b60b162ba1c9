import { describe, expect, it } from "vitest"
import { type CheckoutForm, cartChanges, findProblems } from "../src/checkout-form"

const good: CheckoutForm = {
  email: "ming@example.com",
  name: "王小明",
  phone: "0912-345-678",
  city: "臺北市",
  district: "大安區",
  address: "永康街 31 巷 1 號",
}

describe("findProblems", () => {
  it("names every empty field, in the order of the page", () => {
    const empty = { email: "", name: " ", phone: "", city: "", district: "", address: "\t" }
    expect(Object.keys(findProblems(empty, true))).toEqual(["email", "name", "phone", "city", "district", "address"])
    expect(Object.keys(findProblems(empty, false))).toEqual(["email", "name", "phone"])
  })

  it.each(["ming", "ming@example", "a b@example.com", "@example.com"])("refuses the e-mail %j", (email) => {
    expect(findProblems({ ...good, email }, true)).toEqual({ email: "errorEmail" })
  })

  it.each(["0912", "+1 415 555 0100", "09123456789012", "電話"])("refuses the phone number %j", (phone) => {
    expect(findProblems({ ...good, phone }, true)).toEqual({ phone: "errorPhone" })
  })

  it.each(["0912345678", "+886 912 345 678", "(02) 2321-1234", "886912345678"])(
    "takes the phone number %j",
    (phone) => {
      expect(findProblems({ ...good, phone }, true)).toEqual({})
    },
  )
})

describe("cartChanges", () => {
  it("leaves no old address in an order that is picked up", () => {
    const { shipping_address } = cartChanges(good, false)
    expect(shipping_address).toMatchObject({ province: "", city: "", address_1: "", country_code: "tw" })
  })

  it("puts county and district into Medusa's fields", () => {
    const { email, shipping_address } = cartChanges({ ...good, email: " ming@example.com " }, true)
    expect(email).toBe("ming@example.com")
    expect(shipping_address).toMatchObject({ province: "臺北市", city: "大安區", first_name: "王小明" })
  })
})
