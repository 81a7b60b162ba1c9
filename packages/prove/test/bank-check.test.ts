import { expect, test } from "vitest"
import * as demo from "../src/demo/bank.js"
import type { Bank, BankAnswer, Notice, Trade } from "../src/facts.js"
import { readFacts } from "../src/facts.js"
import { prove } from "../src/prove.js"
import { checkAdapter, Supervisor } from "../src/self-check.js"
import { Careful } from "./careful.js"

const request = (path: string, body: unknown) => ({
  ...{ method: "POST", host: "api.taixbank.example", path, body: JSON.stringify(body) },
  headers: { authorization: "Bearer sk_test_taix" },
})

/** The demonstration's bank, dishonest in one thing. */
function dishonest(change: (bank: Bank) => Partial<Bank>): Supervisor {
  const bank = demo.bank()
  const { handle, trades, pay, decline, books, notice } = bank
  const methods = { handle, trades, pay, decline, books, notice }
  const bound = Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, method.bind(bank)]))
  return new Supervisor({ ...bound, ...change(bank) } as Bank)
}

async function tradeOf(bank: Bank): Promise<Trade> {
  await bank.handle(request("/payments", { amount: 1060, currency: "twd", metadata: {} }))
  const [trade] = bank.trades()
  if (!trade) throw new Error("no trade was opened")
  return trade
}

test("an honest bank breaks no law", async () => {
  const bank = new Supervisor(demo.bank())
  await bank.pay(await tradeOf(bank))
  await bank.handle(request("/payments/tx_1000/capture", {}))
  await bank.handle(request("/payments/tx_1000/refund", { amount: 60 }))
  expect(bank.broken).toBeNull()
})

test("a trade that the shop has let go may stay as it is, whoever pays", async () => {
  const bank = new Supervisor(demo.bank())
  const trade = await tradeOf(bank)
  await bank.handle(request("/payments/tx_1000/cancel", {}))
  await bank.payIfOpen(trade)
  expect(bank.books(trade)).toMatchObject({ reserved: 0, captured: 0 })
  expect(bank.broken).toBeNull()
})

test.each<[string, (bank: Bank) => Partial<Bank>, string]>([
  [
    "holds more than it asked for",
    (bank) => ({ books: (t) => ({ ...bank.books(t), captured: 2000 }) }),
    "holds 2000 of a trade of 1060",
  ],
  ["gives back more than it took", (bank) => ({ books: (t) => ({ ...bank.books(t), refunded: 5 }) }), "gave back 5"],
  ["pays nothing", () => ({ pay: () => undefined }), "holds nothing of it"],
  [
    "throws at its books",
    () => ({
      books: () => {
        throw new Error("oops")
      },
    }),
    "books() throws: oops",
  ],
  [
    "throws when a buyer pays",
    () => ({
      pay: () => {
        throw new Error("oops")
      },
    }),
    "pay() throws: oops",
  ],
  [
    "shows copies of its trades",
    (bank) => ({
      trades: () => bank.trades().map((trade) => ({ ...trade })),
      books: () => ({ asked: 1060, reserved: 0, captured: 0, refunded: 0 }),
    }),
    "copies",
  ],
  ["counts no numbers", (bank) => ({ books: (t) => ({ ...bank.books(t), reserved: Number.NaN }) }), "not numbers"],
])("a bank that %s is found out", async (_, change, words) => {
  const bank = dishonest(change)
  await tradeOf(bank)
    .then((trade) => bank.pay(trade))
    .catch(() => undefined)
  expect(bank.broken).toContain(words)
})

test("what is no answer and no notice is found out", async () => {
  const unreadable = dishonest(() => ({ handle: () => ({ status: 200, body: { a: 1 } }) as object as BankAnswer }))
  await unreadable.handle(request("/", {}))
  expect(unreadable.broken).toContain("handle() must give { status, headers, body }")
  const mute = dishonest(() => ({ notice: () => ({}) as Notice }))
  expect(() => mute.notice({ amount: 1 })).toThrow()
  expect(mute.broken).toContain("notice() must give { body, headers }")
})

test("facts of another kind are refused", () => {
  const wrong = { hosts: "api.bank.example", secrets: "key", options: "x", digits: "0", depart: true } as object
  expect(() => readFacts(wrong)).toThrow(/hosts must be a list of texts.*secrets must.*options.*digits.*depart/)
})

test("a refused call that changes the books is found out", async () => {
  const bank = dishonest((honest) => ({
    handle: async (asked) => ({ ...(await honest.handle(asked)), status: 409 }),
  }))
  await bank.handle(request("/payments", { amount: 1060, currency: "twd" }))
  expect(bank.broken).toContain("was refused (409) and changed the books")
})

test("a request that the author did not think of is answered with 500, not with an exception", async () => {
  const bank = dishonest(() => ({
    handle: () => {
      throw new Error("unexpected")
    },
  }))
  expect(await bank.handle(request("/", {}))).toMatchObject({ status: 500 })
  expect(bank.broken).toBeNull()
})

test("the shape of an adapter is checked before anything is started", async () => {
  expect(() => checkAdapter({ facts: {}, bank: () => ({ trades: () => [] }) as object as Bank })).toThrow(/no handle/)
  const [report] = await prove({ provider: Careful, adapter: { facts: demo.facts, bank: () => ({}) as Bank } })
  expect(report).toMatchObject({ exit: 4, results: [] })
})

test("facts that cannot be meant are refused, all at once", () => {
  const wrong = { hosts: [], patienceMs: 40_000, refund: "some" } as object
  expect(() => readFacts(wrong)).toThrow(/refund is some.*hosts names no host.*patienceMs/)
})
