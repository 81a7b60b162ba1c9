import type { EcpayOptions } from "../../../src/providers/ecpay/gateway"
import type { WireRequest, WireResponse } from "../../../src/toolkit/contract/conversation"
import type { OperationRequest, Outcome } from "../../../src/toolkit/contract/gateway"
import type { PaymentError } from "../../../src/toolkit/payment-error"
import { twd } from "../../../src/toolkit/twd"
import { gatewayOf, LIVE_OPTIONS, methodOf } from "../../ecpay-account"
import { answer, fieldsOf, held } from "../../scripted-gateway"

export const TRADE_NO = "T20261122A0001"
/** Noon in Taipei. */
export const NOON = new Date("2026-11-22T04:00:00Z")

export const REQUEST: OperationRequest = {
  trade: {
    tradeNo: TRADE_NO,
    method: methodOf("credit"),
    reference: "2611221830051234",
    startedAt: new Date(),
    voucherKnown: false,
    amount: twd(1000),
    details: { payment_type: "Credit_CreditCard", authorization_id: "11958723" },
  },
  amount: twd(1000),
  captured: twd(1000),
  refunded: twd(0),
  key: "ref_1",
  since: new Date(),
  resumed: false,
}

/** QueryTrade/V2 as documented (p=2894). Amounts above nought are closings, below it refunds. */
export function books(
  status: string,
  closings: readonly [status: string, amount: number | string][] = [],
): WireResponse {
  const close_data = closings.map(([state, amount]) => ({ status: state, sno: "1", amount, datetime: "" }))
  return answer(JSON.stringify({ RtnMsg: "", RtnValue: { TradeID: 13475885, amount: 1000, status, close_data } }))
}

export const AUTHORIZED = books("已授權")
export const CLOSING = books("已授權", [["要關帳", 1000]])
export const CLOSED = books("已授權", [["已關帳", 1000]])
export const UNDONE = books("已授權", [["操作取消", 1000]])
export const CANCELED = books("已取消")

export const DONE = answer(`MerchantID=3999001&MerchantTradeNo=${TRADE_NO}&TradeNo=2611221830051234&RtnCode=1&RtnMsg=`)
export const refused = (message: string) =>
  answer(`MerchantID=3999001&MerchantTradeNo=${TRADE_NO}&TradeNo=2611221830051234&RtnCode=0&RtnMsg=${message}`)

interface Talk {
  readonly kind?: "refund" | "void" | "capture"
  readonly books?: WireResponse
  readonly replies?: readonly (WireResponse | PaymentError)[]
  readonly request?: Partial<OperationRequest>
  readonly now?: Date
  readonly options?: Partial<EcpayOptions>
}

interface Told {
  readonly outcome: Outcome
  readonly actions: string[]
  readonly sent: WireRequest[]
}

/** Holds a card conversation: what the books say, then one reply for each action. */
export async function talk({
  kind = "refund",
  books: page = CLOSED,
  replies = [],
  request,
  now = NOON,
  options,
}: Talk): Promise<Told> {
  const operation = gatewayOf({ ...LIVE_OPTIONS, ...options })[kind]
  if (!operation) throw new Error(`ECPay has no ${kind}.`)
  const waiting = [...replies]
  const sent: WireRequest[] = []
  const { result } = await held(operation({ ...REQUEST, ...request }, { now, nonce: () => "nonce" }), (asked) => {
    sent.push(asked)
    return asked.call.startsWith("DoAction") ? (waiting.shift() ?? DONE) : page
  })
  return { outcome: result, actions: actionsIn(sent), sent }
}

function actionsIn(sent: readonly WireRequest[]): string[] {
  return sent
    .filter(({ call }) => call === "DoAction")
    .map(fieldsOf)
    .map(({ Action, TotalAmount }) => `${Action} ${TotalAmount}`)
}

export const PART = { amount: twd(300) }
