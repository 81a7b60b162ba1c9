import { expect, it, vi } from "vitest"
import type { NewAttempt } from "../../src/modules/ledger/records"
import { type MethodAccount, openMethodAccount } from "../../src/payments/method-account"
import { recordNotice } from "../../src/payments/notices/verify"
import type { Recorded } from "../../src/payments/record-message"
import { ecpay } from "../../src/providers/ecpay/gateway"
import { checkMacValue } from "../../src/providers/ecpay/wire"
import type { RawMessage } from "../../src/toolkit/contract/notice"
import { methodOf, STAGE_KEYS, STAGE_OPTIONS } from "../ecpay-account"
import { methodAccountAt, notice } from "../fake-gateway"
import { eventsOf, newAttempt, newId, useShop } from "../shop-database"

const place = useShop()
const context = () => place.shop.context

function take(methodAccount: MethodAccount, raw: RawMessage): Promise<Recorded> {
  return recordNotice(context(), methodAccount, raw, "notice")
}

/** ECPay's word that the card was paid. Whether it is captured is not in it. */
function paidByCard(tradeNo: string, more: Readonly<Record<string, string>> = {}): RawMessage {
  const fields = {
    MerchantID: STAGE_OPTIONS.merchantId,
    MerchantTradeNo: tradeNo,
    RtnCode: "1",
    RtnMsg: "Succeeded",
    TradeNo: "2611221830051234",
    TradeAmt: "1000",
    PaymentDate: "2026/11/22 18:31:40",
    PaymentType: "Credit_CreditCard",
    SimulatePaid: "0",
  }
  const body = new URLSearchParams({ ...fields, ...more, CheckMacValue: checkMacValue(fields, STAGE_KEYS) })
  return { body: Buffer.from(body.toString()), headers: {}, query: "" }
}

function atEcpay(capture: "automatic" | "manual"): MethodAccount {
  const options = { ...STAGE_OPTIONS, capture, creditCheckCode: "12345678" }
  return openMethodAccount(ecpay, methodOf("credit"), options)
}

function opened(more: Partial<NewAttempt>) {
  const account = { gateway: "ecpay", environment: "stage", merchant: STAGE_OPTIONS.merchantId } as const
  return context().ledger.open(newAttempt({ ...account, method: "credit", ...more }))
}

it.each([
  ["manual", "automatic", "authorized"],
  ["automatic", "manual", "captured"],
  ["manual", "manual", "authorized"],
] as const)("a trade opened with %s capture, under options that say %s by then, is %s", async (mode, now, state) => {
  const attempt = await opened({ capture_mode: mode })
  await take(atEcpay(now), paidByCard(attempt.trade_no))
  expect(await context().ledger.attempt(attempt.id)).toMatchObject({ state })
})

it("a message that means the same is one event, however often its letters change their case", async () => {
  const attempt = await opened({ capture_mode: "automatic" })
  const disguises = ["Succeeded", "succeeded", "SUCCEEDED", "sUCCEEDED"].map((RtnMsg) => ({ RtnMsg }))
  for (const disguise of disguises) {
    const { verdict } = await take(atEcpay("automatic"), paidByCard(attempt.trade_no, disguise))
    expect(verdict).toBe("accepted")
  }
  expect(await eventsOf(place.shop, attempt)).toHaveLength(1)
})

it("what stands outside of the signature makes no other message", async () => {
  const attempt = await opened({ capture_mode: "automatic" })
  const { body } = paidByCard(attempt.trade_no)
  const [, sum = ""] = /CheckMacValue=(\w+)/.exec(body.toString()) ?? []
  const other = { body: Buffer.from(body.toString().replace(sum, sum.toLowerCase())), headers: {}, query: "" }
  await take(atEcpay("automatic"), { body, headers: {}, query: "" })
  await take(atEcpay("automatic"), other)
  expect(await eventsOf(place.shop, attempt)).toHaveLength(1)
})

it("notices about trades that are not ours are bounded, by minute and by account", async () => {
  vi.useFakeTimers({ now: new Date("2031-02-01T00:00:10Z"), toFake: ["Date"] })
  try {
    const account = (merchant: string) => methodAccountAt({ url: "http://127.0.0.1:1" }, { merchant })
    const [flooded, other] = [newId("MF"), newId("MO")]
    const tell = (merchant: string) => take(account(merchant), notice({ merchant, tradeNo: newId("X") }))
    const alarms = (merchant: string) =>
      place.shop.db("taiwan_payment_alarm").where("subject", "like", `${merchant.toUpperCase()} %`)
    for (let told = 0; told < 50; told += 1) expect((await tell(flooded)).verdict).toBe("foreign")
    expect(await alarms(flooded)).toHaveLength(20)
    await tell(other)
    expect(await alarms(other)).toHaveLength(1)
    vi.setSystemTime(new Date("2031-02-01T00:01:00Z"))
    await tell(flooded)
    expect(await alarms(flooded)).toHaveLength(21)
  } finally {
    vi.useRealTimers()
  }
})
