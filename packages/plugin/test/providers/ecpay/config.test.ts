import { describe, expect, it } from "vitest"
import { readConfig } from "../../../src/providers/ecpay/config"
import { ecpay } from "../../../src/providers/ecpay/gateway"
import { PaymentError } from "../../../src/toolkit/payment-error"
import { accountOf, LIVE_OPTIONS, STAGE_OPTIONS, signedNotice } from "../../ecpay-account"

/** 準備事項 › 測試介接資訊 (p=2856): merchant, HashKey, HashIV of every payment account published for tests. */
const PUBLISHED = [
  ["3002607", "pwFHCqoQZGmho4w6", "EkRm7iFT261dpevs"],
  ["3002599", "spPjZn66i0OhqJsQ", "hT5OJckN45isQTTs"],
  ["3365120", "oyQPlLVKop9xuwxw", "rljcW843laE9esfI"],
  ["2000132", "5294y06JbISpM5x9", "v77hoKGq4kWxNNIS"],
] as const

function problemsOf(options: unknown): string {
  try {
    readConfig(options)
  } catch (error) {
    if (error instanceof PaymentError && error.kind === "config") return error.message
    throw error
  }
  return ""
}

describe("ECPay's options", () => {
  it("tell every problem at once, and no key", () => {
    const message = problemsOf({
      ...STAGE_OPTIONS,
      merchantId: "ABC",
      hashKey: "secret-but-short",
      hashIv: undefined,
      previousKeys: [{ hashKey: "x" }],
      creditCheckCode: "12a",
      capture: "never",
      platformId: "12",
      storeId: "shop #1",
      language: "zh-TW",
      installments: ["3", "5"],
      atmExpireDays: 61,
      cvsExpireMinutes: 0,
      barcodeExpireDays: 7.5,
      subPayments: { atm: "CITI" },
      hiddenMethods: ["DigitalPayment"],
      hashkey: "typo",
    })
    for (const name of [
      "merchantId must be",
      "hashKey must be",
      "hashIv is missing",
      "previousKeys must be",
      "creditCheckCode must be",
      "capture must be",
      "platformId must be",
      "storeId must be",
      "language must be",
      "installments must be",
      "atmExpireDays must be",
      "cvsExpireMinutes must be",
      "barcodeExpireDays must be",
      "subPayments must be",
      "hiddenMethods must be",
      "hashkey is not an option",
    ])
      expect(message).toContain(name)
    expect(message).not.toMatch(/secret-but-short|typo/)
  })

  it.each<[unknown]>([[5], ["CATHAY"], [{ constructor: "x" }], [{ toString: "BOT" }], [{ cvs: "CATHAY" }]])(
    "take no sub-payment %j",
    (subPayments) => expect(problemsOf({ ...STAGE_OPTIONS, subPayments })).toContain("subPayments must be"),
  )

  it("name the method that a sub-payment was meant for", () => {
    expect(problemsOf({ ...STAGE_OPTIONS, subPayments: { amt: "CATHAY" } })).toContain("did you mean atm?")
  })

  it("want the check code where captures are made by hand", () => {
    expect(problemsOf({ ...STAGE_OPTIONS, capture: "manual" })).toContain(`capture "manual" needs creditCheckCode`)
    expect(problemsOf({ ...STAGE_OPTIONS, capture: "manual", creditCheckCode: "1234" })).toBe("")
  })

  it("have sensible defaults", () => {
    expect(readConfig(STAGE_OPTIONS)).toMatchObject({
      capture: "automatic",
      paymentHost: "https://payment-stage.ecpay.com.tw",
      installments: ["3", "6", "12"],
      lifetimes: { atm: "3", cvs: "10080", barcode: "7" },
      orderFields: {},
      subPayments: {},
      hiddenMethods: [],
    })
  })

  it("leave room for our routes in the 200 characters that ECPay takes", () => {
    const longest = `/pay/ecpay-installment_main/return?attempt=tpa_${"0".repeat(32)}&back=1`
    const backend = (length: number) => `https://${"a".repeat(length - 11)}.tw`
    const accepted = Array.from({ length: 200 }, (_, index) => backend(index + 20)).filter(
      (backendUrl) => problemsOf({ ...STAGE_OPTIONS, backendUrl }) === "",
    )
    const longestAccepted = accepted.at(-1) ?? ""
    expect(longestAccepted.length).toBeGreaterThan(60)
    expect(longestAccepted.length + longest.length).toBeLessThanOrEqual(200)
  })
})

describe("production", () => {
  it.each(PUBLISHED)("refuses the published account %s, in whole or in part", (merchantId, hashKey, hashIv) => {
    const message = problemsOf({ ...LIVE_OPTIONS, merchantId, hashKey, hashIv })
    for (const name of ["merchantId", "hashKey", "hashIv"])
      expect(message).toContain(`${name} is a published test credential`)
    expect(message).not.toContain(hashKey)
    for (const part of [{ merchantId }, { hashKey }, { hashIv }])
      expect(problemsOf({ ...LIVE_OPTIONS, ...part })).toContain("is a published test credential")
  })

  it.each(PUBLISHED)(
    "refuses the published keys of %s as previous keys: anybody could sign with them",
    (_id, key, iv) => {
      const previousKeys = [{ hashKey: key, hashIv: iv }]
      expect(problemsOf({ ...LIVE_OPTIONS, previousKeys })).toContain("is a published test credential")
    },
  )

  it("takes an account nobody has published, and only public addresses", () => {
    expect(problemsOf(LIVE_OPTIONS)).toBe("")
    expect(readConfig(LIVE_OPTIONS).paymentHost).toBe("https://payment.ecpay.com.tw")
    expect(problemsOf({ ...LIVE_OPTIONS, backendUrl: "http://localhost:9000" })).toContain("backendUrl must be")
  })
})

describe("a sandbox", () => {
  it("has one host for everything, and may use the published account", () => {
    const sandbox = { sandbox: "http://localhost:4545/" }
    expect(readConfig({ ...STAGE_OPTIONS, environment: sandbox }).paymentHost).toBe("http://localhost:4545")
  })

  it("is never at ECPay's own address", () => {
    const environment = { sandbox: "https://payment.ecpay.com.tw" }
    expect(problemsOf({ ...LIVE_OPTIONS, environment })).toContain("environment must be")
  })
})

describe("key rotation", () => {
  it("signs with the new keys and still reads notices signed with the old ones", () => {
    const { hashKey, hashIv } = LIVE_OPTIONS
    const account = readConfig({ ...STAGE_OPTIONS, hashKey, hashIv, previousKeys: [{ ...STAGE_OPTIONS }] })
    expect(account.keys.map((pair) => pair.hashKey)).toEqual([hashKey, STAGE_OPTIONS.hashKey])
  })
})

describe("ECPay as a gateway", () => {
  const { account } = accountOf()

  it("has ECPay's rules for trade numbers", () => {
    expect(account.tradeNumber.length).toBeLessThanOrEqual(20)
    expect(account.tradeNumber.alphabet).toMatch(/^[A-Za-z0-9]+$/)
  })

  it("acknowledges in exactly four bytes", () => {
    const { ack, refuse } = signedNotice(account)
    expect(ack).toEqual({ status: 200, type: "text/plain", body: "1|OK" })
    expect(refuse.body).not.toContain("OK")
  })

  it("names what must not be kept", () => {
    expect(account.redaction.secret).toEqual(expect.arrayContaining(["CheckMacValue", "HashKey", "HashIV"]))
    expect(account.redaction.personal).toEqual(["ATMAccNo", "WebATMAccNo"])
    expect(account.redaction.kept).not.toContain("CustomField1")
  })

  it("is ECPay", () => expect(ecpay).toMatchObject({ id: "ecpay", name: { "zh-TW": "綠界科技" } }))
})
