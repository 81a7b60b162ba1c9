import type { MedusaContainer } from "@medusajs/framework/types"
import { expect, it, vi } from "vitest"
import { accountLines, tellAccounts } from "../../src/payments/accounts-at-boot"
import { type MethodAccount, openMethodAccount } from "../../src/payments/method-account"
import { CARD, fakeKind, WALLET } from "../fake-gateway"
import { deadAddress } from "../local-server"

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

function containerWith(...accounts: MethodAccount[]) {
  const logger = { error: vi.fn(), info: vi.fn(), warn: vi.fn() }
  const payment = {
    listPaymentProviders: async () => accounts.map((_account, index) => ({ id: String(index) })),
    paymentProviderService_: { retrieveProvider: (id: string) => ({ methodAccount: accounts[Number(id)] }) },
  }
  const services: Readonly<Record<string, unknown>> = { payment, logger }
  return { logger, container: { resolve: (name: string) => services[name] } as MedusaContainer }
}

it("says what to write where there is no provider of ours", async () => {
  const { logger, container } = containerWith()
  await tellAccounts(container)
  expect(logger.error).toHaveBeenCalledExactlyOnceWith(
    expect.stringMatching(/providers of "@medusajs\/medusa\/payment".*resolve/),
  )
})

it("says once of a sandbox that it is not running, and how it is started", async () => {
  const url = await deadAddress()
  const { logger, container } = containerWith(
    openMethodAccount(fakeKind, CARD, { url }),
    openMethodAccount(fakeKind, WALLET, { url, merchant: "M2" }),
  )
  await tellAccounts(container)
  expect(logger.warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(`Nothing answers at ${url}: start`))
})
