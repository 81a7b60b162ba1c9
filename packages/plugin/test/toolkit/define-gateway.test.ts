import { expect, it, vi } from "vitest"
import type { MerchantAccount } from "../../src/toolkit/contract/merchant-account"
import type { ShopOptions } from "../../src/toolkit/contract/shop-options"
import { defineGateway } from "../../src/toolkit/define-gateway"
import { twd } from "../../src/toolkit/twd"

const shop: ShopOptions = {
  backendUrl: "https://api.shop.tw",
  returnUrl: "https://shop.tw/payment/return",
  storefrontOrigins: ["https://shop.tw"],
  rounding: "refuse",
  limits: {},
}

const account: Omit<MerchantAccount, "id"> = {
  merchant: "M1",
  environment: "stage",
  tradeNumber: { length: 20, alphabet: "0123456789" },
  redaction: { kept: [], personal: [], secret: [] },
  rateLimits: { perTradeSeconds: 2, perMinute: 300 },
  start: { kind: "form", form: ({ tradeNo }) => ({ action: tradeNo, fields: {} }) },
  notice: null,
  query: vi.fn(),
}

it("opens an account with the options as the gateway reads them, under the gateway's id", () => {
  const readConfig = vi.fn(() => ({ shop, secret: twd(7) }))
  const openAccount = vi.fn(() => account)
  const acme = defineGateway({
    id: "acme",
    name: { en: "Acme", "zh-TW": "Acme" },
    methods: [],
    readConfig,
    openAccount,
  })
  expect(acme.openAccount("options")).toEqual({ shop, account: { id: "acme", ...account } })
  expect(readConfig).toHaveBeenCalledWith("options")
  expect(openAccount).toHaveBeenCalledWith({ shop, secret: 7 })
})
