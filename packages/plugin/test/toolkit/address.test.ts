import { describe, expect, it } from "vitest"
import { isGatewaysOwn } from "../../src/toolkit/address"

const LIVE = "https://api-pay.line.me"
const SANDBOX = "http://localhost:4545"

describe("a payment address that a gateway gives", () => {
  it.each([
    ["https://web-pay.line.me/web/payment/wait?transactionReserveId=1", LIVE],
    ["https://line.me/pay", LIVE],
    ["https://api-pay.line.me/x", LIVE],
    ["http://localhost:4545/pay/1", SANDBOX],
  ])("%s is its own at %s", (url, host) => expect(isGatewaysOwn(new URL(url), host, ["line.me"])).toBe(true))

  it.each([
    ["http://web-pay.line.me/web", LIVE],
    ["https://web-pay.line.me:8443/", LIVE],
    ["https://line.me.evil.tw/", LIVE],
    ["https://evilline.me/", LIVE],
    ["https://evil.tw/?line.me", LIVE],
    ["https://evil.tw/#.line.me", LIVE],
    ["http://localhost:4545/pay/1", LIVE],
    ["http://localhost:4546/", SANDBOX],
    ["https://web-pay.line.me/", SANDBOX],
  ])("%s is not at %s", (url, host) => expect(isGatewaysOwn(new URL(url), host, ["line.me"])).toBe(false))
})
