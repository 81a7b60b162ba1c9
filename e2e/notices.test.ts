import { randomBytes } from "node:crypto"
import { readFileSync } from "node:fs"
import { issueVoucher } from "@taiwan-payments/sandbox/shopper"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { tradeNumberOf } from "../scripts/demo/methods.mjs"
import vendor from "../vectors/ecpay/vendor-sdk.json"
import { departOnly } from "./support/departure"
import { actAt } from "./support/gateway"
import { alarmsAbout, attemptOf, eventsOf, refusalsOf } from "./support/ledger"
import {
  type Answer,
  declined,
  type Fields,
  formBody,
  type Keys,
  macOf,
  numberIssued,
  paid,
  post,
  postEndlessly,
  signed,
  tell,
} from "./support/notices"
import { checkout, orderOf, type PaymentSession, paymentOf, reaches, settled, statusOf } from "./support/purchase"
import { rowsOf } from "./support/rows"
import { openShop, type Shop } from "./support/shop"

const acknowledged: Answer = { status: 200, body: "1|OK" }
const refused: Answer = { status: 400, body: "0|Refused" }

interface Started {
  readonly session: PaymentSession
  /** The order as the gateway was told of it. */
  readonly order: Fields
  readonly notify: string
}

async function startPayment(shop: Shop, method = "ecpay-credit"): Promise<Started> {
  const session = await checkout(shop, method)
  const { fields } = await departOnly(session.data.start_url)
  return { session, order: fields, notify: fields.ReturnURL ?? "" }
}

/** Nothing has happened: no money, no order, no settling. */
async function isUntouched(shop: Shop, { session }: Started): Promise<void> {
  expect(await attemptOf(shop, session.id)).toMatchObject({ state: "started", apply_at: null, applied_at: null })
  expect(await rowsOf(shop, session.id)).toMatchObject({ orderIds: [], payments: 0 })
}

async function isBoughtOnce(shop: Shop, session: PaymentSession): Promise<void> {
  await settled(shop, session.id)
  const { orderIds, payments, captures } = await rowsOf(shop, session.id)
  expect({ orders: orderIds.length, payments, captures }).toEqual({
    orders: 1,
    payments: 1,
    captures: [session.amount],
  })
}

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop?.close())

it.each(vendor.ecpay)("is signed as by the vendor: $id", (vector) => {
  expect(macOf({ ...vector.params }, { hashKey: vector.hashKey, hashIv: vector.hashIV })).toBe(vector.expected)
})

describe("a true notice", () => {
  it("is acknowledged and settled", async () => {
    const { session, order, notify } = await startPayment(shop)
    expect(await tell(notify, paid(order))).toEqual(acknowledged)
    await isBoughtOnce(shop, session)
  })

  it("settles once when it is replayed later", async () => {
    const { session, order, notify } = await startPayment(shop)
    const body = formBody(signed(paid(order)))
    expect(await post(notify, body)).toEqual(acknowledged)
    await isBoughtOnce(shop, session)
    expect(await post(notify, body)).toEqual(acknowledged)
    await isBoughtOnce(shop, session)
    const events = await eventsOf(shop, (await attemptOf(shop, session.id)).id)
    expect(events.filter(({ kind }) => kind === "notice")).toHaveLength(1)
  })

  it("settles once when it comes twenty times at once", async () => {
    const { session, order, notify } = await startPayment(shop)
    const body = formBody(signed(paid(order)))
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(notify, body)))
    expect(answers).toEqual(Array.from({ length: 20 }, () => acknowledged))
    await isBoughtOnce(shop, session)
  })

  it("settles once although the storefront completes the cart at the same moment", async () => {
    const { session, order, notify } = await startPayment(shop)
    const { cartId } = await rowsOf(shop, session.id)
    const complete = () => shop.store.post(`/store/carts/${cartId}/complete`, {}).catch((error: Error) => error.message)
    const body = formBody(signed(paid(order)))
    await Promise.all([complete(), post(notify, body), complete(), post(notify, body), complete()])
    await isBoughtOnce(shop, session)
    expect(await complete()).toMatchObject({ type: "order" })
  })

  it("is not undone by a failure that comes after it", async () => {
    const { session, order, notify } = await startPayment(shop)
    await tell(notify, paid(order))
    expect(await tell(notify, declined(order))).toEqual(acknowledged)
    await isBoughtOnce(shop, session)
    expect(await tell(notify, declined(order, { RtnCode: "10100252" }))).toEqual(acknowledged)
    expect((await statusOf(shop, session.id)).state).toBe("paid")
    expect((await attemptOf(shop, session.id)).state).toBe("captured")
  })

  it("counts although a failure came before it", async () => {
    const { session, order, notify } = await startPayment(shop)
    expect(await tell(notify, declined(order))).toEqual(acknowledged)
    await reaches(shop, session.id, "failed")
    await tell(notify, paid(order))
    await isBoughtOnce(shop, session)
  })

  it("of a paid voucher may overtake the one of its number", async () => {
    const { session, order, notify } = await startPayment(shop, "ecpay-atm")
    expect(await tell(notify, paid(order, { PaymentType: "ATM_LAND" }))).toEqual(acknowledged)
    await isBoughtOnce(shop, session)
    expect(await tell(notify, numberIssued(order))).toEqual(acknowledged)
    expect((await statusOf(shop, session.id)).state).toBe("paid")
    await isBoughtOnce(shop, session)
  })

  it("of a number that is issued does not pay", async () => {
    const { session, order, notify } = await startPayment(shop, "ecpay-atm")
    expect(await tell(notify, numberIssued(order))).toEqual(acknowledged)
    await reaches(shop, session.id, "awaiting")
    const orderId = await settled(shop, session.id)
    expect((await orderOf(shop, orderId)).payment_status).toBe("awaiting")
    expect((await rowsOf(shop, session.id)).captures).toEqual([])
  })

  it("may say that the bank does not know yet: 10300066 is pending", async () => {
    const started = await startPayment(shop)
    const unsure = paid(started.order, { RtnCode: "10300066", RtnMsg: "交易付款結果待確認中，請勿出貨" })
    expect(await tell(started.notify, unsure)).toEqual(acknowledged)
    await isUntouched(shop, started)
    expect((await statusOf(shop, started.session.id)).state).toBe("pending")
    await tell(started.notify, paid(started.order))
    await isBoughtOnce(shop, started.session)
  })

  it("with a code that nobody knows changes nothing", async () => {
    const started = await startPayment(shop)
    const attempt = await attemptOf(shop, started.session.id)
    for (const code of ["99999999", "", "01", "1 ", "true", "2"]) {
      expect(await tell(started.notify, paid(started.order, { RtnCode: code }))).toEqual(acknowledged)
      await isUntouched(shop, started)
      const told = { kind: "notice", state: "unknown", code }
      expect(await eventsOf(shop, attempt.id)).toContainEqual(expect.objectContaining(told))
    }
  })

  it("is kept without its signature, and with the payer's account masked", async () => {
    const { session, order, notify } = await startPayment(shop, "ecpay-atm")
    const fields = paid(order, { PaymentType: "ATM_LAND", ATMAccBank: "822", ATMAccNo: "86753" })
    await tell(notify, fields)
    const { rows } = await shop.database.query("select payload from taiwan_payment_event where attempt_id = $1", [
      (await attemptOf(shop, session.id)).id,
    ])
    const kept = JSON.stringify(rows)
    expect(kept).toContain("***53")
    expect(kept).not.toContain("86753")
    expect(kept).not.toContain("CheckMacValue")
    expect(kept).not.toContain(macOf(fields))
  })
})

describe("a notice that proves nothing", () => {
  let started: Started
  beforeAll(async () => {
    started = await startPayment(shop)
  })

  const spoilt: Record<string, (fields: Fields) => string> = {
    "with a made-up signature": (fields) => formBody({ ...fields, CheckMacValue: "A".repeat(64) }),
    "without a signature": (fields) => formBody(fields),
    "with an empty signature": (fields) => formBody({ ...fields, CheckMacValue: "" }),
    "with half a signature": (fields) => formBody({ ...fields, CheckMacValue: macOf(fields).slice(0, 32) }),
    "signed with another merchant's keys": (fields) =>
      formBody(signed(fields, { hashKey: "5294y06JbISpM5x9", hashIv: "v77hoKGq4kWxNNIS" })),
    "with another amount than was signed": (fields) => formBody({ ...signed(fields), TradeAmt: "1" }),
    "with another trade than was signed": (fields) => formBody({ ...signed(fields), TradeNo: "2611230930000002" }),
    "with a field more than was signed": (fields) => formBody({ ...signed(fields), StoreName: "x" }),
    "with a field less than was signed": (fields) =>
      formBody(Object.fromEntries(Object.entries(signed(fields)).filter(([name]) => name !== "SimulatePaid"))),
    "with a field twice": (fields) => `${formBody(signed(fields))}&TradeAmt=${fields.TradeAmt}`,
    "as JSON": (fields) => JSON.stringify(signed(fields)),
    "with an empty body": () => "",
    "with broken escapes": () => "%E0%A4%A=%&%zz=%FF",
  }

  it.each(Object.entries(spoilt))("%s is refused", async (_, spoil) => {
    expect(await post(started.notify, spoil(paid(started.order)))).toEqual(refused)
    await isUntouched(shop, started)
  })

  it("of random bytes is refused", async () => {
    for (let size = 1; size <= 4096; size *= 4) expect(await post(started.notify, randomBytes(size))).toEqual(refused)
  })

  it("is not made true by a content type", async () => {
    for (const type of [
      "application/json",
      "text/plain",
      "multipart/form-data; boundary=x",
      "application/octet-stream",
    ])
      expect(await post(started.notify, formBody(paid(started.order)), type)).toEqual(refused)
    await isUntouched(shop, started)
  })

  it("never learns the signature that would have been right, from the answer or the log", async () => {
    const { order, notify } = started
    const fields = paid(order)
    const { body } = await post(notify, formBody({ ...fields, CheckMacValue: "B".repeat(64) }))
    const log = readFileSync(shop.medusa.logFile, "utf8")
    expect(log).toContain("CheckMacValue does not match")
    for (const place of [body, log]) expect(place.toUpperCase()).not.toContain(macOf(fields))
  })

  it("leaves a trace in the ledger", async () => {
    const before = await refusalsOf(shop, "forged")
    const { order, notify } = started
    await post(notify, formBody({ ...paid(order), CheckMacValue: "C".repeat(64) }))
    expect(await refusalsOf(shop, "forged")).toBeGreaterThan(before)
  })

  it.each([
    ["/pay/sessions/payses_none/status", "GET"],
    ["/pay/sessions/payses_none", "GET"],
    ["/pay/ecpay-credit_main/return?attempt=tpa_none", "GET"],
    ["/pay/ecpay-credit_main/notify", "POST"],
    ["/pay/nobody/notify", "POST"],
    ["/store/taiwan-payments/cards", "GET"],
    ["/admin/taiwan-payments/attempts", "GET"],
  ])("and any other answer, as at %s, is kept by nobody and taken for nothing else", async (path, method) => {
    const { headers } = await fetch(`${shop.url}${path}`, { method })
    expect([headers.get("cache-control"), headers.get("x-content-type-options")]).toEqual(["no-store", "nosniff"])
  })

  it("is not read when it is larger than 64 KiB", async () => {
    const padding = "x".repeat(64 * 1024)
    const answer = await tell(started.notify, paid(started.order, { CustomField4: padding }))
    expect(answer.status).toBe(413)
    await isUntouched(shop, started)
  })

  it("is not read to its end when it does not say how large it is", async () => {
    expect(await postEndlessly(started.notify)).toBe(413)
  })

  it("is read up to 64 KiB", async () => {
    const { session, order, notify } = await startPayment(shop)
    expect(await tell(notify, paid(order, { CustomField4: "x".repeat(63 * 1024) }))).toEqual(acknowledged)
    await isBoughtOnce(shop, session)
  })

  it("has no address but the providers'", async () => {
    const { order, notify } = started
    const answer = await tell(notify.replace("ecpay-credit_main", "ecpay-nothing_main"), paid(order))
    expect(answer.status).toBe(404)
  })
})

describe("a true notice about something else", () => {
  it("is refused when it is of another merchant", async () => {
    const started = await startPayment(shop)
    expect(await tell(started.notify, paid(started.order, { MerchantID: "2000132" }))).toEqual(refused)
    await isUntouched(shop, started)
  })

  it("raises one alarm when nobody knows its trade", async () => {
    const { order, notify } = await startPayment(shop)
    const stranger = paid(order, { MerchantTradeNo: "NEVERSEENBEFORE00001" })
    for (let count = 0; count < 3; count += 1) expect(await tell(notify, stranger)).toEqual(refused)
    const alarms = await alarmsAbout(shop, `${order.MerchantID} NEVERSEENBEFORE00001`)
    expect(alarms.map(({ kind, amount }) => ({ kind, amount }))).toEqual([{ kind: "unknown_trade", amount: 1020 }])
  })

  it.each(["1019", "1021", "0", "1020.00", "-1020", ""])("raises an alarm when it brings %j", async (amount) => {
    const started = await startPayment(shop)
    expect(await tell(started.notify, paid(started.order, { TradeAmt: amount }))).toEqual(refused)
    await isUntouched(shop, started)
    const { id } = await attemptOf(shop, started.session.id)
    expect((await alarmsAbout(shop, id)).map(({ kind }) => kind)).toEqual(["wrong_amount"])
  })

  it("does not pay the attempt to whose return it is brought", async () => {
    const mine = await startPayment(shop)
    const other = await startPayment(shop)
    const body = formBody(signed(paid(other.order)))
    const back = mine.order.OrderResultURL ?? ""
    const headers = { "content-type": "application/x-www-form-urlencoded" }
    const response = await fetch(back, { method: "POST", body, headers, redirect: "manual" })
    expect(response.headers.get("location")).toContain(mine.session.id)
    await isUntouched(shop, mine)
    await isUntouched(shop, other)
  })
})

describe("a test payment", () => {
  it("settles in a sandbox", async () => {
    const session = await checkout(shop, "ecpay-atm")
    const { page } = await issueVoucher(session.data.start_url)
    await actAt(shop, tradeNumberOf(page), "simulate")
    await reaches(shop, session.id, "paid")
    await isBoughtOnce(shop, session)
  })

  it("is received in production, and nothing comes of it", async () => {
    const keys: Keys = { hashKey: "MadeUpForTests01", hashIv: "MadeUpForTests02" }
    const account = { merchantId: "7654321", ...keys, environment: "production" }
    const addresses = { backendUrl: "https://api.shop.example.tw", storefrontUrl: "https://shop.example.tw" }
    const open = await openShop({ ecpay: { ...account, ...addresses } })
    try {
      await testsNothingInProduction(open, keys)
    } finally {
      await open.close()
    }
  })

  /** The gateway itself is never called: the departure is read, not followed. */
  async function testsNothingInProduction(open: Shop, keys: Keys): Promise<void> {
    const session = await checkout(open, "ecpay-credit", "https://shop.example.tw/payment/return")
    const { action, fields: order } = await departOnly(`${open.url}/pay/sessions/${session.id}`)
    expect(action).toBe("https://payment.ecpay.com.tw/Cashier/AioCheckOut/V5")
    const started = { session, order, notify: `${open.url}/pay/ecpay-credit_main/notify` }
    expect(await tell(started.notify, paid(order, { SimulatePaid: "1" }), keys)).toEqual(acknowledged)
    await isUntouched(open, started)
    const attempt = await attemptOf(open, session.id)
    expect(await eventsOf(open, attempt.id)).toContainEqual(expect.objectContaining({ verdict: "simulated" }))
    expect(await tell(started.notify, paid(order), keys)).toEqual(acknowledged)
    await isBoughtOnce(open, session)
    expect(paymentOf(await orderOf(open, await settled(open, session.id))).amount).toBe(session.amount)
  }
})
