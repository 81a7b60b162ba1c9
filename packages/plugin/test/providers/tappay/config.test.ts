import { describe, expect, it } from "vitest"
import { tappay } from "../../../src/providers/tappay/gateway"
import { KEYS } from "./merchant"

const OWN = {
  partnerKey: "partner_of_this_shop",
  appId: 20001,
  appKey: "app_of_this_shop",
  merchantIds: { card: "shop_CTBC" },
  backendUrl: "https://api.shop.example.tw",
  storefrontUrl: "https://shop.example.tw",
  environment: "production",
}

const open = (changes: object = {}) => tappay.openAccount({ ...OWN, ...changes })

describe("TapPay's options", () => {
  it("are complete", () => expect(open().account).toMatchObject({ merchant: "20001", environment: "production" }))

  it("are all named at once where they are missing", () => {
    expect(() => tappay.openAccount({})).toThrow(
      /partnerKey is missing.*appId is missing.*appKey is missing.*merchantIds/,
    )
  })

  it.each([
    [{ merchantIds: {} }, /merchantIds is missing or empty/],
    [{ merchantIds: { cash: "x" } }, /merchantIds\.cash: there is no such method/],
    [{ merchantIds: { card: "" } }, /merchantIds\.card must be/],
    [{ merchantIds: { card: [] } }, /merchantIds\.card must be/],
    [{ merchantIds: { card: ["shop_CTBC", 7] } }, /merchantIds\.card must be/],
    [{ installment: 5 }, /installment must be one of 3, 6, 12/],
    [{ capture: "later" }, /capture must be one of/],
    [{ threeDomainSecure: "yes" }, /threeDomainSecure must be true or false/],
    [{ appId: "app" }, /appId must be/],
    [{ backendUrl: "https://api.shop.example.tw:8443" }, /backendUrl must be a public https address without a port/],
  ])("refuse %o", (changes, words) => {
    expect(() => open(changes)).toThrow(words)
  })

  it.each([
    [{ partnerKey: KEYS.partnerKey }, /partnerKey is a published/],
    [{ appKey: KEYS.appKey }, /appKey is a published/],
    [{ merchantIds: { card: "GlobalTesting_CTBC" } }, /merchantIds\.card is a published/],
    [{ merchantIds: { card: ["shop_CTBC", "GlobalTesting_CTBC"] } }, /merchantIds\.card is a published/],
  ])("refuse in production what TapPay publishes for tests: %o", (changes, words) => {
    expect(() => open(changes)).toThrow(words)
    expect(() => open({ ...changes, environment: "stage" })).not.toThrow()
  })
})
