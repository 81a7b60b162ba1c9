import { FakeBank } from "./fake-bank.mjs"

const KEY = "sk_test_taixbank"

/** What is true of the provider: `prove` holds it against nothing else. */
export const facts = {
  options: {
    apiKey: KEY,
    merchantId: "999000123456789",
    resultUrl: "https://shop.example/hooks/payment/Taiwan-Paid-Version_main",
    returnUrl: "https://shop.example/checkout",
    timeoutMs: 1500,
  },
  required: ["apiKey", "merchantId", "resultUrl", "returnUrl"],
  secrets: [KEY],
  hosts: ["api.taixbank.example"],
  currency: "twd",
  digits: 0,
  capture: "manual",
  refund: "partial",
  notices: "unsigned",
  later: false,
  patienceMs: 15_000,
}

export const bank = () => new FakeBank(KEY)
