import { describe, expect, it } from "vitest"
import { readPluginOptions } from "../../src/modules/background/options"

describe("the options of the plugin's entry", () => {
  it("may be left out", () => {
    expect([undefined, {}].map(readPluginOptions)).toEqual([{ jobSeconds: 60 }, { jobSeconds: 60 }])
  })

  it("say how often jobs run", () => {
    expect(readPluginOptions({ jobSeconds: 5 })).toEqual({ jobSeconds: 5 })
    expect(() => readPluginOptions({ jobSeconds: 0 })).toThrow(/jobSeconds must be a whole number of seconds/)
  })

  it("refuse an account's options, which would do nothing there", () => {
    expect(() => readPluginOptions({ merchantId: "3002607" })).toThrow(/in plugins.*merchantId is not an option/)
  })
})
