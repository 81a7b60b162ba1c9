import { expect, it, vi } from "vitest"
import { Exchanges } from "../../src/modules/ledger/exchanges"
import { sendFor } from "../../src/payments/exchanges"
import { queryStatus } from "../../src/payments/queries/query"
import { listExchanges } from "../../src/payments/staff/exchanges"
import { openBank } from "../fake-bank"
import { methodAccountAt } from "../fake-gateway"
import { containerOf } from "../shop-container"
import { newAttempt, newId, useShop } from "../shop-database"

const place = useShop()
const context = () => place.shop.context

async function asked(fault?: "garbage" | "cut") {
  const bank = await openBank()
  const merchant = newId("M")
  const methodAccount = methodAccountAt(bank, { merchant, perTradeSeconds: 1 })
  const container = containerOf(place.shop, "pp_fake-card_main", methodAccount)
  const attempt = await context().ledger.open(newAttempt({ merchant }))
  bank.know({ tradeNo: attempt.trade_no, merchant })
  if (fault) bank.faults.set("query", [fault])
  const answered = await queryStatus(context(), methodAccount, attempt)
  return { attempt, answered, list: () => listExchanges(container, { attempt_id: attempt.id, limit: 10 }) }
}

it("what was sent and what was answered is kept, as far as it may be", async () => {
  const { attempt, list } = await asked()
  const { exchanges, has_more } = await list()
  expect([exchanges.length, has_more]).toEqual([1, false])
  expect(exchanges[0]).toMatchObject({
    ...{ call: "query", status: 200, problem: null, asked: { tradeNo: attempt.trade_no } },
    ...{ answered: { tradeNo: attempt.trade_no, state: "captured", amount: "1000" }, attempt: { id: attempt.id } },
  })
  expect(exchanges[0]?.address).toMatch(/^127\.0\.0\.1:\d+\/query$/)
})

it("says why no answer came", async () => {
  const { list } = await asked("cut")
  expect((await list()).exchanges[0]).toMatchObject({
    status: null,
    answered: {},
    problem: expect.stringMatching(/^無法連線至 .+。（.+ could not be reached for query: .+\.）$/),
  })
})

it("keeps nothing of an answer that cannot be read", async () => {
  const { list } = await asked("garbage")
  expect((await list()).exchanges[0]).toMatchObject({ status: 200, answered: {} })
})

it("fails without harm: the gateway's answer counts", async () => {
  await place.shop.db.raw("alter table taiwan_payment_exchange rename to taiwan_payment_exchange_away")
  try {
    const { answered } = await asked()
    expect(answered).toMatchObject({ trade: { state: "captured" }, attempt: { state: "captured" } })
  } finally {
    await place.shop.db.raw("alter table taiwan_payment_exchange_away rename to taiwan_payment_exchange")
  }
  expect(place.shop.logged.join()).toMatch(/not written down/)
})

it("keeps nobody waiting for a database that does not answer", async () => {
  const add = vi.spyOn(Exchanges.prototype, "add").mockReturnValue(new Promise(() => {}))
  try {
    expect((await asked()).answered).toMatchObject({ trade: { state: "captured" } })
    expect(place.shop.logged.join()).toMatch(/not written down: it has not come to an end in 3 seconds/)
  } finally {
    add.mockRestore()
  }
}, 10_000)

it("fails without harm, too, while what is to be kept is chosen", async () => {
  const bank = await openBank()
  const broken = {
    id: newId("tpa"),
    get erased_at(): Date {
      throw new Error("cannot be chosen")
    },
  }
  const send = sendFor(context(), methodAccountAt(bank), broken)
  const request = { call: "query", method: "POST", url: `${bank.url}/query`, headers: {}, body: "{}" } as const
  expect(await send({ ...request, timeoutMs: 5000 })).toMatchObject({ text: expect.any(String) })
  expect(place.shop.logged.join()).toMatch(/not written down: .*cannot be chosen/)
})

it("ends after thirty days, and with what is erased of its payment", async () => {
  const { attempt, list } = await asked()
  const { exchanges } = await list()
  await place.shop
    .db("taiwan_payment_exchange")
    .where({ id: exchanges[0]?.id })
    .update({ created_at: new Date(Date.now() - 31 * 86_400_000) })
  await context().ledger.exchanges.forget(100)
  expect((await list()).exchanges).toEqual([])
  const later = await asked()
  await context().ledger.change((await context().ledger.attempt(later.attempt.id)) ?? attempt, { apply_at: null })
  await context().ledger.personalData.erase([later.attempt.id])
  expect((await later.list()).exchanges).toEqual([])
})
