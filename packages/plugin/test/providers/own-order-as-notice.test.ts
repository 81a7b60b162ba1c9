import { expect, it } from "vitest"
import { ecpay } from "../../src/providers/ecpay/gateway"
import { newebpay } from "../../src/providers/newebpay/gateway"
import { payuni } from "../../src/providers/payuni/gateway"
import type { Gateway } from "../../src/toolkit/contract/gateway"
import type { StartRequest } from "../../src/toolkit/contract/start-request"
import { twd } from "../../src/toolkit/twd"

const SHOP = {
  environment: { sandbox: "http://localhost:4545" },
  backendUrl: "https://api.shop.tw",
  storefrontUrl: "https://shop.tw",
}
const LONG_KEYS = { hashKey: "0123456789abcdef0123456789ABCDEF", hashIv: "fedcba9876543210" }

const ACCOUNTS: readonly (readonly [Gateway, object])[] = [
  [ecpay, { merchantId: "3002607", hashKey: "pwFHCqoQZGmho4w6", hashIv: "EkRm7iFT261dpevs" }],
  [newebpay, { merchantId: "MS1234567890", ...LONG_KEYS }],
  [payuni, { merId: "SHOP1", ...LONG_KEYS }],
]

function requestFor(gateway: Gateway, id: string): StartRequest {
  const method = gateway.methods.find((candidate) => candidate.id === id)
  if (!method) throw new Error(`There is no method ${id}.`)
  return {
    tradeNo: "0123456789ABCDEFGHIJ",
    method,
    amount: twd(1000),
    at: new Date("2026-11-22T10:00:00Z"),
    locale: "zh-TW",
    items: [],
    shipping: [],
    buyer: { email: null, name: null, phone: null },
    sessionId: "payses_1",
    urls: {
      notify: "https://api.shop.tw/pay/a/notify",
      return: "https://api.shop.tw/pay/a/return?attempt=1",
      back: "https://api.shop.tw/pay/a/return?attempt=1&back=1",
      preChargeCheck: "https://api.shop.tw/pay/a/gate",
    },
  }
}

const CASES = ACCOUNTS.flatMap(([gateway, options]) =>
  gateway.methods.map(({ id }) => [gateway.id, id, gateway, options] as const),
)

it.each(CASES)(
  "%s: our own order (%s), which the buyer's browser carries, is none of its notices",
  (...[, id, gateway, options]) => {
    const { start, notice } = gateway.openAccount({ ...SHOP, ...options }).account
    if (start.kind !== "form" || notice?.kind !== "signed") throw new Error("Its orders are forms, its notices signed.")
    const { fields } = start.form(requestFor(gateway, id))
    const body = Buffer.from(new URLSearchParams({ ...fields }).toString())
    expect(() => notice.verify({ body, headers: {}, query: "" })).toThrow(/is not a notice|did not write/)
  },
)
