import { describe, expect, it } from "vitest"
import { appAddress } from "../../src/toolkit/app-address"
import { onwardAddress, vendorAddress } from "../../src/toolkit/payment-address"

const SANDBOX = { sandbox: "http://127.0.0.1:4090" }

describe("an app's address", () => {
  it.each(["myshop://payment/return", "line://pay/payment/abc", "com.shop.app://x"])("is %s", (address) => {
    expect(appAddress(address)?.href).toBe(address)
  })

  it.each([
    ...["https://shop.tw/", "javascript://x/%0aalert(1)", "data://x", "file://etc/passwd", "intent://x#Intent;end"],
    ...["myshop:payment", "myshop:///", "blob://x", "//evil.example", "", null, 5, "my shop://x"],
  ])("is not %j", (address) => expect(appAddress(address)).toBeNull())
})

describe("a vendor's payment address (50)", () => {
  const read = (address: unknown) => vendorAddress(address, "production", ["line.me"])

  it.each(["https://web-pay.line.me/web/payment/wait?x=1", "https://line.me/"])(
    "is https at its host: %s",
    (address) => {
      expect(read(address)).toBe(address)
    },
  )

  it.each([
    ...[
      "http://web-pay.line.me/",
      "https://line.me.evil.example/",
      "https://evilline.me/",
      "https://line.me@evil.example/",
      "https://web-pay.line.me:8443/",
      "https://evil.example/?line.me",
      "https://evil.example/#.line.me",
      "http://localhost:4090/pay/1",
    ],
    ...["https://user@web-pay.line.me/", "javascript:alert(1)", "line://pay", "", undefined, { toString: () => "x" }],
  ])("is not %j", (address) => expect(read(address)).toBeNull())

  it("is a page at whatever host at a sandbox", () => {
    expect(vendorAddress("http://localhost:4090/x", SANDBOX, ["line.me"])).toBe("http://localhost:4090/x")
    expect(vendorAddress("line://pay", SANDBOX, ["line.me"])).toBeNull()
  })
})

describe("an address at which a buyer goes on (38)", () => {
  it.each(["https://redirect.tappaysdk.com/x", "line://pay/payment/abc", "jkos://pay"])("may be %s", (address) => {
    expect(onwardAddress(address, "production")).toBe(address)
  })

  it.each(["http://redirect.tappaysdk.com/x", "javascript:alert(1)", "javascript://x", "", null])(
    "is not %j",
    (address) => {
      expect(onwardAddress(address, "production")).toBeNull()
    },
  )

  it("is plain at a sandbox", () => expect(onwardAddress("http://127.0.0.1:1/", SANDBOX)).toBe("http://127.0.0.1:1/"))
})
