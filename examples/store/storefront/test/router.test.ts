import { describe, expect, it } from "vitest"
import { matchPath } from "../src/router"

describe("matchPath", () => {
  it.each([
    ["/products/:handle", "/products"],
    ["/products/:handle", "/products/"],
    ["/products/:handle", "/products/a/b"],
    ["/products/:handle", "/products/%E0%A4%A"],
    ["/cart", "/carts"],
    ["/", "/cart"],
  ])("does not fit %s to %s", (pattern, path) => {
    expect(matchPath(pattern, path)).toBeNull()
  })

  it("names the parts, decoded", () => {
    expect(matchPath("/products/:handle", "/products/%E8%8C%B6")).toEqual({ handle: "茶" })
    expect(matchPath("/orders/:session", "/orders/payses_1/")).toEqual({ session: "payses_1" })
    expect(matchPath("/", "/")).toEqual({})
  })
})
