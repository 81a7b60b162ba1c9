import { expect } from "vitest"
import type { PayuniOptions } from "../../../src/providers/payuni/gateway"
import { open } from "../../../src/providers/payuni/wire"
import type { WireRequest, WireResponse } from "../../../src/toolkit/contract/conversation"
import type {
  OperationRequest,
  Outcome,
  QueuedOperationRequest,
  QueuedOperationStatus,
} from "../../../src/toolkit/contract/gateway"
import type { PaymentError } from "../../../src/toolkit/payment-error"
import type { Fields } from "../../../src/toolkit/redact"
import { twd } from "../../../src/toolkit/twd"
import { fieldsOf, held } from "../../scripted-gateway"
import {
  answered,
  answeredRows,
  gatewayOf,
  KEYS,
  MER_ID,
  methodOf,
  moment,
  NOON,
  REFERENCE,
  row,
  TRADE_NO,
  without,
} from "./messages"

export const REQUEST: OperationRequest = {
  trade: {
    tradeNo: TRADE_NO,
    method: methodOf("credit"),
    amount: twd(1060),
    reference: REFERENCE,
    startedAt: NOON,
    voucherKnown: false,
    details: {},
  },
  amount: twd(1060),
  captured: twd(1060),
  refunded: twd(0),
  key: "ref_1",
  since: NOON,
  resumed: false,
}

export const PART = { amount: twd(60) }
export const RESUMED = { resumed: true }

export const AUTHORIZED = row({ CloseStatus: "9", CloseAmt: "0" })
export const UNDONE = row({ CloseStatus: "3", CloseAmt: "0" })
export const CLOSING = row({ CloseStatus: "1" })
export const PROCESSING = row({ CloseStatus: "7" })
export const CLOSED = row()
export const CANCELED = row({ TradeStatus: "3", CloseStatus: "9" })
export const WALLETS = { icash: "6", aftee: "7", linepay: "9", jkopay: "11" } as const

export const wallet = (PaymentType: string, changes: Fields = {}) =>
  without(row({ PaymentType, ...changes }), "CloseStatus", "CloseAmt", "AuthType", "CardInst", "AuthCode")

export const refundedBy = (RefundAmt: string, RemainAmt: string, changes: Fields = {}) =>
  row({ RefundType: "2", RefundStatus: "2", RefundAmt, RemainAmt, ...changes })

export const DONE: Fields = { Status: "SUCCESS", Message: "處理成功", TradeNo: REFERENCE }
export const refused = (Status: string, Message = "") => answered({ Status, Message })

export interface Talk {
  readonly kind?: "refund" | "void" | "capture"
  readonly books?: Fields | WireResponse
  readonly replies?: readonly (WireResponse | PaymentError)[]
  readonly request?: Partial<OperationRequest>
  readonly options?: Partial<PayuniOptions>
}

interface Told {
  readonly outcome: Outcome
  readonly moves: string[]
}

/** A call that moves money, as PAYUNi reads it. */
function readMove(request: WireRequest): string {
  const { CloseType, TradeAmt, TradeNo } = open(fieldsOf(request), [KEYS]).fields
  expect(TradeNo).toBe(REFERENCE)
  expect(fieldsOf(request)).toMatchObject({ MerID: MER_ID, Version: "1.0" })
  expect(request).toMatchObject({ moves: true, headers: { "user-agent": "payuni" } })
  return [request.call.replace("trade/", ""), CloseType, TradeAmt].filter(Boolean).join(" ")
}

export const sent: string[] = []

/** Holds a conversation: what the books say, then one reply for each movement. */
export async function talk({ kind = "refund", books = CLOSED, replies = [], request, options }: Talk): Promise<Told> {
  const operation = gatewayOf(options)[kind]
  if (!operation) throw new Error(`PAYUNi has no ${kind}.`)
  const waiting = [...replies]
  sent.length = 0
  const { result } = await held(operation({ ...REQUEST, ...request }, moment), (asked) => {
    if (asked.call === "trade/query") return isAnswer(books) ? books : answeredRows(books)
    sent.push(readMove(asked))
    return waiting.shift() ?? answered(DONE)
  })
  return { outcome: result, moves: [...sent] }
}

/** How the books mark a refund that waits. */
export const WAITING: Fields = { RefundType: "3", RefundStatus: "1" }

/** What became of a queued refund, by the books. */
export async function fateOf(
  books: Fields,
  request: Partial<QueuedOperationRequest> = PART,
  days = 0,
): Promise<QueuedOperationStatus> {
  const { queuedOperationStatus } = gatewayOf()
  if (!queuedOperationStatus) throw new Error("PAYUNi queues refunds.")
  const queued = { ...REQUEST, resumed: true, ...request, kind: "refund" } as const
  const now = new Date(NOON.getTime() + days * 86_400_000)
  return (await held(queuedOperationStatus(queued, { ...moment, now }), () => answeredRows(books))).result
}

function isAnswer(books: Fields | WireResponse): books is WireResponse {
  return typeof books.status === "number"
}
