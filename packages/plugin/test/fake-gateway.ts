import { type MethodAccount, openMethodAccount } from "../src/payments/method-account"
import { ask, type Conversation, type WireRequest } from "../src/toolkit/contract/conversation"
import type {
  Balance,
  CardStorage,
  Gateway,
  MerchantAccount,
  Method,
  Moment,
  OpenedAccount,
  OperationRequest,
  Outcome,
  QueuedOperationStatus,
  RawMessage,
  SavedCard,
  ShopOptions,
  SignedNotice,
  Start,
  TokenStart,
  Trade,
  TradeState,
} from "../src/toolkit/contract/gateway"
import { equalInConstantTime, sha256Hex } from "../src/toolkit/digest"
import type { Environment } from "../src/toolkit/environment"
import { PaymentError } from "../src/toolkit/payment-error"
import type { SealingKey } from "../src/toolkit/sealed-secret"
import { readTwd, remainder, type Twd, ZERO } from "../src/toolkit/twd"
import { markVerified } from "../src/toolkit/verified"
import type { Bank } from "./fake-bank"

const LIMITS = { min: 1, max: 100_000 }
const BY_HAND = { en: "Transfer the money, then record it.", "zh-TW": "請自行匯款後登記退款。" }

function method(id: string, more: Pick<Method, "capture" | "refund"> & Partial<Method>): Method {
  return { id, identifier: `fake-${id}`, name: { en: id, "zh-TW": id }, limits: LIMITS, quietMinutes: 10, ...more }
}

export const CARD = method("card", { capture: "partial", refund: "partial", savesCards: true })
export const INSTALLMENT = method("installment", { capture: "full", refund: "full" })
export const WALLET = method("wallet", { capture: "immediate", refund: "partial" })
export const CODE = method("code", {
  capture: "immediate",
  refund: "manual",
  refundAdvice: BY_HAND,
  voucher: { graceHours: 24 },
})

export interface BankOptions extends Record<string, unknown> {
  readonly url: string
  /** Which account of the bank it is; `M1` by default. */
  readonly merchant?: string
  readonly rounding?: ShopOptions["rounding"]
  readonly limits?: ShopOptions["limits"]
  readonly environment?: Environment
  readonly perMinute?: number
  readonly perTradeSeconds?: number
  readonly notFoundPerHour?: number
  /** The bank tells nothing by itself. */
  readonly silent?: true
  /** Whether the browser brings the bank's messages on its way back. */
  readonly returns?: true
  readonly without?: readonly ("capture" | "void" | "refund")[]
  /** Whether the shop must complete what the buyer approved. */
  readonly confirms?: boolean
  /** Whether the shop's own page makes a token that is charged. */
  readonly takesTokens?: boolean
  /** Seal the cards that customers let the shop keep. */
  readonly cardKeys?: readonly SealingKey[]
}

export const fakeKind: Gateway = {
  id: "fake",
  name: { en: "Fake Bank", "zh-TW": "假銀行" },
  methods: [CARD, INSTALLMENT, WALLET, CODE],
  openAccount: (options) => openFake(readOptions(options)),
}

function readOptions(options: unknown): BankOptions {
  if (typeof options === "object" && options !== null && "url" in options && !("broken" in options))
    return options as BankOptions
  throw new PaymentError("config", "Fake Bank is not configured: url is missing; colour is not an option.")
}

function openFake(options: BankOptions): OpenedAccount {
  const shop: ShopOptions = {
    backendUrl: "https://api.shop.example.tw",
    returnUrl: "https://shop.example.tw/payment/return",
    storefrontOrigins: ["https://shop.example.tw"],
    rounding: options.rounding ?? "refuse",
    limits: options.limits ?? {},
  }
  return { shop, account: gatewayAt(options) }
}

export const SECRET = "only the bank and the shop know this"

function signedNotice({ returns }: BankOptions): SignedNotice {
  return {
    kind: "signed",
    verify: (raw) => verifyFake(raw),
    read: ({ fields }) => readFake(fields),
    ...(returns ? { returns } : {}),
    ack: { status: 200, type: "text/plain", body: "received" },
    refuse: { status: 400, type: "text/plain", body: "refused" },
  }
}

function gatewayAt(options: BankOptions): MerchantAccount {
  const { url, environment = { sandbox: url }, without = [], notFoundPerHour } = options
  const absences = notFoundPerHour === undefined ? {} : { notFoundPerHour }
  const talks = { capture: mover(url, "capture"), void: mover(url, "void"), refund: mover(url, "refund") }
  return {
    id: "fake",
    merchant: options.merchant ?? "M1",
    environment,
    tradeNumber: { length: 20, alphabet: "0123456789" },
    redaction: {
      kept: ["merchant", "amount", "state", "tradeNo", "simulated"],
      personal: ["buyer"],
      secret: ["sign", "kept"],
    },
    rateLimits: { perTradeSeconds: options.perTradeSeconds ?? 30, perMinute: options.perMinute ?? 1000, ...absences },
    start: options.takesTokens ? tokenStart(url) : formStart(url),
    notice: options.silent ? null : signedNotice(options),
    balance: ({ trade, captured }, moment) => readBalance(url, trade.tradeNo, captured, moment),
    query: ({ tradeNo }, moment) => askAs(options.merchant ?? "M1", look(url, "query", tradeNo, moment)),
    queuedOperationStatus: ({ trade: { tradeNo } }, moment) => tellFate(url, tradeNo, moment),
    ...(options.cardKeys ? { savedCards: cardKeeping(url, options.cardKeys) } : {}),
    ...(options.confirms ? { confirm: ({ tradeNo }, moment) => look(url, "confirm", tradeNo, moment) } : {}),
    ...Object.fromEntries(Object.entries(talks).filter(([name]) => !without.some((missing) => missing === name))),
  }
}

function formStart(url: string): Start {
  return {
    kind: "form",
    form: ({ tradeNo, amount }) => ({ action: `${url}/pay`, fields: { tradeNo, amount: String(amount) } }),
  }
}

function tokenStart(url: string): TokenStart {
  return {
    kind: "token",
    browser: ({ id }) => ({ script: `${url}/script.js`, part: id }),
    charge: function* ({ tradeNo, amount }, means, moment) {
      const reply = yield* tryPost(url, "charge", { tradeNo, amount, ...means }, moment)
      const page = typeof reply?.page === "string" ? reply.page : null
      if (reply) return { trade: readReply(reply), url: page, card: keptIn(reply) }
      const trade = yield* look(url, "query", tradeNo, moment)
      return { trade: trade.state === "absent" ? { ...trade, state: "pending" } : trade, url: null, card: null }
    },
  }
}

function cardKeeping(url: string, keys: readonly SealingKey[]): CardStorage {
  const moment = { now: new Date(), nonce: () => "" }
  return {
    keys,
    bind: function* (_method, token) {
      const card = keptIn(yield* post(url, "bind", { token, keep: true }, moment))
      if (!card) throw new PaymentError("refused", "Fake Bank keeps no such card.", { gateway: "fake" })
      return card
    },
    forget: function* (secret) {
      yield* post(url, "forget", { secret }, moment)
    },
  }
}

function keptIn({ kept }: Record<string, unknown>): SavedCard | null {
  if (typeof kept !== "string") return null
  return { secret: { key: kept }, brand: "visa", last4: "4242", expiry: "2035-12", fingerprint: kept.slice(0, 4) }
}

/** Null when no answer came. */
function* tryPost(
  url: string,
  name: string,
  body: object,
  moment: Moment,
): Conversation<Record<string, unknown> | null> {
  try {
    return yield* post(url, name, body, moment)
  } catch (error) {
    if (error instanceof PaymentError) return null
    throw error
  }
}

function call(url: string, name: string, body: object): WireRequest {
  const moves = !["query", "fate", "balance"].includes(name)
  return {
    call: name,
    method: "POST",
    url: `${url}/${name}`,
    headers: {},
    body: JSON.stringify(body),
    timeoutMs: 5_000,
    moves,
  }
}

function* post(url: string, name: string, body: object, moment: Moment): Conversation<Record<string, unknown>> {
  return yield* ask(call(url, name, body), ({ status, text }) => {
    const retryAt = new Date(moment.now.getTime() + 1_800_000)
    if (status === 403)
      throw new PaymentError("refused", "Fake Bank was asked too often.", { gateway: "fake", retryAt })
    if (!text.startsWith("{")) throw new PaymentError("unreadable", "Fake Bank answers garbage.", { gateway: "fake" })
    const reply: Record<string, unknown> = JSON.parse(text)
    if (reply.refused) throw new PaymentError("refused", String(reply.refused), { gateway: "fake", code: "no" })
    return reply
  })
}

function* look(url: string, name: "query" | "confirm", tradeNo: string, moment: Moment): Conversation<Trade> {
  return readReply(yield* post(url, name, { tradeNo }, moment))
}

/** A bank that has no such trade names the account that asks. */
function* askAs(merchant: string, answer: Conversation<Trade>): Conversation<Trade> {
  const trade = yield* answer
  return trade.state === "absent" ? { ...trade, merchant } : trade
}

function readReply(reply: Record<string, unknown>): Trade {
  return readFake(Object.fromEntries(Object.entries(reply).map(([name, value]) => [name, String(value ?? "")])))
}

function* tellFate(url: string, tradeNo: string, moment: Moment): Conversation<QueuedOperationStatus> {
  const { state, code, message } = yield* post(url, "fate", { tradeNo }, moment)
  return { state: state as QueuedOperationStatus["state"], code: String(code), message: String(message) }
}

function* readBalance(url: string, tradeNo: string, captured: Twd, moment: Moment): Conversation<Balance> {
  const { state, refunded } = yield* post(url, "balance", { tradeNo }, moment)
  if (state === "authorized") return state
  return state === "voided" ? ZERO : remainder(captured, Number(refunded))
}

/** Looks first when an earlier try may have gone through, as every gateway must. */
function mover(url: string, name: "capture" | "void" | "refund") {
  return function* (request: OperationRequest, moment: Moment): Conversation<Outcome> {
    const { tradeNo } = request.trade
    const known = request.resumed ? yield* post(url, "query", { tradeNo }, moment) : {}
    if (wentThrough(name, known, request)) return outcome("found")
    const reply = yield* post(url, name, { tradeNo, amount: request.amount }, moment)
    return outcome(name, reply.queued === true)
  }
}

function wentThrough(name: string, known: Record<string, unknown>, request: OperationRequest): boolean {
  if (name === "refund") return Number(known.refunded) >= request.refunded + request.amount
  return name === "capture" ? known.captured === request.amount && known.state === "captured" : known.state === "voided"
}

function outcome(step: string, queued = false): Outcome {
  return { state: queued ? "queued" : "done", code: "1", message: "", reference: null, steps: [step] }
}

function readFake(fields: Readonly<Record<string, string>>): Trade {
  const state = (fields.state ?? "unknown") as TradeState
  return {
    tradeNo: fields.tradeNo ?? "",
    merchant: fields.merchant ?? "",
    amount: readTwd(fields.amount),
    currency: "TWD",
    state,
    code: state,
    message: "",
    simulated: fields.simulated === "1",
    reference: fields.reference ?? (fields.tradeNo ? `R${fields.tradeNo}` : null),
    paidAt: null,
    voucher: state === "issued" ? { ...VOUCHER, amount: readTwd(fields.amount) ?? ZERO } : null,
    details: {},
    fields,
  }
}

const VOUCHER = { kind: "cvs", code: "LLL22098722826", chain: "any", expires_at: "2030-01-01T00:00:00.000Z" } as const

function signatureOf(fields: URLSearchParams): string {
  return sha256Hex(`${SECRET} ${[...fields].filter(([name]) => name !== "sign").join()}`)
}

function verifyFake({ body }: RawMessage) {
  const fields = new URLSearchParams(body.toString())
  if (!fields.has("tradeNo")) throw new PaymentError("unreadable", "It is no notice.", { gateway: "fake" })
  const isOurs = equalInConstantTime(fields.get("sign") ?? "", signatureOf(fields))
  if (!isOurs) throw new PaymentError("signature", "The signature does not match.", { gateway: "fake" })
  return markVerified(Object.fromEntries(fields))
}

/** A notice of the bank's, signed. */
export function notice(fields: Record<string, string | number>): RawMessage {
  const form = new URLSearchParams({ merchant: "M1", amount: "1000", state: "captured" })
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value))
  form.set("sign", signatureOf(form))
  return { body: Buffer.from(form.toString()), headers: {}, query: "" }
}

export function methodAccountAt(
  bank: Pick<Bank, "url">,
  options: Partial<BankOptions> = {},
  which: Method = CARD,
): MethodAccount {
  return openMethodAccount(fakeKind, which, { url: bank.url, ...options })
}
