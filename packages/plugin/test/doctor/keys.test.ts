import { type Sandbox, startSandbox } from "@taiwan-payments/sandbox"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { accountFacts } from "../../src/doctor/gather/keys"
import { ecpay } from "../../src/providers/ecpay/gateway"
import { jkopay } from "../../src/providers/jkopay/gateway"
import { linepay } from "../../src/providers/linepay/gateway"
import { newebpay } from "../../src/providers/newebpay/gateway"
import { payuni } from "../../src/providers/payuni/gateway"
import { tappay } from "../../src/providers/tappay/gateway"
import type { Gateway } from "../../src/toolkit/contract/gateway"
import { openBank } from "../fake-bank"
import { fakeKind } from "../fake-gateway"
import { useShop } from "../shop-database"

const place = useShop()
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox?.close())
beforeEach(() => place.shop.db("taiwan_payment_absence").delete())

type Options = Readonly<Record<string, unknown>>

const SHOP = { backendUrl: "http://localhost:9", storefrontUrl: "http://localhost:9" }

/** Each gateway, its account in the sandbox, and the same account with a key that is not the gateway's. */
const ACCOUNTS: readonly (readonly [gateway: Gateway, account: Options, wrong: Options])[] = [
  [
    ecpay,
    { merchantId: "3002607", hashKey: "pwFHCqoQZGmho4w6", hashIv: "EkRm7iFT261dpevs" },
    { hashKey: "AAAAAAAAAAAAAAAA" },
  ],
  [
    newebpay,
    { merchantId: "MS127874575", hashKey: "Fs5cX1TGqYM2PpdbE14a9H83YQSQF5jn", hashIv: "C6AcmfqJILwgnhIP" },
    { hashKey: "A".repeat(32) },
  ],
  [
    payuni,
    { merId: "S01234567", hashKey: "12345678901234567890123456789012", hashIv: "1234567890123456" },
    { hashKey: "A".repeat(32) },
  ],
  [
    tappay,
    {
      partnerKey: "partner_6ID1DoDlaPrfHw6HBZsULfTYtDmWs0q0ZZGKMBpp4YICWBxgK97eK3RM",
      appId: "11327",
      appKey: "app_whdEWBH8e8Lzy4N6BysVRRMILYORF6UxXbiOFsICkz0J9j1C0JUlCHv1tVJC",
      merchantIds: { card: "GlobalTesting_CTBC" },
    },
    { partnerKey: `partner_${"A".repeat(56)}` },
  ],
  [
    linepay,
    { channelId: "1650000000", channelSecret: "sandbox-linepay-channel-secret" },
    { channelSecret: "A".repeat(32) },
  ],
  [
    jkopay,
    {
      apiKey: "sandbox-jkopay-api-key",
      secretKey: "r0odDC1e9LHXDmxuvmOv9bgaWLf2CXB2c4gMheoFucVKNMi1K0Id9zwRHJF1r-kdtAKriKgb11VDlo7Kb8R-FQ",
      storeId: "35f12dff-1581-11e9-a054-00505684fd45",
    },
    { secretKey: "A".repeat(86) },
  ],
]

function look(gateway: Gateway, options: Options) {
  const account = gateway.openAccount({ ...SHOP, environment: { sandbox: sandbox.url }, ...options })
  return accountFacts({ gateway, account, providerIds: [] }, place.shop.context.ledger)
}

describe("a question about a trade that does not exist", () => {
  it.each(ACCOUNTS)("proves the keys of $id", async (gateway, account) => {
    expect(await look(gateway, account)).toMatchObject({ keys: { verdict: "right" } })
  })

  it.each(ACCOUNTS)("shows wrong keys of $id", async (gateway, account, wrong) => {
    const { keys } = await look(gateway, { ...account, ...wrong })
    expect(["wrong", "refused"], JSON.stringify(keys)).toContain(keys.verdict)
    expect(keys.detail).not.toBe("")
  })

  it("shows a gateway that cannot be reached", async () => {
    const [[gateway, account] = []] = ACCOUNTS
    if (!gateway) throw new Error("there is no account")
    const facts = await look(gateway, { ...account, environment: { sandbox: "http://127.0.0.1:1" } })
    expect(facts.keys.verdict).toBe("unreachable")
    expect(facts.skewMs).toBeNull()
  })
})

describe("the budget of an account that is locked out for asking too much", () => {
  const account = (url: string, notFoundPerHour: number) => fakeKind.openAccount({ url, notFoundPerHour })

  it("is spent by a quarter at most", async () => {
    const bank = await openBank()
    const opened = account(bank.url, 8)
    const ask = () => accountFacts({ gateway: fakeKind, account: opened, providerIds: [] }, place.shop.context.ledger)
    const verdicts = [await ask(), await ask(), await ask()].map(({ keys }) => keys.verdict)
    expect(verdicts).toEqual(["right", "right", "spared"])
  })

  it("is not touched where it cannot be counted", async () => {
    const bank = await openBank()
    const facts = await accountFacts({ gateway: fakeKind, account: account(bank.url, 8), providerIds: [] }, null)
    expect(facts.keys.verdict).toBe("spared")
  })

  it("is not spent by a question that found out nothing", async () => {
    const bank = await openBank()
    bank.faults.set("query", ["garbage"])
    const opened = account(bank.url, 8)
    const facts = await accountFacts({ gateway: fakeKind, account: opened, providerIds: [] }, place.shop.context.ledger)
    expect(facts.keys.verdict).toBe("unclear")
    expect(await place.shop.db("taiwan_payment_absence")).toEqual([])
  })
})
