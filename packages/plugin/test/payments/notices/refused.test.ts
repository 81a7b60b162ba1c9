import { afterEach, beforeEach, expect, it, vi } from "vitest"
import type { MethodAccount } from "../../../src/payments/method-account"
import { receiveNotice } from "../../../src/payments/notices/receive"
import { recordNotice } from "../../../src/payments/notices/verify"
import { count } from "../../../src/payments/telemetry/metrics"
import { sha256Hex } from "../../../src/toolkit/digest"
import { CARD, methodAccountAt, notice, WALLET } from "../../fake-gateway"
import { newAttempt, newId, useShop } from "../../shop-database"

vi.mock("../../../src/payments/telemetry/metrics", async (original) => ({ ...(await original()), count: vi.fn() }))

const place = useShop()
const context = () => place.shop.context

/** At the beginning of a minute that no other test has counted in. */
let minute = Date.parse("2027-01-01T00:00:00Z")

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] })
  minute += 3_600_000
  vi.setSystemTime(minute)
  vi.mocked(count).mockClear()
  place.shop.logged.length = 0
})

afterEach(() => void vi.useRealTimers())

const forged = (text: string) => ({ body: Buffer.from(`tradeNo=${text}&sign=no`), headers: {}, query: "" })
const refusalsOf = (merchant: string) => place.shop.db("taiwan_payment_refusal").where({ merchant }).orderBy("provider")
const counted = (verdict: string) => vi.mocked(count).mock.calls.filter(([, told]) => told.verdict === verdict)

async function takeMany(methodAccount: MethodAccount, times: number) {
  for (let sent = 1; sent <= times; sent += 1)
    await recordNotice(context(), methodAccount, forged(`T${sent}`), "notice")
}

it("thirty times a minute a message that nobody signed is written, and the rest with the next", async () => {
  const merchant = newId("M")
  const methodAccount = methodAccountAt({ url: "http://127.0.0.1:9" }, { merchant })
  await takeMany(methodAccount, 35)
  expect(await refusalsOf(merchant)).toMatchObject([{ kind: "notice", verdict: "forged" }])
  expect((await refusalsOf(merchant)).map((row) => Number(row.count))).toEqual([30])
  vi.setSystemTime(minute + 60_000)
  const last = forged("T36")
  await recordNotice(context(), methodAccount, last, "notice")
  const [row] = await refusalsOf(merchant)
  expect([Number(row.count), row.last_bytes, row.last_digest]).toEqual([36, last.body.length, sha256Hex(last.body)])
  expect(counted("forged"), "each stands in the metrics").toHaveLength(36)
  expect(counted("forged")[0]).toEqual(["notices", { gateway: "fake", verdict: "forged" }])
})

it("five times a minute the log tells of it, and why", async () => {
  const methodAccount = methodAccountAt({ url: "http://127.0.0.1:9" }, { merchant: newId("M") })
  await takeMany(methodAccount, 8)
  const told = place.shop.logged.filter((line) => line.includes("refused a notice for"))
  expect(told).toHaveLength(5)
  expect(told[0]).toMatch(/^Taiwan payments refused a notice for .*fake-card.*: The signature does not match\.$/)
})

it("is counted for each provider, each kind and each reason by itself", async () => {
  const merchant = newId("M")
  const at = (method = CARD) => methodAccountAt({ url: "http://127.0.0.1:9" }, { merchant }, method)
  await takeMany(at(), 31)
  await takeMany(at(WALLET), 2)
  await recordNotice(context(), at(), forged("T1"), "return")
  await recordNotice(context(), at(), { body: Buffer.from("hello=there"), headers: {}, query: "" }, "notice")
  const rows = (await refusalsOf(merchant)).map(({ provider, kind, verdict, count: times }) =>
    [provider, kind, verdict, times].join(" "),
  )
  expect(rows.sort()).toEqual([
    "fake-card notice forged 30",
    "fake-card notice unreadable 1",
    "fake-card return forged 1",
    "fake-wallet notice forged 2",
  ])
})

it("an empty message is nobody's: neither counted, nor logged, nor shown", async () => {
  const merchant = newId("M")
  const methodAccount = methodAccountAt({ url: "http://127.0.0.1:9" }, { merchant })
  await recordNotice(context(), methodAccount, { body: Buffer.alloc(0), headers: {}, query: "" }, "notice")
  expect(await refusalsOf(merchant)).toEqual([])
  expect(place.shop.logged).toEqual([])
  expect(count).not.toHaveBeenCalled()
  expect(await place.shop.db("taiwan_payment_notice").where({ merchant })).toEqual([])
})

it("twenty a minute of what proves nothing go to the inbox; what our keys prove always does", async () => {
  const merchant = newId("M")
  const methodAccount = methodAccountAt({ url: "http://127.0.0.1:9" }, { merchant })
  const attempt = await context().ledger.open(newAttempt({ merchant }))
  const shown = vi.spyOn(context().ledger.inbox, "add")
  await takeMany(methodAccount, 25)
  expect(shown).toHaveBeenCalledTimes(20)
  for (let sent = 1; sent <= 5; sent += 1)
    await recordNotice(
      context(),
      methodAccount,
      notice({ merchant, tradeNo: attempt.trade_no, amount: sent }),
      "notice",
    )
  await recordNotice(context(), methodAccount, notice({ merchant, tradeNo: "NOBODYS" }), "notice")
  expect(shown).toHaveBeenCalledTimes(26)
  shown.mockRestore()
})

it("a believed one is counted once, and a forged one is answered as refused", async () => {
  const merchant = newId("M")
  const methodAccount = methodAccountAt({ url: "http://127.0.0.1:9" }, { merchant })
  const attempt = await context().ledger.open(newAttempt({ merchant }))
  const raw = notice({ merchant, tradeNo: attempt.trade_no })
  expect((await receiveNotice(context(), methodAccount, raw)).reply.status).toBe(200)
  expect(counted("accepted")).toEqual([["notices", { gateway: "fake", verdict: "accepted" }]])
  expect((await receiveNotice(context(), methodAccount, forged("T1"))).reply.status).toBe(400)
  expect(counted("accepted")).toHaveLength(1)
})
