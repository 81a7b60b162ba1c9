import { describe, expect, it } from "vitest"
import { converse } from "../../src/toolkit/contract/conversation"
import type { MerchantAccount, OperationRequest } from "../../src/toolkit/contract/gateway"
import { twd } from "../../src/toolkit/twd"
import { gatewayOf as ecpayOf, LIVE_OPTIONS } from "../ecpay-account"
import { answer } from "../scripted-gateway"
import * as ecpay from "./ecpay/card-talk"
import * as newebpay from "./newebpay/speech"
import { answeredRows, gatewayOf as payuniOf } from "./payuni/messages"
import * as payuni from "./payuni/talk"
import * as tappay from "./tappay/merchant"

const moment = { now: new Date("2026-11-22T04:00:00Z"), nonce: () => "nonce" }

async function balanceOf(account: MerchantAccount, request: OperationRequest, text: string) {
  if (!account.balance) throw new Error("It has no books.")
  return converse(account.balance({ trade: request.trade, captured: request.captured }, moment), async () =>
    answer(text),
  )
}

describe("the books of a card that counts as captured", () => {
  const ofEcpay = ({ text }: { text: string }) => balanceOf(ecpayOf(LIVE_OPTIONS), ecpay.REQUEST, text)
  const ofNewebpay = (changes: object) =>
    balanceOf(newebpay.gatewayOf(), newebpay.REQUEST, newebpay.books({ ...changes }).text)
  const ofPayuni = (row: typeof payuni.AUTHORIZED) => balanceOf(payuniOf(), payuni.REQUEST, answeredRows(row).text)
  const ofTappay = (changes: object) => {
    const departure = tappay.departure()
    const trade = tappay.tradeOf(departure, "D20261122abcdefg")
    const text = JSON.stringify(tappay.records(tappay.recordRow(trade, changes)))
    return balanceOf(tappay.gatewayAt("http://localhost:9"), tappay.request(trade, departure.amount), text)
  }

  it("say so where it is only authorised", async () => {
    expect(await ofEcpay(ecpay.AUTHORIZED)).toBe("authorized")
    expect(await ofEcpay(ecpay.UNDONE)).toBe("authorized")
    expect(await ofNewebpay({ CloseStatus: "0", CloseAmt: null, BackStatus: "0" })).toBe("authorized")
    expect(await ofPayuni(payuni.AUTHORIZED)).toBe("authorized")
    expect(await ofPayuni(payuni.UNDONE)).toBe("authorized")
    expect(await ofTappay({ record_status: 0, is_captured: false, refunded_amount: 0 })).toBe("authorized")
  })

  it("and what is left of it once the bank is asked for the money", async () => {
    expect(await ofEcpay(ecpay.CLOSING)).toBe(1000)
    expect(await ofNewebpay({ CloseStatus: "1", CloseAmt: "1000", BackStatus: "0" })).toBe(1000)
    expect(await ofPayuni(payuni.CLOSING)).toBe(twd(1060))
    expect(await ofTappay({ record_status: 1, is_captured: true, refunded_amount: 20 })).toBe(tappay.AMOUNT - 20)
  })
})

describe("PAYUNi's books of a wallet", () => {
  const balance = (changes: Parameters<typeof payuni.wallet>[1]) =>
    balanceOf(payuniOf(), payuni.REQUEST, answeredRows(payuni.wallet("11", changes)).text)

  it("say what is left, whether or not they name the refunds", async () => {
    expect(await balance({ RemainAmt: "760", RefundLastDT: "2026-11-23 12:00:00" })).toBe(760)
    expect(await balance({ RemainAmt: "760", RefundType: "2", RefundStatus: "2", RefundAmt: "300" })).toBe(760)
    expect(await balance({ RemainAmt: "1060" })).toBe(1060)
  })

  it("do not tell where they have no balance, or none yet", async () => {
    expect(await balance({ RemainAmt: "" })).toBeNull()
    await expect(balance({ RemainAmt: "1060", DataSource: "B" })).rejects.toMatchObject({ kind: "unreadable" })
  })
})

describe("NewebPay's books of what is no card", () => {
  const balance = (PaymentType: string, CloseStatus: string, changes: object = {}) => {
    const row = { PaymentType, CloseStatus, BackStatus: "0", BackBalance: "1000", ...changes }
    return balanceOf(newebpay.gatewayOf(), newebpay.REQUEST, newebpay.books(row).text)
  }

  it.each([
    ["AFTEE", "0"],
    ["OPPAY", "3"],
    ["ESUNWALLET", "4"],
  ])("say that nobody gets the money of %s, CloseStatus %s", async (type, closing) => {
    expect(await balance(type, closing)).toBe("authorized")
    expect(await balance(type, closing, { BackStatus: "3", BackBalance: "0" })).toBe(0)
  })

  it.each([
    ["AFTEE", "1"],
    ["AFTEE", "2"],
    ["ESUNWALLET", "0"],
    ["ESUNWALLET", "3"],
  ])("say what is left of %s, CloseStatus %s", async (type, closing) => {
    expect(await balance(type, closing)).toBe(1000)
  })
})
