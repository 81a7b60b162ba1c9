import { describe, expect, it } from "vitest"
import { readPluginOptions } from "../../src/modules/background/options"

const DEFAULTS = {
  ...{ jobSeconds: 60, completeCart: "complete-cart", retentionDays: 730, mayCharge: null, guestOrders: false },
  paymentPage: { name: null, logo: null, color: null },
  refundDesk: null,
  ...{ messages: { buyers: [], staff: null, from: null, templates: {} }, expiringHours: 24 },
}

describe("the options of the plugin's entry", () => {
  it("may be left out", () => {
    expect([undefined, {}].map(readPluginOptions)).toEqual([DEFAULTS, DEFAULTS])
  })

  it("say how often jobs run", () => {
    expect(readPluginOptions({ jobSeconds: 5 })).toEqual({ ...DEFAULTS, jobSeconds: 5 })
    expect(() => readPluginOptions({ jobSeconds: 0 })).toThrow(/jobSeconds must be a whole number of seconds/)
  })

  it("name the workflow that places orders (42)", () => {
    expect(readPluginOptions({ completeCart: "split-and-complete" }).completeCart).toBe("split-and-complete")
    expect(() => readPluginOptions({ completeCart: () => {} })).toThrow(/completeCart must be the id of a workflow/)
  })

  it("say for how long personal data is kept, and not for less than a refund takes", () => {
    expect(readPluginOptions({ retentionDays: 3650 })).toEqual({ ...DEFAULTS, retentionDays: 3650 })
    expect(() => readPluginOptions({ retentionDays: 7 })).toThrow(/retentionDays must be a whole number of days/)
  })

  it("may give the shop its own word on a charge (47)", () => {
    const mayCharge = () => true
    expect(readPluginOptions({ mayCharge })).toEqual({ ...DEFAULTS, mayCharge })
    expect(() => readPluginOptions({ mayCharge: "yes" })).toThrow(/mayCharge must be a function/)
  })

  it("may let guests look up their orders", () => {
    expect(readPluginOptions({ guestOrders: true })).toEqual({ ...DEFAULTS, guestOrders: true })
    expect(() => readPluginOptions({ guestOrders: "yes" })).toThrow(/guestOrders/)
  })

  it("give the page of a payment link the shop's look", () => {
    const look = { name: "巷口茶室", color: "#0f7a5f", logo: "https://shop.example.tw/logo.svg" }
    expect(readPluginOptions({ paymentPage: look })).toEqual({
      ...DEFAULTS,
      paymentPage: { ...look, logo: new URL(look.logo) },
    })
  })

  it.each([
    ["no object", "red"],
    ["a colour that is more than one", { color: "#fff; } body { display: none" }],
    ["a logo that is no address", { logo: "javascript:alert(1)" }],
    ["a name with a line break", { name: "a\nb" }],
    ["what it does not know", { colour: "#0f7a5f" }],
  ])("refuse a look with %s", (_, paymentPage) => {
    expect(() => readPluginOptions({ paymentPage })).toThrow(/paymentPage/)
  })

  it("switch messages on, all of them or some", () => {
    const read = (messages: unknown) => readPluginOptions({ messages }).messages
    expect(read({ buyers: true }).buyers).toHaveLength(6)
    expect(read({ buyers: ["paid", "voucher_issued"] }).buyers).toEqual(["voucher_issued", "paid"])
    const staff = { to: ["a@shop.example"], alarms: true, digest: true, locale: "zh-TW" }
    expect(read({ staff: { to: ["a@shop.example"] } }).staff).toEqual(staff)
    expect(read({ from: "Alley Tea House <tea@shop.example>" }).from).toBe("Alley Tea House <tea@shop.example>")
  })

  it.each([
    [{ buyers: ["voucher_isued"] }, /no message voucher_isued; did you mean voucher_issued\?/],
    [{ buyer: true }, /messages.*buyer is not an option; did you mean buyers\?/],
    [{ staff: { to: "a@shop.example" } }, /staff.*to must be a list of e-mail addresses/],
    [{ staff: { to: ["a@shop.example", "a@b\nBcc: c@d"] } }, /to must be a list/],
    [{ staff: { to: ["a@shop.example"], alarm: false } }, /alarm is not an option; did you mean alarms\?/],
    [{ from: "Tea\r\nBcc: x@y.example <a@shop.example>" }, /from must be/],
    [{ templates: { payed: () => {} } }, /templates.payed: there is no such message; did you mean paid\?/],
    [{ templates: { paid: "hello" } }, /templates must be an object of functions/],
    [true, /messages must be an object/],
  ])("refuse messages %o", (messages, words) => {
    expect(() => readPluginOptions({ messages })).toThrow(words)
  })

  it("say how soon before its end a number is told of", () => {
    expect(readPluginOptions({ expiringHours: 6 }).expiringHours).toBe(6)
    expect(() => readPluginOptions({ expiringHours: 0 })).toThrow(/expiringHours must be a whole number of hours/)
  })

  it("refuse an account's options, which would do nothing there", () => {
    expect(() => readPluginOptions({ merchantId: "3002607" })).toThrow(/in plugins.*merchantId is not an option/)
  })

  it("open a refund desk, which needs a key that was ever random", () => {
    const keys = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA="
    const read = (refundDesk: unknown) => readPluginOptions({ refundDesk }).refundDesk
    expect(read({ keys })).toMatchObject({
      secondPerson: false,
      linkDays: 14,
      keepDays: 30,
      keys: [{ bytes: expect.any(Buffer) }],
    })
    expect(read({ keys: [keys], secondPerson: true, linkDays: 3 })).toMatchObject({ secondPerson: true, linkDays: 3 })
    expect(() => read({})).toThrow(/keys is missing/)
    expect(() => read({ keys: "short" })).toThrow(/keys must be 32 random bytes/)
    expect(() => read({ keys, linkDays: 0 })).toThrow(/linkDays must be a whole number of days/)
    expect(() => read({ keys, secondPersons: true })).toThrow(/did you mean secondPerson/)
    expect(() => read(true)).toThrow(/refundDesk must be an object/)
  })
})
