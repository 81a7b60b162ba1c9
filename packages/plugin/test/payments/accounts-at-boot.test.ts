import type { MedusaContainer } from "@medusajs/framework/types"
import { expect, it, vi } from "vitest"
import { accountLines, tellAccounts } from "../../src/payments/accounts-at-boot"
import { openMethodAccount } from "../../src/payments/method-account"
import { CARD, fakeKind, WALLET } from "../fake-gateway"

const BANK = { url: "http://127.0.0.1:1" }

it("tells each account once, with its methods and where its notices come in", () => {
  const accounts = [
    openMethodAccount(fakeKind, CARD, BANK),
    openMethodAccount(fakeKind, WALLET, BANK),
    openMethodAccount(fakeKind, CARD, { ...BANK, merchant: "M2", environment: "production" }),
  ]
  const [first = "", second = "", ...others] = accountLines(accounts)
  expect(first).toMatch(
    /^Taiwan payments: .* M1 \(sandbox\): card, wallet; notices at http.*\/pay\/<provider>\/notify$/,
  )
  expect(second).toMatch(/ M2 \(production\): card; /)
  expect(others).toEqual([])
})

it("says what to write where there is no provider of ours", async () => {
  const error = vi.fn()
  const services: Readonly<Record<string, unknown>> = {
    payment: { listPaymentProviders: async () => [], paymentProviderService_: { retrieveProvider: () => null } },
    logger: { error, info: vi.fn() },
  }
  await tellAccounts({ resolve: (name: string) => services[name] } as MedusaContainer)
  expect(error).toHaveBeenCalledExactlyOnceWith(
    expect.stringMatching(/providers of "@medusajs\/medusa\/payment".*resolve/),
  )
})
