import { describe, expect, it, vi } from "vitest"
import { requestToken } from "../src/hosted/token.js"
import { anAccess, fakeSdk } from "./fake-sdk.js"

type Tell = (...told: unknown[]) => void

const price = { amount: 1060, label: "巷口茶室" }

/** Asks a part of the script that calls back with these. */
function ask(sdkName: string, ...told: unknown[]) {
  const { sdk } = fakeSdk({ [sdkName]: { getPrime: (tell: Tell) => tell(...told) } })
  return requestToken(sdk, anAccess({ sdk: sdkName }), price)
}

describe("requestToken", () => {
  it.each([
    ["a refused card", "card", [{ status: 44, msg: "Invalid arguments : card number" }], 44],
    ["a wallet's error first", "easyWallet", [{ status: 931, msg: "no" }, null], 931],
    ["success without a token", "linePay", [{ status: 0, msg: "Success" }], 0],
    ["an empty token", "card", [{ status: 0, card: { prime: "" } }], 0],
    ["nothing at all", "plusPay", [], null],
  ] as const)("takes %s for no token", async (_, part, told, code) => {
    await expect(ask(part, ...told)).rejects.toMatchObject({ kind: "no-token", code, passing: false })
  })

  it.each(["unheardOf", "setupSDK", "constructor"])("has no token from %s", async (name) => {
    await expect(requestToken(fakeSdk().sdk, anAccess({ sdk: name }), price)).rejects.toMatchObject({
      kind: "no-token",
    })
  })

  it.each([
    ["card", [{ status: 0, card: { prime: "test_1" } }], "test_1"],
    ["linePay", [{ status: 0, prime: "ln_1" }], "ln_1"],
    ["easyWallet", [null, { status: 0, prime: "ew_1" }], "ew_1"],
  ] as const)("finds the token however %s calls back", async (part, told, token) => {
    await expect(ask(part, ...told)).resolves.toBe(token)
  })
})

describe("wallets of phones", () => {
  function google(canUse: boolean) {
    const part = {
      setupGooglePay: vi.fn(),
      setupPaymentRequest: vi.fn((_request: unknown, tell: Tell) => tell(null, { canUseGooglePay: canUse })),
      getPrime: vi.fn((tell: Tell) => tell(null, "gp_1", {})),
    }
    const access = anAccess({ sdk: "googlePay", google_merchant_id: "BCR1" })
    return { part, token: requestToken(fakeSdk({ googlePay: part }).sdk, access, price) }
  }

  it("open no sheet where the device has none", async () => {
    const { part, token } = google(false)
    await expect(token).rejects.toMatchObject({ kind: "no-token" })
    expect(part.getPrime).not.toHaveBeenCalled()
  })

  it("are told the price and the merchant before", async () => {
    const { part, token } = google(true)
    await expect(token).resolves.toBe("gp_1")
    expect(part.setupGooglePay).toHaveBeenCalledWith(expect.objectContaining({ googleMerchantId: "BCR1" }))
    expect(part.setupPaymentRequest.mock.calls[0]?.[0]).toMatchObject({ price: "1060", currency: "TWD" })
  })

  it("show the shop's name and the price on Apple's sheet", async () => {
    const part = {
      setupApplePay: vi.fn(),
      setupPaymentRequest: vi.fn((_request: unknown, tell: Tell) => tell({ canMakePaymentWithActiveCard: true })),
      getPrime: (tell: Tell) => tell({ status: 0, prime: "ap_1" }),
    }
    const access = anAccess({ sdk: "paymentRequestApi", apple_merchant_id: "merchant.tw.shop" })
    await expect(requestToken(fakeSdk({ paymentRequestApi: part }).sdk, access, price)).resolves.toBe("ap_1")
    expect(part.setupApplePay).toHaveBeenCalledWith({ merchantIdentifier: "merchant.tw.shop", countryCode: "TW" })
    expect(part.setupPaymentRequest.mock.calls[0]?.[0]).toMatchObject({
      total: { label: "巷口茶室", amount: { currency: "TWD", value: "1060" } },
    })
  })

  it("are cancelled with words, on Samsung's sheet", async () => {
    const part = {
      setup: vi.fn(),
      setupPaymentRequest: vi.fn(),
      getPrime: (tell: Tell) => tell({ status: 401, msg: "no" }),
    }
    const asking = requestToken(fakeSdk({ samsungPay: part }).sdk, anAccess({ sdk: "samsungPay" }), price)
    await expect(asking).rejects.toMatchObject({ kind: "no-token", code: 401 })
    expect(part.setupPaymentRequest).toHaveBeenCalledOnce()
  })
})
