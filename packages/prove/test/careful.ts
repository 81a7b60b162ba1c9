import { createHmac, timingSafeEqual } from "node:crypto"
import type { BigNumberInput, PaymentSessionStatus, WebhookActionResult } from "@medusajs/framework/types"
import { AbstractPaymentProvider, BigNumber, MedusaError } from "@medusajs/framework/utils"
import type { Cradle, Payload, PaymentRow, Row } from "./careful-place.js"

const HOST = "https://api.taixbank.example"
/** Longer on a whole server, where twenty buyers come at once. */
const TIMEOUT_MS = Number(process.env.CAREFUL_TIMEOUT_MS ?? 1000)
const { Types } = MedusaError

export interface Trade {
  readonly id: string
  readonly status: string
  readonly amount: number
  readonly metadata: { readonly session_id: string }
  readonly refunds: readonly { readonly amount: number; readonly reference: string | null }[]
}

export type Data = Record<string, unknown>
export type Input = {
  data?: Data
  amount?: BigNumberInput
  currency_code?: string
  context?: { idempotency_key?: string }
}
export type Session = Row
export interface Message {
  readonly event_type?: string
  readonly amount?: number
  readonly metadata?: Data
}
export function fail(type: string, message: string): never {
  throw new MedusaError(type, message)
}

export const numberOf = (amount: unknown) => new BigNumber(amount as BigNumberInput).numeric

export const STATUSES: Readonly<Record<string, PaymentSessionStatus>> = {
  created: "pending",
  issued: "pending_authorization",
  requires_capture: "authorized",
  success: "captured",
  canceled: "canceled",
  failed: "error",
}

/** As careful with the demonstration's bank as one class without a ledger can be. Mutants override what they break. */
export class Careful extends AbstractPaymentProvider<{ apiKey: string }> {
  static override identifier = "careful"
  static override validateOptions(options: { apiKey?: string }) {
    if (!options.apiKey) fail(Types.INVALID_ARGUMENT, "apiKey is missing")
  }
  protected readonly cradle_: Cradle
  /** Until when a refund that was not answered may still be made, by session. */
  protected readonly unanswered = new Map<unknown, number>()

  constructor(
    cradle: Cradle & Record<string, unknown>,
    protected readonly options: { apiKey: string },
  ) {
    super(cradle, options)
    this.cradle_ = cradle
  }

  protected fetch(path: string, init: RequestInit): Promise<Response> {
    return fetch(HOST + path, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
  }

  protected async call(method: string, path: string, body?: Data, key?: string): Promise<Trade> {
    const headers = { authorization: `Bearer ${this.options.apiKey}`, "content-type": "application/json" }
    const init = { method, ...(body ? { body: JSON.stringify(body) } : {}) }
    const { status, text } = await this.fetch(path, {
      ...init,
      headers: { ...headers, ...(key ? { "idempotency-key": key } : {}) },
    })
      .then(async (response) => ({ status: response.status, text: await response.text() }))
      .catch(() => fail(Types.UNEXPECTED_STATE, "銀行沒有回應,請稍後再試。"))
    return this.read(status, text)
  }

  protected read(status: number, text: string): Trade {
    const { error, ...trade } = this.parse(text)
    if (status >= 500) fail(Types.UNEXPECTED_STATE, `銀行沒有做完 (${status})。`)
    if (status >= 400 || error) fail(Types.NOT_ALLOWED, `銀行拒絕這項操作 (${status}) (${error})。`)
    return trade
  }

  private parse(text: string): Trade & { error?: string } {
    try {
      return JSON.parse(text)
    } catch {
      return fail(Types.UNEXPECTED_STATE, text === "" ? "銀行的回覆是空的。" : "銀行的回覆無法讀取。")
    }
  }

  protected trade(data: Data | undefined): Promise<Trade> {
    return this.call("GET", `/payments/${data?.id}`)
  }

  protected session(id: unknown) {
    return this.cradle_.paymentSessionService.retrieve(String(id)).catch(() => null)
  }

  protected async payment(trade: Trade): Promise<PaymentRow | undefined> {
    const relations = ["captures", "refunds"]
    const [payment] = await this.cradle_.paymentService.list(
      { payment_session_id: trade.metadata.session_id },
      { relations },
    )
    return payment
  }

  protected keep({ id }: Trade, data: Data = {}): Data {
    return { id, adopted: Array.isArray(data.adopted) ? data.adopted : [] }
  }

  protected check(amount: BigNumberInput | undefined, currency: string | undefined): number {
    if (currency?.toLowerCase() !== "twd") fail(Types.INVALID_DATA, "Only TWD is taken.")
    const charge = numberOf(amount)
    if (!Number.isSafeInteger(charge) || charge <= 0) fail(Types.INVALID_DATA, "Only whole dollars are taken.")
    return charge
  }

  async initiatePayment({ amount, currency_code, context }: Input) {
    const charge = this.check(amount, currency_code)
    const session_id = context?.idempotency_key
    const trade = await this.call(
      "POST",
      "/payments",
      { amount: charge, currency: "twd", metadata: { session_id } },
      session_id,
    )
    return { id: trade.id, data: this.keep(trade) }
  }

  async updatePayment({ amount, currency_code, data }: Input) {
    const charge = this.check(amount, currency_code)
    return { data: this.keep(await this.call("POST", `/payments/${data?.id}/update`, { amount: charge }), data) }
  }

  protected async belongs(trade: Trade, sessionId: unknown): Promise<boolean> {
    const session = await this.session(sessionId)
    const isOurs = session !== null && trade.metadata?.session_id === session.id
    return isOurs && trade.amount === numberOf(session.amount) && trade.refunds.length === 0
  }

  async authorizePayment({ data, context }: Input): Promise<{ status: PaymentSessionStatus; data: Data }> {
    const trade = await this.trade(data).catch((error: Error) => fail(Types.PAYMENT_REQUIRES_MORE_ERROR, error.message))
    const status = STATUSES[trade.status] ?? "pending"
    const isMoney = ["authorized", "captured", "pending_authorization"].includes(status)
    if (!isMoney || !(await this.belongs(trade, context?.idempotency_key)))
      fail(Types.PAYMENT_REQUIRES_MORE_ERROR, "尚未付款。")
    return { status, data: this.keep(trade, data) }
  }

  /** Medusa does not tell the amount: the row of the capture does. The bank captures all or nothing. */
  async capturePayment({ data, context }: Input) {
    const trade = await this.trade(data)
    const row = (await this.payment(trade))?.captures.find(({ id }) => id === context?.idempotency_key)
    if (row && numberOf(row.amount) !== trade.amount)
      fail(Types.NOT_ALLOWED, "The bank captures the whole amount only.")
    if (trade.status === "success") return { data: this.keep(trade, data) }
    return {
      data: this.keep(await this.call("POST", `/payments/${data?.id}/capture`, {}, context?.idempotency_key), data),
    }
  }

  /** A refund at the bank that no row of Medusa's stands for is an earlier try whose answer was lost. */
  async refundPayment({ data, amount, context }: Input) {
    const trade = await this.trade(data)
    const wanted = numberOf(amount)
    const kept = this.keep(trade, data)
    const known = new Set([
      ...((await this.payment(trade))?.refunds ?? []).map(({ id }) => id),
      ...Object(kept.adopted),
    ])
    const orphan = trade.refunds.find((refund) => !known.has(refund.reference) && refund.amount === wanted)
    const { session_id } = trade.metadata
    if (orphan) this.unanswered.delete(session_id)
    if (orphan) return { data: { ...kept, adopted: [...Object(kept.adopted), orphan.reference] } }
    if (this.isUnderWay(session_id)) fail(Types.NOT_ALLOWED, "銀行可能仍在處理先前的退款,請一分鐘後再試。")
    const asked = this.call("POST", `/payments/${data?.id}/refund`, { amount: wanted }, context?.idempotency_key)
    await asked.catch((error) => {
      if (error.type === Types.UNEXPECTED_STATE) this.unanswered.set(session_id, Date.now() + 60_000)
      throw error
    })
    return { data: kept }
  }

  /** What the bank does not show yet it may still be making. */
  protected isUnderWay(sessionId: string): boolean {
    return Date.now() < (this.unanswered.get(sessionId) ?? 0)
  }

  /** Without a key it is the loser of two completions at once that cancels: the winner's money stays. */
  async cancelPayment({ data, context }: Input) {
    if (!data?.id) return { data: data ?? {} }
    const trade = await this.trade(data)
    const isLoser = !context?.idempotency_key && (await this.payment(trade))
    if (trade.status !== "success" && trade.status !== "canceled" && !isLoser)
      await this.call("POST", `/payments/${data.id}/cancel`)
    return { data }
  }

  async deletePayment({ data }: Input) {
    await this.cancelPayment({ ...(data ? { data } : {}) }).catch(() => this.cradle_.logger.warn("not cancelled"))
    return { data: data ?? {} }
  }

  async retrievePayment({ data }: Input) {
    return { data: { ...data, status: (await this.trade(data)).status } }
  }

  async getPaymentStatus({ data }: Input) {
    return { status: STATUSES[(await this.trade(data)).status] ?? "pending", ...(data ? { data } : {}) }
  }

  protected readonly events: Readonly<Record<string, string>> = { authorized_amount: "authorized", success: "captured" }

  protected isGenuine(rawData: string | Buffer, headers: Data): boolean {
    const own = Buffer.from(createHmac("sha256", this.options.apiKey).update(rawData).digest("hex"))
    const given = Buffer.from(String(headers["x-taix-signature"] ?? ""))
    return given.length === own.length && timingSafeEqual(given, own)
  }

  protected agrees(session: Session, notice: Message): boolean {
    return numberOf(session.amount) === notice.amount
  }

  protected readNotice(rawData: string | Buffer): Message | null {
    try {
      return JSON.parse(String(rawData))
    } catch {
      return null
    }
  }

  async getWebhookActionAndData({ rawData, headers }: Payload): Promise<WebhookActionResult> {
    const notice = this.isGenuine(rawData, headers) ? this.readNotice(rawData) : null
    const session = notice && (await this.session(notice.metadata?.session_id))
    if (!notice || !session || !this.agrees(session, notice)) return { action: "not_supported" }
    const action = this.events[String(notice.event_type)]
    if (action !== "authorized" && action !== "captured") return { action: "not_supported" }
    return { action, data: { session_id: session.id, amount: new BigNumber(Number(notice.amount)) } }
  }
}
