import { randomUUID } from "node:crypto"
import type { Sandbox } from "@taiwan-payments/sandbox"
import { getTapPayPrime, payWithTapPay, type TapPayShopper } from "@taiwan-payments/sandbox/shopper"
import { tappay } from "../../../src/providers/tappay/gateway"
import { METHODS, type MethodId } from "../../../src/providers/tappay/methods"
import { converse, type Send } from "../../../src/toolkit/contract/conversation"
import type {
  ChargeResult,
  MerchantAccount,
  Method,
  Moment,
  OperationRequest,
  Outcome,
  PaidTrade,
  PaymentSource,
  StartRequest,
  TokenStart,
} from "../../../src/toolkit/contract/gateway"
import { httpClient } from "../../../src/toolkit/http-client"
import { PaymentError } from "../../../src/toolkit/payment-error"
import { ALPHANUMERIC, newTradeNumber } from "../../../src/toolkit/trade-number"
import { twd } from "../../../src/toolkit/twd"

/** The test account that TapPay's examples publish, which every sandbox knows. */
export const KEYS = {
  partnerKey: "partner_6ID1DoDlaPrfHw6HBZsULfTYtDmWs0q0ZZGKMBpp4YICWBxgK97eK3RM",
  appId: 11327,
  appKey: "app_whdEWBH8e8Lzy4N6BysVRRMILYORF6UxXbiOFsICkz0J9j1C0JUlCHv1tVJC",
  merchantIds: {
    card: "GlobalTesting_CTBC",
    installment: "GlobalTesting_CTBC",
    applepay: "GlobalTesting_CTBC",
    googlepay: "GlobalTesting_CTBC",
    samsungpay: "GlobalTesting_CTBC",
    linepay: "GlobalTesting_LINEPAY",
    jkopay: "GlobalTesting_JKOPAY",
    easywallet: "GlobalTesting_EASY_WALLET",
    atome: "GlobalTesting_ATOME",
    piwallet: "GlobalTesting_PI_WALLET_Manual_CAP",
    pluspay: "GlobalTesting_PLUSPAY",
  },
}

export const SHOP = { backendUrl: "http://localhost:9", storefrontUrl: "http://localhost:9" }

export const AMOUNT = twd(1020)

export const send: Send = httpClient({ gateway: "tappay" })

export function gatewayAt(sandbox: string, options: Record<string, unknown> = {}): MerchantAccount {
  return tappay.openAccount({ ...SHOP, ...KEYS, environment: { sandbox }, ...options }).account
}

export function startOf({ start }: MerchantAccount): TokenStart {
  if (start.kind !== "token") throw new Error("TapPay starts with a token")
  return start
}

export function methodOf(id: MethodId): Method {
  const method = METHODS.find((candidate) => candidate.id === id)
  if (!method) throw new Error(`There is no method ${id}.`)
  return method
}

export const moment = (now = new Date()): Moment => ({ now, nonce: randomUUID })

export function departure(changes: Partial<StartRequest> = {}): StartRequest {
  const shop = "http://localhost:9/pay/tappay-card_main"
  return {
    tradeNo: newTradeNumber({ length: 20, alphabet: ALPHANUMERIC }),
    method: methodOf("card"),
    amount: AMOUNT,
    at: new Date(),
    locale: "zh-TW",
    items: [{ title: "炭焙烏龍", quantity: 4, total: 960 }],
    shipping: [{ title: "宅配", quantity: 1, total: 60 }],
    buyer: { email: "buyer@example.com", name: "王小明", phone: "0912-345-678" },
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

export function tradeOf({ tradeNo, amount, method, at }: StartRequest, reference: string | null = null): PaidTrade {
  return { tradeNo, amount, method, reference, startedAt: at, voucherKnown: false, details: {} }
}

/** Charges a prime; answers what came of it and the trade as the ledger would know it. */
export async function charge(
  gateway: MerchantAccount,
  prime: string | PaymentSource,
  changes: Partial<StartRequest> = {},
  by: Send = send,
) {
  const leaving = departure(changes)
  const means: PaymentSource = typeof prime === "string" ? { kind: "token", token: prime, keep: false } : prime
  const charged: ChargeResult = await converse(startOf(gateway).charge(leaving, means, moment()), by)
  return { ...charged, paid: tradeOf(leaving, charged.trade.reference), leaving }
}

export async function primeOf(sandbox: Sandbox, card = "4242424242424242"): Promise<string> {
  const ccv = card.startsWith("34") ? "1234" : "123"
  return (await getTapPayPrime(sandbox.url, { card, ccv })).prime
}

/** Charges a card through 3-D Secure, at whose page the buyer acts so. */
export async function payBy3D(
  sandbox: Sandbox,
  gateway: MerchantAccount,
  shopper: TapPayShopper = {},
): Promise<PaidTrade> {
  const { url, paid } = await charge(gateway, await primeOf(sandbox))
  await payWithTapPay(url ?? "", { outcome: "approve-and-close", ...shopper })
  return paid
}

export const query = (gateway: MerchantAccount, trade: PaidTrade, by: Send = send, now = new Date()) =>
  converse(gateway.query(trade, moment(now)), by)

export function request(trade: PaidTrade, amount: number, changes: Partial<OperationRequest> = {}): OperationRequest {
  const rest = {
    captured: trade.amount,
    refunded: twd(0),
    key: `ref_${randomUUID()}`,
    since: new Date(),
    resumed: false,
  }
  return { trade, amount: twd(amount), ...rest, ...changes }
}

export function move(
  gateway: MerchantAccount,
  kind: "capture" | "void" | "refund",
  order: OperationRequest,
  by: Send = send,
  now = new Date(),
): Promise<Outcome> {
  const talk = gateway[kind]
  if (!talk) throw new Error(`TapPay can ${kind}`)
  return converse(talk(order, moment(now)), by)
}

export const captureNow = (sandbox: Sandbox) => sandbox.gateway("tappay").command("run-capture", {})

/** The sandbox's books about a trade. */
export function thereOf(sandbox: Sandbox, { tradeNo }: PaidTrade) {
  const trades = sandbox.gateway("tappay").trades()
  return trades.find(({ reference }) => reference === tradeNo)
}

/** Sends, then loses the answer of the calls whose name fits. */
export function losing(call: RegExp, by: Send = send): Send {
  return async (wire) => {
    const answer = await by(wire)
    if (!call.test(wire.call)) return answer
    throw new PaymentError("unreachable", "The answer was lost.")
  }
}

/** Remembers the bodies that were sent. */
export function watching(by: Send = send): { by: Send; sent: { call: string; body: Record<string, unknown> }[] } {
  const sent: { call: string; body: Record<string, unknown> }[] = []
  return {
    sent,
    by: async (wire) => {
      sent.push({ call: wire.call, body: JSON.parse(wire.body ?? "{}") })
      return by(wire)
    },
  }
}

/** Answers of TapPay that no sandbox gives, in the order in which they are asked for. */
export function scripted(...answers: readonly (object | string | PaymentError)[]): Send {
  const waiting = [...answers]
  return async () => {
    const next = waiting.shift() ?? new PaymentError("unreachable", "Nobody answers.")
    if (next instanceof PaymentError) throw next
    return { status: 200, headers: {}, text: typeof next === "string" ? next : JSON.stringify(next) }
  }
}

/** A captured payment of NT$1,020 as the Record API has it. */
export const recordRow = ({ tradeNo }: PaidTrade, changes: object = {}) => ({
  ...{ rec_trade_id: "D1", bank_transaction_id: tradeNo, order_number: tradeNo },
  ...{ merchant_id: "GlobalTesting_CTBC", currency: "TWD", amount: 1020, original_amount: 1020 },
  ...{ refunded_amount: 0, record_status: 1, is_captured: true },
  ...changes,
})

/** The Record API's answer. */
export const records = (...rows: object[]) => ({
  ...{ status: 2, msg: "", number_of_transactions: rows.length, trade_records: rows },
})
