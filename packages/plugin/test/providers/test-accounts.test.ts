import { afterEach, describe, expect, it, vi } from "vitest"
import { openMethodAccount } from "../../src/payments/method-account"
import { ecpay } from "../../src/providers/ecpay/gateway"
import { jkopay } from "../../src/providers/jkopay/gateway"
import { linepay } from "../../src/providers/linepay/gateway"
import { newebpay } from "../../src/providers/newebpay/gateway"
import { payuni } from "../../src/providers/payuni/gateway"
import { tappay } from "../../src/providers/tappay/gateway"
import type { Gateway } from "../../src/toolkit/contract/gateway"

const PLACES = { backendUrl: "https://api.shop.example.tw", storefrontUrl: "https://shop.example.tw" }

const ECPAY = { merchantId: "3002607", hashKey: "pwFHCqoQZGmho4w6", hashIv: "EkRm7iFT261dpevs" }
const OWN_ECPAY = { merchantId: "3111111", hashKey: "A".repeat(16), hashIv: "B".repeat(16) }
const LONG = { hashKey: "12345678901234567890123456789012", hashIv: "1234567890123456" }

/** A test account of each gateway, as its vendor publishes it or, where none is published, made up. */
const TEST_ACCOUNTS: readonly [Gateway, Record<string, unknown>][] = [
  [ecpay, ECPAY],
  [newebpay, { merchantId: "MS127874575", hashKey: "Fs5cX1TGqYM2PpdbE14a9H83YQSQF5jn", hashIv: "C6AcmfqJILwgnhIP" }],
  [payuni, { merId: "S01234567", ...LONG }],
  [linepay, { channelId: "1650000001", channelSecret: "sandbox-linepay-contracted-secret" }],
  [
    jkopay,
    {
      apiKey: "sandbox-jkopay-api-key",
      secretKey: "r0odDC1e9LHXDmxuvmOv9bgaWLf2CXB2c4gMheoFucVKNMi1K0Id9zwRHJF1r-kdtAKriKgb11VDlo7Kb8R-FQ",
      storeId: "35f12dff-1581-11e9-a054-00505684fd45",
    },
  ],
  [
    tappay,
    {
      partnerKey: "partner_6ID1DoDlaPrfHw6HBZsULfTYtDmWs0q0ZZGKMBpp4YICWBxgK97eK3RM",
      appId: "11327",
      appKey: "app_whdEWBH8e8Lzy4N6BysVRRMILYORF6UxXbiOFsICkz0J9j1C0JUlCHv1tVJC",
      merchantIds: { card: "GlobalTesting_CTBC" },
    },
  ],
]

function open(gateway: Gateway, options: Record<string, unknown>): void {
  const [method] = gateway.methods
  if (method) openMethodAccount(gateway, method, { ...PLACES, ...options })
}

afterEach(() => vi.unstubAllEnvs())

describe.each(TEST_ACCOUNTS)("a test account of %#", (gateway, account) => {
  const refuses = (options: object, words: RegExp) => {
    expect(() => open(gateway, { ...account, ...options })).toThrow(words)
  }

  it.each([{ sandbox: "http://localhost:4090" }, "stage"])("is refused on a live server at %j", (environment) => {
    // Medusa takes both for production.
    for (const mode of ["production", "prod"]) {
      vi.stubEnv("NODE_ENV", mode)
      refuses({ environment }, new RegExp(`NODE_ENV is ${mode},.*allowTestEnvironment`))
    }
  })

  it.each([undefined, "", "Production", "prod", "live", "PRODUCTION "])(
    "is never the sandbox by silence, at %j",
    (environment) => {
      for (const mode of ["production", "development"]) {
        vi.stubEnv("NODE_ENV", mode)
        refuses({ environment, allowTestEnvironment: true }, /environment (must be|is missing)/)
      }
    },
  )

  it.each([{ sandbox: "http://localhost:4090" }, "stage"])("may be at %j where an option says so", (environment) => {
    vi.stubEnv("NODE_ENV", "production")
    expect(() => open(gateway, { ...account, environment, allowTestEnvironment: true })).not.toThrow()
  })

  it("needs no permission on a developer's machine", () => {
    vi.stubEnv("NODE_ENV", "development")
    expect(() => open(gateway, { ...account, environment: { sandbox: "http://localhost:4090" } })).not.toThrow()
  })

  it("gets no permission that is not a plain yes", () => {
    vi.stubEnv("NODE_ENV", "production")
    refuses({ environment: "stage", allowTestEnvironment: "true" }, /allowTestEnvironment must be true or false/)
  })
})

describe("a published key in production", () => {
  const published = TEST_ACCOUNTS.filter(([gateway]) => gateway !== linepay)

  it.each(published)("is refused, whatever is allowed (%#)", (gateway, account) => {
    vi.stubEnv("NODE_ENV", "production")
    const options = { ...account, environment: "production", allowTestEnvironment: true }
    expect(() => open(gateway, options)).toThrow(/published test/)
  })

  it("is refused among the previous keys and accounts, too", () => {
    vi.stubEnv("NODE_ENV", "production")
    const own = { ...OWN_ECPAY, environment: "production" }
    expect(() => open(ecpay, own)).not.toThrow()
    expect(() =>
      open(ecpay, { ...own, previousKeys: [ECPAY].map(({ hashKey, hashIv }) => ({ hashKey, hashIv })) }),
    ).toThrow(/published/)
    expect(() => open(ecpay, { ...own, previous: [ECPAY] })).toThrow(/published/)
  })
})

describe("a name that is almost right", () => {
  it.each([
    [{ ...ECPAY, environment: "Production" }, /environment must be .*did you mean "production"\?/],
    [{ ...ECPAY, environment: "staging" }, /did you mean "stage"\?/],
    [{ ...ECPAY, environment: "stage", hashIV: "x" }, /hashIV is not an option; did you mean hashIv\?/],
    [{ ...ECPAY, environment: "stage", backendURL: "x" }, /did you mean backendUrl\?/],
    [
      { ...ECPAY, environment: "stage", limits: { credti: { min: 1 } } },
      /limits.credti: there is no such method; did you mean credit\?/,
    ],
  ])("is told %#", (options, words) => {
    expect(() => open(ecpay, options)).toThrow(words)
  })

  it("is not guessed at, and never repeated", () => {
    expect(() => open(ecpay, { ...ECPAY, environment: "pwFHCqoQZGmho4w6" })).toThrow(/^(?!.*pwFHCq)(?!.*did you mean)/)
  })
})
