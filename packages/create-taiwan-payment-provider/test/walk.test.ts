import { walk } from "@taiwan-payments/conformance"
import type { Bank, Facts } from "@taiwan-payments/prove"
import { expect, test } from "vitest"
import * as example from "../../../examples/taiwan-bank/bank.prove.mjs"
import { taiwanBank } from "../../../examples/taiwan-bank-gateway/src/gateway.js"

const options = {
  environment: "production",
  backendUrl: "https://api.shop.example.tw",
  storefrontUrl: "https://shop.example.tw",
  apiKey: example.facts.options.apiKey,
  merchantId: example.facts.options.merchantId,
}

const adapterOf = (change: (bank: Bank) => Partial<Bank> = () => ({})) => ({
  facts: { ...example.facts, options } as object as Partial<Facts>,
  bank: () => {
    const bank = example.bank() as object as Bank
    return Object.assign(bank, change(bank))
  },
})

test("the example's gateway walks through the example's bank", async () => {
  expect(await walk(taiwanBank, adapterOf())).toEqual([])
})

test("a bank that gives back nothing is seen", async () => {
  const forgetful = adapterOf((bank) => {
    const { books } = bank
    return { books: (trade) => ({ ...books.call(bank, trade), refunded: 0 }) }
  })
  expect(await walk(taiwanBank, forgetful)).toEqual([expect.stringMatching(/^gives back: 60 is given back.*section 6/)])
})

test("a gateway that takes everything for paid is seen", async () => {
  const { openAccount } = taiwanBank
  const credulous = {
    ...taiwanBank,
    openAccount: (given: unknown) => {
      const { shop, account } = openAccount(given)
      const query: typeof account.query = function* (trade, moment) {
        return { ...(yield* account.query(trade, moment)), state: "captured" as const }
      }
      return { shop, account: { ...account, query } }
    },
  }
  const problems = await walk(credulous, adapterOf())
  expect(problems.map((line) => line.split(":", 1)[0])).toEqual(["unpaid is not paid", "declined is not paid"])
})
