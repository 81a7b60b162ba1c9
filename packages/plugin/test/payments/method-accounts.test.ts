import type { MedusaContainer } from "@medusajs/framework/types"
import { afterEach, describe, expect, it, vi } from "vitest"
import type { Attempt } from "../../src/modules/ledger/records"
import { accountOf, findAccountOf, isRealMoney, openMethodAccount, paidTrade } from "../../src/payments/method-account"
import { accountAmong, methodAccountOf, methodAccountsOf } from "../../src/payments/method-accounts"
import { CARD, fakeKind, methodAccountAt, WALLET } from "../fake-gateway"
import { newAttempt } from "../shop-database"

const BANK = { url: "http://127.0.0.1:1" }

function attemptOf(change: Partial<Attempt> = {}): Attempt {
  return { id: "tpa_1", voucher: null, reference: null, details: {}, ...newAttempt(), ...change } as Attempt
}

describe("an attempt and its account", () => {
  const current = methodAccountAt(BANK, { merchant: "M2", previous: [{ merchant: "M1" }] })

  it("belongs to the account that opened it, though the options name another one today", () => {
    expect(findAccountOf(current, attemptOf())?.account.merchant).toBe("M1")
    expect(findAccountOf(current, attemptOf({ merchant: "M2" }))?.account.merchant).toBe("M2")
  })

  it("is of no account where the options have forgotten it", () => {
    expect(findAccountOf(current, attemptOf({ merchant: "M3" }))).toBeNull()
    expect(() => accountOf(current, attemptOf({ merchant: "M3" }))).toThrow(/account M3 \(sandbox\).*previous/)
  })

  it("is of another account when the environment changed, for the same merchant", () => {
    const live = methodAccountAt(BANK, { environment: "production" })
    expect(findAccountOf(live, attemptOf())).toBeNull()
    const both = methodAccountAt(BANK, { environment: "production", previous: [{ environment: "stage" }] })
    expect(findAccountOf(both, attemptOf({ environment: "stage" }))?.account.environment).toBe("stage")
  })

  it("is never shown to another account as a trade of its own", () => {
    expect(() => paidTrade(current, attemptOf())).toThrow(/opened by account M1/)
    expect(paidTrade(accountOf(current, attemptOf()), attemptOf()).amount).toBe(1000)
  })

  it("is no money in production when a sandbox or a stage opened it", () => {
    const live = methodAccountAt(BANK, { environment: "production", previous: [{ environment: "stage" }] })
    expect(isRealMoney(live, { environment: "stage" })).toBe(false)
    expect(isRealMoney(live, { environment: "production" })).toBe(true)
    expect(isRealMoney(current, { environment: "sandbox" })).toBe(true)
  })

  it("is found under another provider id, where that one was renamed", () => {
    const accounts = new Map([
      ["pp_fake-wallet_new", openMethodAccount(fakeKind, WALLET, BANK)],
      ["pp_fake-card_new", openMethodAccount(fakeKind, CARD, BANK)],
    ])
    expect(accountAmong(accounts, attemptOf())?.method.id).toBe("card")
    expect(accountAmong(accounts, attemptOf({ merchant: "M9" }))).toBeNull()
  })

  it("refuses earlier options that cannot be opened, and says which", () => {
    expect(() => methodAccountAt(BANK, { previous: [{ url: undefined }, { merchant: "M0" }] })).not.toThrow()
    expect(() => methodAccountAt(BANK, { previous: "M1" })).toThrow(/previous must be a list/)
    expect(() => methodAccountAt(BANK, { previous: [{ previous: [] }] })).toThrow(/previous must be a list/)
    expect(() => methodAccountAt(BANK, { previous: [{ broken: true }] })).toThrow(/previous\[0\]: .*not configured/)
  })
})

describe("the providers of a server", () => {
  const methodAccount = methodAccountAt(BANK)
  const warned: string[] = []

  /** Medusa's payment module, which keeps the rows of providers that left the configuration. */
  function containerWith(...ids: string[]): MedusaContainer {
    const payment = {
      listPaymentProviders: async () => ids.map((id) => ({ id })),
      paymentProviderService_: {
        retrieveProvider: (id: string) => {
          if (id.includes("stripe")) throw new Error(`Unable to retrieve the payment provider with id: ${id}`)
          return id.includes("fake") ? { methodAccount } : {}
        },
      },
    }
    const services: Record<string, unknown> = { payment, logger: { warn: (text: string) => warned.push(text) } }
    return { resolve: (name: string) => services[name] } as MedusaContainer
  }

  it("are found although rows of providers that are gone are still enabled, which is said once", async () => {
    const container = containerWith("pp_stripe_stripe", "pp_system_default", "pp_fake-card_main")
    expect(await methodAccountOf(container, "pp_fake-card_main")).toBe(methodAccount)
    expect([...(await methodAccountsOf(container)).keys()]).toEqual(["pp_fake-card_main"])
    expect(warned).toEqual([expect.stringContaining("pp_stripe_stripe")])
  })
})

describe("a server in production", () => {
  afterEach(() => vi.unstubAllEnvs())
  const opened = (options: object) => () => methodAccountAt(BANK, options)

  it("opens no sandbox and no stage, so that nobody orders for no money", () => {
    vi.stubEnv("NODE_ENV", "production")
    expect(opened({})).toThrow(/environment is sandbox while NODE_ENV is production/)
    expect(opened({ environment: "stage" })).toThrow(/allowTestEnvironment/)
    expect(opened({ environment: "production" })).not.toThrow()
  })

  it("opens them where the options say that it is only for trying", () => {
    vi.stubEnv("NODE_ENV", "production")
    expect(opened({ allowTestEnvironment: true })).not.toThrow()
    expect(opened({ allowTestEnvironment: "yes" })).toThrow(/environment is sandbox/)
  })

  it("keeps a stage of the past, which opens nothing new", () => {
    vi.stubEnv("NODE_ENV", "production")
    expect(opened({ environment: "production", previous: [{ environment: "stage" }] })).not.toThrow()
  })

  it("opens anything while it is built", () => {
    vi.stubEnv("NODE_ENV", "development")
    expect(opened({})).not.toThrow()
  })
})
