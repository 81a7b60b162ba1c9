import { randomUUID } from "node:crypto"
import { type Sandbox, startSandbox } from "@taiwan-payments/sandbox"
import { onTestFinished } from "vitest"
import { newebpay } from "../../../src/providers/newebpay/gateway"
import { converse, type Send } from "../../../src/toolkit/contract/conversation"
import type {
  Form,
  MerchantAccount,
  OperationRequest,
  Outcome,
  RawMessage,
  StartRequest,
  Trade,
} from "../../../src/toolkit/contract/gateway"
import { httpClient } from "../../../src/toolkit/http-client"
import { ALPHANUMERIC, newTradeNumber } from "../../../src/toolkit/trade-number"
import { twd } from "../../../src/toolkit/twd"
import { methodOf } from "../../ecpay-account"
import { serve } from "../../local-server"

/** The two shops that every sandbox knows. */
const SHOPS = {
  automatic: {
    merchantId: "MS127874575",
    hashKey: "Fs5cX1TGqYM2PpdbE14a9H83YQSQF5jn",
    hashIv: "C6AcmfqJILwgnhIP",
  },
  manual: {
    merchantId: "MS300000002",
    hashKey: "SandboxNewebPayManualCapture0002",
    hashIv: "SandboxNewebPay2",
  },
}

export const AMOUNT = twd(1020)

export interface ShopAtSandbox {
  readonly sandbox: Sandbox
  /** An address that sends the browser to NewebPay, and the number of the trade. */
  startPayment(method: string): { url: string; tradeNo: string }
  /** What was posted to us on this way, verified and read. */
  heard(way: "notify" | "return"): Trade[]
  query(tradeNo: string, method: string): Promise<Trade>
  move(kind: "capture" | "void" | "refund", trade: Trade, method: string, amount?: number): Promise<Outcome>
  /** Night, then the bank's file. */
  closeBooks(): Promise<void>
}

export async function openShopAtSandbox(capture: keyof typeof SHOPS = "automatic"): Promise<ShopAtSandbox> {
  const sandbox = await startSandbox()
  onTestFinished(() => sandbox.close())
  const places = { backendUrl: "http://localhost:9", storefrontUrl: "http://localhost:9" }
  const gateway = newebpay.openAccount({
    ...places,
    ...SHOPS[capture],
    capture,
    environment: { sandbox: sandbox.url },
  }).account
  const posted: { path: string; raw: RawMessage }[] = []
  const forms: Form[] = []
  const here = await listen(posted, forms)
  const send: Send = httpClient({ gateway: "newebpay" })
  const moment = () => ({ now: sandbox.clock.now(), nonce: randomUUID })
  const keyOf = (tradeNo: string, method: string, reference: string | null = null) => {
    const facts = { amount: AMOUNT, voucherKnown: false, details: {}, startedAt: sandbox.clock.now() }
    return { tradeNo, method: methodOf(method, newebpay), reference, ...facts }
  }
  return {
    sandbox,
    startPayment: (method) => {
      const departure = startRequestOf(here, method, sandbox.clock.now())
      forms.push(formOf(gateway, departure))
      return { url: `${here}/start/${forms.length - 1}`, tradeNo: departure.tradeNo }
    },
    heard: (way) => posted.filter(({ path }) => path === `/${way}`).map(({ raw }) => read(gateway, raw)),
    query: (tradeNo, method) => converse(gateway.query(keyOf(tradeNo, method), moment()), send),
    move: (kind, { tradeNo, reference }, method, amount = AMOUNT) => {
      const talk = gateway[kind]
      if (!talk) throw new Error(`NewebPay has no ${kind}.`)
      const money = { amount: twd(amount), captured: AMOUNT, refunded: twd(0), key: randomUUID(), resumed: false }
      const trade = keyOf(tradeNo, method, reference)
      const request: OperationRequest = { trade, ...money, since: sandbox.clock.now() }
      return converse(talk(request, moment()), send)
    },
    closeBooks: async () => {
      await sandbox.gateway("newebpay").command("run-night", {})
      await sandbox.gateway("newebpay").command("run-bank-file", {})
    },
  }
}

function read({ notice }: MerchantAccount, raw: RawMessage): Trade {
  if (notice?.kind !== "signed") throw new Error("NewebPay signs its notices.")
  return notice.read(notice.verify(raw))
}

function formOf({ start }: MerchantAccount, departure: StartRequest): Form {
  if (start.kind !== "form") throw new Error("NewebPay starts by a form.")
  return start.form(departure)
}

function startRequestOf(here: string, method: string, at: Date): StartRequest {
  return {
    tradeNo: newTradeNumber({ length: 20, alphabet: ALPHANUMERIC }),
    method: methodOf(method, newebpay),
    amount: AMOUNT,
    at,
    locale: "zh-TW",
    items: [{ title: "炭焙烏龍", quantity: 4, total: 960 }],
    shipping: [{ title: "宅配", quantity: 1, total: 60 }],
    buyer: { email: "buyer@example.com", name: null, phone: null },
    sessionId: "payses_1",
    urls: { notify: `${here}/notify`, return: `${here}/return`, back: `${here}/back`, preChargeCheck: "" },
  }
}

/** Gives out the forms, and keeps whatever is posted. */
function listen(posted: { path: string; raw: RawMessage }[], forms: readonly Form[]): Promise<string> {
  return serve(async (request, response) => {
    const path = request.url ?? ""
    if (path.startsWith("/start/")) return void response.end(page(forms[Number(path.slice(7))]))
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const headers = { "content-type": request.headers["content-type"] ?? "" }
    if (request.method === "POST") posted.push({ path, raw: { body: Buffer.concat(chunks), headers, query: "" } })
    response.end("1|OK")
  })
}

function page(form: Form | undefined): string {
  const fields = Object.entries(form?.fields ?? {})
  const inputs = fields.map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
  return `<form id="departure" method="post" action="${form?.action}">${inputs.join("")}</form>`
}
