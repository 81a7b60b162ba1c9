import { describe, expect, it } from "vitest"
import { providersOf } from "../../../src/payments/provider/services"
import { fakeKind } from "../../fake-gateway"

describe("the services of a gateway", () => {
  it("are one a method, under identifiers that a region can enable", () => {
    expect(providersOf(fakeKind).map(({ identifier }) => identifier)).toEqual(
      fakeKind.methods.map(({ identifier }) => identifier),
    )
  })

  it("stop the boot with every problem of the options", () => {
    const [Service] = providersOf(fakeKind)
    expect(() => Service?.validateOptions({})).toThrow(/url is missing; colour is not an option/)
    expect(() => Service?.validateOptions({ url: "http://localhost" })).not.toThrow()
  })
})
