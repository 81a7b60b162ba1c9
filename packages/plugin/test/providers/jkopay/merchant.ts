import { randomUUID } from "node:crypto"
import type { Sandbox } from "@taiwan-payments/sandbox"
import { type JkopayShopper, payWithJkopay } from "@taiwan-payments/sandbox/shopper"
import { jkopay } from "../../../src/providers/jkopay/gateway"
import { METHODS } from "../../../src/providers/jkopay/methods"
import { converse, type Send } from "../../../src/toolkit/contract/conversation"
import type {
  MerchantAccount,
  Moment,
  OperationRequest,
  Outcome,
  PaidTrade,
  RawMessage,
  StartRequest,
} from "../../../src/toolkit/contract/gateway"
import { httpClient } from "../../../src/toolkit/http-client"
import { PaymentError } from "../../../src/toolkit/payment-error"
import { ALPHANUMERIC, newTradeNumber } from "../../../src/toolkit/trade-number"
import { twd } from "../../../src/toolkit/twd"

/** The example of JKOPAY's document, which every sandbox knows; the API key is the sandbox's. */
export const KEYS = {
  apiKey: "sandbox-jkopay-api-key",
  secretKey: "r0odDC1e9LHXDmxuvmOv9bgaWLf2CXB2c4gMheoFucVKNMi1K0Id9zwRHJF1r-kdtAKriKgb11VDlo7Kb8R-FQ",
  storeId: "35f12dff-1581-11e9-a054-00505684fd45",
}

const SHOP = { backendUrl: "http://localhost:9", storefrontUrl: "http://localhost:9" }

export const AMOUNT = twd(1020)

export const send: Send = httpClient({ gateway: "jkopay" })

export function gatewayAt(sandbox: string, options: Record<string, unknown> = {}): MerchantAccount {
  return jkopay.openAccount({ ...SHOP, ...KEYS, environment: { sandbox }, askBeforeCharge: false, ...options }).account
}

export const moment = (): Moment => ({ now: new Date(), nonce: randomUUID })

export function departure(changes: Partial<StartRequest> = {}): StartRequest {
  const [method] = METHODS
  const shop = "http://localhost:9/pay/jkopay_main"
  return {
    tradeNo: newTradeNumber({ length: 20, alphabet: ALPHANUMERIC }),
    method,
    amount: AMOUNT,
    at: new Date(),
    locale: "zh-TW",
    items: [{ title: "炭焙烏龍", quantity: 4, total: 960 }],
    shipping: [{ title: "宅配", quantity: 1, total: 60 }],
    buyer: { email: null, name: null, phone: null },
    sessionId: "payses_1",
    urls: {
      notify: `${shop}/notify`,
      return: `${shop}/return?attempt=1`,
      back: `${shop}/back`,
      preChargeCheck: `${shop}/gate`,
    },
    ...changes,
  }
}

export function tradeOf({ tradeNo, amount, method }: StartRequest): PaidTrade {
  return { tradeNo, amount, method, reference: null, startedAt: new Date(), voucherKnown: false, details: {} }
}

/** Opens an order; answers it with the buyer's address. */
export async function enter(gateway: MerchantAccount, changes: Partial<StartRequest> = {}, by: Send = send) {
  const leaving = departure(changes)
  if (gateway.start.kind !== "redirect") throw new Error("JKOPAY redirects")
  const { url } = await converse(gateway.start.redirect(leaving, moment()), by)
  return { url, trade: tradeOf(leaving) }
}

export const query = (gateway: MerchantAccount, trade: PaidTrade, by: Send = send) =>
  converse(gateway.query(trade, moment()), by)

export async function paid(gateway: MerchantAccount, shopper: JkopayShopper = {}): Promise<PaidTrade> {
  const { url, trade } = await enter(gateway)
  await payWithJkopay(url, { outcome: "approve-and-close", ...shopper })
  return trade
}

export function give(
  gateway: MerchantAccount,
  trade: PaidTrade,
  amount: number,
  request: Partial<OperationRequest> = {},
  by: Send = send,
): Promise<Outcome> {
  if (!gateway.refund) throw new Error("JKOPAY refunds")
  const rest = {
    captured: trade.amount,
    refunded: twd(0),
    key: `ref_${randomUUID()}`,
    since: new Date(),
    resumed: false,
  }
  return converse(gateway.refund({ trade, amount: twd(amount), ...rest, ...request }, moment()), by)
}

/** What stays with the merchant, by the sandbox's books. */
export function stateThere(sandbox: Sandbox, { tradeNo }: PaidTrade) {
  return sandbox
    .gateway("jkopay")
    .trades()
    .find(({ reference }) => reference === tradeNo)
}

/** Answers of JKOPAY that no sandbox gives, in the order in which they are asked for. */
export function scripted(...answers: readonly (object | string | PaymentError)[]): Send {
  const waiting = [...answers]
  return async () => {
    const next = waiting.shift() ?? new PaymentError("unreachable", "Nobody answers.")
    if (next instanceof PaymentError) throw next
    return { status: 200, headers: {}, text: typeof next === "string" ? next : JSON.stringify(next) }
  }
}

export const success = (object: object | null) => ({ result: "000", message: null, result_object: object })

export function message(body: string): RawMessage {
  return { body: Buffer.from(body), headers: { "content-type": "application/json" }, query: "" }
}
