import { expect, it, vi } from "vitest"
import type { Notice, NoticeFilter } from "../../../src/modules/ledger/inbox"
import type { Attempt } from "../../../src/modules/ledger/records"
import { openMethodAccount } from "../../../src/payments/method-account"
import { recordNotice } from "../../../src/payments/notices/verify"
import { listNotices } from "../../../src/payments/staff/inbox"
import { replayNotice } from "../../../src/payments/staff/replay"
import { ecpay } from "../../../src/providers/ecpay/gateway"
import { checkMacValue } from "../../../src/providers/ecpay/wire"
import type { RawMessage } from "../../../src/toolkit/contract/gateway"
import { methodOf, STAGE_KEYS, STAGE_OPTIONS } from "../../ecpay-account"
import { methodAccountAt, notice, SECRET } from "../../fake-gateway"
import { containerOf } from "../../shop-container"
import { eventsOf, newAttempt, newId, useShop } from "../../shop-database"

const place = useShop()
const context = () => place.shop.context
const STAFF = { id: "user_1", name: "Lin" }

/** An account of its own, so that what other tests sent does not count. */
function anAccount() {
  const merchant = newId("M")
  const methodAccount = methodAccountAt({ url: "http://127.0.0.1:9" }, { merchant })
  const container = containerOf(place.shop, "pp_fake-card_main", methodAccount)
  return {
    container,
    open: () => context().ledger.open(newAttempt({ merchant })),
    say: (fields: Record<string, string | number>) => notice({ merchant, ...fields }),
    take: (raw: RawMessage) => recordNotice(context(), methodAccount, raw, "notice"),
    list: async (filter: NoticeFilter = {}) =>
      (await context().ledger.inbox.list(filter, { limit: 100 })).filter((each) => each.merchant === merchant),
    replay: ({ id }: Pick<Notice, "id">) => replayNotice(container, id, STAFF),
  }
}

const latest = async ({ id }: Attempt) => context().ledger.attempt(id)
const only = (notices: readonly Notice[]): Notice => {
  expect(notices).toHaveLength(1)
  return notices[0] as Notice
}

it("shows a notice that was believed: about which payment, and its fields as they may be kept", async () => {
  const { open, say, take, list } = anAccount()
  const attempt = await open()
  await take(say({ tradeNo: attempt.trade_no, buyer: "王小明先生", kept: "tok_secret", unheard: "x" }))
  const shown = only(await list({ attemptId: attempt.id }))
  expect(shown).toMatchObject({ verdict: "accepted", trade_no: attempt.trade_no, state: "captured", amount: 1000 })
  expect(shown.payload).toMatchObject({ tradeNo: attempt.trade_no, buyer: "***先生" })
  expect(JSON.stringify(shown)).not.toMatch(/tok_secret|unheard|王小明|"sign"/)
  expect(JSON.stringify(shown)).not.toContain(SECRET)
})

it("is read for once, and written with what it changes in one statement", async () => {
  const { open, say, take, list } = anAccount()
  const attempt = await open()
  const raw = say({ tradeNo: attempt.trade_no })
  const asked: string[] = []
  const listen = ({ sql }: { sql: string }) => void asked.push(sql)
  place.shop.db.on("query", listen)
  await take(raw)
  place.shop.db.removeListener("query", listen)
  expect(asked).toEqual([expect.stringMatching(/^select/), expect.stringMatching(/^with moved/)])
  expect(only(await list())).toMatchObject({ attempt_id: attempt.id, verdict: "accepted", bytes: raw.body.length })
})

it("counts the same notice again on its row", async () => {
  const { open, say, take, list } = anAccount()
  const { trade_no: tradeNo } = await open()
  for (let sent = 0; sent < 3; sent += 1) await take(say({ tradeNo }))
  expect(only(await list())).toMatchObject({ times: 3 })
})

it("says why a notice was refused, and reads nothing of what nobody signed", async () => {
  const { open, say, take, list } = anAccount()
  const { trade_no: tradeNo } = await open()
  const forged = say({ tradeNo }).body.toString().replace("amount=1000", "amount=9999")
  await take({ body: Buffer.from(forged), headers: {}, query: "" })
  await take({ body: Buffer.from("hello=there"), headers: {}, query: "" })
  await take(say({ tradeNo, amount: 999 }))
  await take(say({ tradeNo: "NOBODYS" }))
  const notices = await list()
  expect(notices.map(({ verdict }) => verdict)).toEqual(["foreign", "mismatch", "unreadable", "forged"])
  expect(notices[3]).toMatchObject({ why: "The signature does not match.", payload: {}, trade: null, trade_no: null })
  expect(JSON.stringify(notices[3])).not.toContain("9999")
})

it("keeps twenty forged notices an hour of one account, however many come", async () => {
  vi.useFakeTimers({ toFake: ["Date"] })
  try {
    const { take, list } = anAccount()
    for (let sent = 0; sent < 90; sent += 1) {
      if (sent % 15 === 0) vi.setSystemTime(Date.now() + 60_000)
      await take({ body: Buffer.from(`tradeNo=T${sent}&sign=no`), headers: {}, query: "" })
    }
    expect(await list()).toHaveLength(20)
  } finally {
    vi.useRealTimers()
  }
})

it("fails without harm: what was committed is answered", async () => {
  const { open, say, take } = anAccount()
  const attempt = await open()
  await place.shop.db.raw("alter table taiwan_payment_notice rename to taiwan_payment_notice_away")
  try {
    expect(await take(say({ tradeNo: attempt.trade_no }))).toMatchObject({ verdict: "accepted" })
  } finally {
    await place.shop.db.raw("alter table taiwan_payment_notice_away rename to taiwan_payment_notice")
  }
  expect(place.shop.logged.at(-1)).toMatch(/missing in the inbox/)
})

it("is searched by trade number and narrowed by verdict, in pages that go on where the last ended", async () => {
  const { open, say, take, list, container } = anAccount()
  const [first, second] = [await open(), await open()]
  for (const { trade_no } of [first, second]) await take(say({ tradeNo: trade_no }))
  await take(say({ tradeNo: first.trade_no, amount: 7 }))
  const search = (text: string) => ({ search: { text, sessionIds: [], collectionIds: [] } })
  expect(await list(search(first.trade_no.slice(2, 14).toLowerCase()))).toHaveLength(2)
  expect(await list({ ...search(first.trade_no), verdicts: ["mismatch"] })).toHaveLength(1)
  expect(await list(search("no such number"))).toEqual([])
  const wanted = { verdict: ["accepted", "mismatch"], q: first.trade_no, limit: 1 } as const
  const page = await listNotices(container, wanted)
  expect(page).toMatchObject({ has_more: true, notices: [{ verdict: "mismatch", can_replay: true }] })
  const next = await listNotices(container, { ...wanted, after: page.notices[0]?.id })
  expect(next).toMatchObject({ has_more: false, notices: [{ verdict: "accepted", attempt: { id: first.id } }] })
})

it("taken in again changes nothing where it was believed, and says who did it", async () => {
  const { open, say, take, list, replay } = anAccount()
  const attempt = await open()
  await take(say({ tradeNo: attempt.trade_no }))
  const before = await latest(attempt)
  const shown = only(await list())
  for (let pressed = 0; pressed < 2; pressed += 1)
    expect(await replay(shown)).toMatchObject({ verdict: "accepted", changed: false })
  const after = await latest(attempt)
  const { version: _old, updated_at: _then, ...was } = before as Attempt & { updated_at: Date }
  expect(after).toMatchObject(was)
  const events = await eventsOf(place.shop, attempt)
  expect(events.filter(({ kind }) => kind === "notice")).toHaveLength(1)
  expect(events.filter(({ kind }) => kind === "replay")).toMatchObject([{ actor: STAFF }, { actor: STAFF }])
})

it("taken in again never makes a paid payment unpaid", async () => {
  const { open, say, take, list, replay } = anAccount()
  const attempt = await open()
  await take(say({ tradeNo: attempt.trade_no, state: "failed" }))
  const declined = only(await list())
  await take(say({ tradeNo: attempt.trade_no }))
  await replay(declined)
  expect(await latest(attempt)).toMatchObject({ state: "captured", captured_amount: 1000 })
})

it("taken in again is judged anew: a trade that is ours by now is believed", async () => {
  const { open, say, take, list, replay } = anAccount()
  const attempt = await open()
  await place.shop.db("taiwan_payment_attempt").where({ id: attempt.id }).update({ trade_no: "LOST" })
  await take(say({ tradeNo: attempt.trade_no }))
  const lost = only(await list())
  await place.shop.db("taiwan_payment_attempt").where({ id: attempt.id }).update({ trade_no: attempt.trade_no })
  expect(await replay(lost)).toMatchObject({ verdict: "accepted", attempt_id: attempt.id })
  expect(await latest(attempt)).toMatchObject({ state: "captured" })
  expect(await context().ledger.inbox.notice(lost.id)).toMatchObject({ verdict: "foreign" })
})

it("what nobody signed cannot be taken in again", async () => {
  const { take, list, replay } = anAccount()
  await take({ body: Buffer.from("tradeNo=T1&sign=no"), headers: {}, query: "" })
  await expect(replay(only(await list()))).rejects.toMatchObject({ kind: "refused" })
  await expect(replay({ id: "tpn_nobody" })).rejects.toMatchObject({ type: "not_found" })
})

it("ends: what is not about this shop after thirty days, the rest with the retention", async () => {
  const { open, say, take, list } = anAccount()
  const attempt = await open()
  await take(say({ tradeNo: attempt.trade_no }))
  await take(say({ tradeNo: "NOBODYS" }))
  await place.shop.db("taiwan_payment_notice").update({ created_at: new Date(Date.now() - 40 * 86_400_000) })
  await context().ledger.inbox.forget(730, 1000)
  expect((await list()).map(({ verdict }) => verdict)).toEqual(["accepted"])
  await context().ledger.inbox.forget(30, 1000)
  expect(await list()).toEqual([])
})

it.each(["manual", "automatic"] as const)(
  "taken in again, a trade opened with %s capture is read as it was opened",
  async (mode) => {
    const options = {
      ...STAGE_OPTIONS,
      capture: mode === "manual" ? "automatic" : "manual",
      creditCheckCode: "12345678",
    }
    const methodAccount = openMethodAccount(ecpay, methodOf("credit"), options)
    const container = containerOf(place.shop, "pp_ecpay-credit_main", methodAccount)
    const { merchant } = methodAccount.account
    const account = { gateway: "ecpay", environment: "stage", merchant, method: "credit" } as const
    const attempt = await context().ledger.open(newAttempt({ ...account, capture_mode: mode }))
    const away = (trade_no: string) =>
      place.shop.db("taiwan_payment_attempt").where({ id: attempt.id }).update({ trade_no })
    await away("AWAY")
    const fields = {
      ...{ MerchantID: merchant, MerchantTradeNo: attempt.trade_no, TradeNo: "2611221830051234" },
      ...{
        RtnCode: "1",
        RtnMsg: "Succeeded, call 0912-345-678",
        TradeAmt: "1000",
        PaymentType: "Credit_CreditCard",
        SimulatePaid: "0",
      },
      PaymentDate: "2026/11/22 18:31:40",
    }
    const body = new URLSearchParams({ ...fields, CheckMacValue: checkMacValue(fields, STAGE_KEYS) })
    await recordNotice(
      context(),
      methodAccount,
      { body: Buffer.from(body.toString()), headers: {}, query: "" },
      "notice",
    )
    await away(attempt.trade_no)
    const [lost] = await context().ledger.inbox.list(
      { search: { text: attempt.trade_no, sessionIds: [], collectionIds: [] } },
      { limit: 1 },
    )
    expect(JSON.stringify(lost)).not.toContain("0912-345-678")
    expect(await replayNotice(container, lost?.id ?? "", STAFF)).toMatchObject({ verdict: "accepted", changed: true })
    const expected = mode === "manual" ? "authorized" : "captured"
    expect(await latest(attempt)).toMatchObject({ state: expected, paid_at: new Date("2026-11-22T10:31:40Z") })
  },
)
