import { randomUUID } from "node:crypto"
import { createServer } from "node:http"
import type { Sandbox } from "@taiwan-payments/sandbox"
import { type PayuniShopper, payWithPayuni } from "@taiwan-payments/sandbox/shopper"
import { payuni } from "../../../src/providers/payuni/gateway"
import { converse } from "../../../src/toolkit/contract/conversation"
import type {
  Form,
  MerchantAccount,
  Moment,
  OperationRequest,
  Outcome,
  PaidTrade,
} from "../../../src/toolkit/contract/gateway"
import { httpClient } from "../../../src/toolkit/http-client"
import { ALPHANUMERIC, newTradeNumber } from "../../../src/toolkit/trade-number"
import { twd } from "../../../src/toolkit/twd"
import { methodOf } from "./messages"

export const AMOUNT = twd(1060)

/** The sandbox's two shops, whose cards are captured at once, or by the merchant. */
const SHOPS = {
  automatic: {
    merId: "S01234567",
    hashKey: "12345678901234567890123456789012",
    hashIv: "1234567890123456",
  },
  manual: {
    merId: "S01234568",
    hashKey: "sandbox-payuni-manual-capture-32",
    hashIv: "sandbox-manual16",
  },
}

const NOWHERE = { backendUrl: "http://localhost:9", storefrontUrl: "http://localhost:9" }

const send = httpClient({ gateway: "payuni" })

export function gatewayAt({ url }: Sandbox, capture: keyof typeof SHOPS = "automatic"): MerchantAccount {
  return payuni.openAccount({ ...NOWHERE, ...SHOPS[capture], capture, environment: { sandbox: url } }).account
}

const momentOf = ({ clock }: Sandbox): Moment => ({ now: clock.now(), nonce: randomUUID })

/** The order's form, for its number at an instant. */
export function formAt(gateway: MerchantAccount, id: string, tradeNo: string, at: Date): Form {
  if (gateway.start.kind !== "form") throw new Error("PAYUNi starts with a form.")
  return gateway.start.form({
    tradeNo,
    method: methodOf(id),
    amount: AMOUNT,
    at,
    locale: "zh-TW",
    items: [{ title: "炭焙烏龍", quantity: 1, total: 1060 }],
    shipping: [],
    buyer: { email: "buyer@example.tw", name: null, phone: null },
    sessionId: "payses_1",
    urls: {
      notify: "http://localhost:9/notify",
      return: "http://localhost:9/return",
      back: "http://localhost:9/back",
      preChargeCheck: "http://localhost:9/gate",
    },
  })
}

/** A buyer goes to PAYUNi by a method, acts, and closes the window before coming home. */
export async function buy(
  sandbox: Sandbox,
  gateway: MerchantAccount,
  id: string,
  shopper: PayuniShopper = {},
): Promise<PaidTrade> {
  const tradeNo = newTradeNumber({ length: 20, alphabet: ALPHANUMERIC })
  const at = sandbox.clock.now()
  const form = formAt(gateway, id, tradeNo, at)
  await visit(form, shopper)
  return {
    tradeNo,
    method: methodOf(id),
    amount: AMOUNT,
    reference: null,
    startedAt: at,
    voucherKnown: false,
    details: {},
  }
}

/** A page of the shop's that posts the form by itself. */
async function visit({ action, fields }: Form, shopper: PayuniShopper): Promise<void> {
  const inputs = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
  const server = createServer((_request, response) =>
    response.end(`<form id="departure" method="post" action="${action}">${inputs.join("")}</form>`),
  )
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  const port = typeof address === "object" ? address?.port : 0
  const closeBefore = ({ url }: { url: string }) => url.startsWith("http://localhost:9/")
  await payWithPayuni(`http://127.0.0.1:${port}/`, { closeBefore, ...shopper })
  await new Promise((resolve) => server.close(resolve).closeAllConnections())
}

export const look = (sandbox: Sandbox, gateway: MerchantAccount, trade: PaidTrade) =>
  converse(gateway.query(trade, momentOf(sandbox)), send)

export function move(
  sandbox: Sandbox,
  gateway: MerchantAccount,
  kind: "capture" | "void" | "refund",
  request: Pick<OperationRequest, "trade"> & Partial<OperationRequest>,
): Promise<Outcome> {
  const operation = gateway[kind]
  if (!operation) throw new Error(`PAYUNi has no ${kind}.`)
  const rest = { amount: AMOUNT, captured: AMOUNT, refunded: twd(0), key: randomUUID(), resumed: false }
  return converse(operation({ ...rest, since: sandbox.clock.now(), ...request }, momentOf(sandbox)), send)
}

export async function fateOf(
  sandbox: Sandbox,
  gateway: MerchantAccount,
  trade: PaidTrade,
  amount: number,
  refunded: number,
) {
  if (!gateway.queuedOperationStatus) throw new Error("PAYUNi queues refunds.")
  const rest = { captured: AMOUNT, key: randomUUID(), resumed: true, since: sandbox.clock.now() }
  const request = { trade, amount: twd(amount), refunded: twd(refunded), ...rest, kind: "refund" } as const
  return (await converse(gateway.queuedOperationStatus(request, momentOf(sandbox)), send)).state
}
