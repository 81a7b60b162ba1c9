import { describe, expect, it } from "vitest"
import { hasPluginEntry, isServer, providerIdsWith } from "../../src/payments/shop-config"

describe("work in the background", () => {
  it.each([["start"], ["develop"], ["start", "--port", "9000"]])("is done by a server: %s", (...args) => {
    expect(isServer(["node", "cli.js", ...args])).toBe(true)
  })

  it.each([["db:migrate"], ["exec", "./seed.ts"], ["user", "--email", "a@b.c"], ["plugin:build"]])(
    "is not begun by a command: %s",
    (...args) => {
      expect(isServer(["node", "cli.js", ...args])).toBe(false)
    },
  )
})

describe("the shop's configuration", () => {
  it("has the plugin's entry where its modules are", () => {
    expect(hasPluginEntry({ modules: {} })).toBe(false)
    expect(hasPluginEntry({ modules: { taiwanPaymentBackground: { resolve: "x" } } })).toBe(true)
  })

  it("names providers by their options", () => {
    const providers = [
      { resolve: "a", id: "main", options: { merchantId: "1" } },
      { resolve: "a", id: "second", options: { merchantId: "2" } },
      { resolve: "b", id: "main" },
    ]
    const config = { modules: { payment: { resolve: "payment", options: { providers } } } }
    expect(providerIdsWith({ merchantId: "2" }, config)).toEqual(["second"])
    expect(providerIdsWith({ merchantId: "3" }, config)).toEqual([])
    expect(providerIdsWith({}, { modules: {} })).toEqual([])
  })
})
