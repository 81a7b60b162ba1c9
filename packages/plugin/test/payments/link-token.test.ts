import { describe, expect, it } from "vitest"
import { linkToken, readLinkToken } from "../../src/payments/link-token"

const link = { subject: "order_01KB3T6ZJ4K8", endsAt: new Date("2026-12-12T00:00:00Z") }
const token = linkToken("secret", link)

describe("a payment link", () => {
  it("says its order and its end, and is the same for the same order and day", () => {
    expect(readLinkToken("secret", token)).toEqual(link)
    expect(linkToken("secret", link)).toBe(token)
  })

  it("is made by nobody without the secret, and is none of Medusa's own signatures", () => {
    expect(readLinkToken("other", token)).toBeNull()
    expect(linkToken("other", link)).not.toBe(token)
  })

  it.each([
    ["another order", token.replace("order_01KB3T6ZJ4K8", "order_01KB3T6ZJ4K9")],
    ["a later end", token.replace(/\.(\w+)\./, ".zzzzzz.")],
    ["no seal", token.split(".").slice(0, 2).join(".")],
    ["a shorter seal", token.slice(0, -1)],
    ["another letter in its seal", token.slice(0, -1) + (token.endsWith("A") ? "B" : "A")],
    ["something behind it", `${token}.x`],
    ["a line break", `${token}\n`],
    ["nothing", ""],
  ])("is not taken with %s", (_, altered) => expect(readLinkToken("secret", altered)).toBeNull())
})
