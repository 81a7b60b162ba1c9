import { createHash } from "node:crypto"
import type * as Medusa from "@medusajs/framework/types"
import { AbstractPaymentProvider, BigNumber, MathBN, MedusaError } from "@medusajs/framework/utils"

export interface Options {
  apiKey: string
  merchantId: string
  /** Where the bank's server reports: https://shop.example/hooks/payment/Taiwan-Paid-Version_<id> */
  resultUrl: string
  returnUrl: string
  host?: string
  /** Below 30 s, Medusa's cart lock. */
  timeoutMs?: number
}

interface Cradle extends Record<string, unknown> {
  paymentSessionService: {
    retrieve(id: string): Promise<Medusa.PaymentSessionDTO>
    list(filters: object): Promise<Medusa.PaymentSessionDTO[]>
  }
  paymentService: { list(filters: object, config: object): Promise<Medusa.PaymentDTO[]> }
}

type Data = Record<string, unknown>
type Payload = Medusa.ProviderWebhookPayload["payload"]
type Reply = Record<string, string | undefined>

/** What the bank has of a trade, in dollars. */
interface Trade {
  status: "pending" | "authorized" | "captured" | "canceled" | "error"
  amount: number
  captured: number
  refunded: number
}

const { Types } = MedusaError
const TX = { authorize: 1, capture: 3, refund: 5, query: 7, cancel: 8 }
const STATUSES: Record<string, Trade["status"]> = { "02": "authorized", "12": "canceled", ZF: "error" }

/** 03 to 08 are captured, settled, refunded and settled again: the sums tell them apart. */
const statusOf = (code = "") => (/^0[3468]$/.test(code) ? "captured" : (STATUSES[code] ?? "pending"))

function fail(type: string, message: string): never {
  throw new MedusaError(type, message)
}

/** Medusa's amounts come as numbers, texts and objects. */
const numberOf = (amount: unknown) => new BigNumber(amount as Medusa.BigNumberInput).numeric
const dollars = (cents: string | undefined) => Number(cents ?? 0) / 100
const cents = (amount: number) => String(amount * 100)

const digest = (text: string) => createHash("sha256").update(text).digest("hex")

/** One number for one session and amount: who knows both needs to trust nobody's data. */
const orderNo = (sessionId: string, amount: unknown) =>
  digest(`${sessionId}:${numberOf(amount)}`)
    .slice(0, 20)
    .toUpperCase()

const total = (rows: { amount: Medusa.BigNumberInput }[]) =>
  numberOf(rows.reduce((sum, { amount }) => MathBN.add(sum, amount), MathBN.convert(0)))

export class TaiwanBank extends AbstractPaymentProvider<Options> {
  static override identifier = "Taiwan-Paid-Version"
  private readonly refunding = new Set<string>()
  /** Until when a refund that was not answered may still be made, by trade. */
  private readonly unclear = new Map<unknown, number>()
  private queue: Promise<unknown> = Promise.resolve()

  static override validateOptions(options: Partial<Options>) {
    for (const name of ["apiKey", "merchantId", "resultUrl", "returnUrl"] as const)
      if (!options[name]) fail(Types.INVALID_ARGUMENT, `The option ${name} is missing.`)
  }

  constructor(
    private readonly medusa: Cradle,
    private readonly options: Options,
  ) {
    super(medusa, options)
  }

  async initiatePayment({ amount, currency_code, context, data }: Medusa.InitiatePaymentInput) {
    const session_id = String(context?.idempotency_key ?? data?.session_id)
    const charge = numberOf(amount)
    if (currency_code.toLowerCase() !== "twd") fail(Types.INVALID_DATA, "本銀行只收新臺幣。Only TWD is accepted.")
    const isWhole = Number.isInteger(charge) && charge > 0 && charge < 1e10
    if (!isWhole) fail(Types.INVALID_DATA, "金額必須是整數元。The amount must be whole dollars.")
    const order_no = orderNo(session_id, charge)
    const urls = { result_url: this.options.resultUrl, post_back_url: this.options.returnUrl }
    const { hpp_url } = await this.call(TX.authorize, order_no, { amt: cents(charge), cur: "NTD", ...urls })
    if (!hpp_url) fail(Types.UNEXPECTED_STATE, "銀行沒有給付款頁。The bank gave no payment page.")
    return { id: order_no, data: { session_id, order_no, hpp_url } }
  }

  async authorizePayment({ data, context }: Medusa.AuthorizePaymentInput) {
    const id = String(context?.idempotency_key)
    const session = await this.medusa.paymentSessionService.retrieve(id).catch(() => null)
    const trade = session && (await this.query(orderNo(session.id, session.amount)).catch(() => null))
    if (!trade || !this.isHeld(trade, session.amount))
      fail(Types.PAYMENT_REQUIRES_MORE_ERROR, "尚未付款,請先完成付款。The payment is not complete yet.")
    return { status: trade.status, data: { ...data, order_no: orderNo(session.id, session.amount) } }
  }

  async cancelPayment({ data, context }: Medusa.CancelPaymentInput) {
    // Medusa cancels without a key what a faster completion has just paid for.
    if (!context?.idempotency_key && (await this.payment(data))) return { data: data ?? {} }
    const { status } = await this.query(data?.order_no)
    if (status === "authorized") await this.call(TX.cancel, data?.order_no)
    return { data: data ?? {} }
  }

  async capturePayment({ data, context }: Medusa.CapturePaymentInput) {
    const captures = (await this.payment(data))?.captures ?? []
    const wanted = captures.find(({ id }) => id === context?.idempotency_key)
    const { captured, amount } = await this.query(data?.order_no)
    // An earlier try whose reply was lost.
    if (captured > 0 && captured === total(captures)) return { data: data ?? {} }
    if (captured > 0) fail(Types.NOT_ALLOWED, "已請款,不能再請。The bank captures once only.")
    await this.call(TX.capture, data?.order_no, { amt: cents(wanted ? numberOf(wanted.amount) : amount) })
    return { data: data ?? {} }
  }

  async getPaymentStatus({ data }: Medusa.GetPaymentStatusInput) {
    return { status: (await this.query(data?.order_no)).status, data: data ?? {} }
  }

  /** One refund after another: each is measured by what the bank gave back before. */
  async refundPayment({ data, amount, context }: Medusa.RefundPaymentInput) {
    const id = String(context?.idempotency_key)
    this.refunding.add(id)
    const turn = this.queue.then(() => this.refund(data, numberOf(amount)))
    this.queue = turn.catch(() => undefined)
    await turn.finally(() => this.refunding.delete(id))
    return { data: data ?? {} }
  }

  private async refund(data: Data | undefined, wanted: number) {
    const rows = (await this.payment(data))?.refunds ?? []
    const done = total(rows.filter(({ id }) => !this.refunding.has(id)))
    const lost = (await this.query(data?.order_no)).refunded - done
    const order_no = data?.order_no
    if (lost !== 0) this.unclear.delete(order_no)
    if (lost === wanted) return // An earlier try whose reply was lost.
    if (lost !== 0) fail(Types.NOT_ALLOWED, "退款與銀行紀錄不符。The bank's record of refunds differs.")
    // What the bank does not show yet it may still be making.
    if (Date.now() < (this.unclear.get(order_no) ?? 0))
      fail(Types.NOT_ALLOWED, "先前的退款可能仍在處理,請三分鐘後再試。An earlier refund may still be under way.")
    await this.call(TX.refund, order_no, { amt: cents(wanted) }).catch((error) => {
      if (error.type === Types.UNEXPECTED_STATE) this.unclear.set(order_no, Date.now() + 180_000)
      throw error
    })
  }

  /** The bank's amount is fixed: another amount is another trade. */
  async updatePayment({ data, ...input }: Medusa.UpdatePaymentInput) {
    await this.deletePayment({ data: data ?? {} })
    return { data: (await this.initiatePayment({ ...input, data: data ?? {}, context: {} })).data }
  }

  async deletePayment({ data }: Medusa.DeletePaymentInput) {
    await this.cancelPayment({ data: data ?? {} }).catch(() => undefined) // It must not block the cart.
    return { data: data ?? {} }
  }

  async retrievePayment({ data }: Medusa.RetrievePaymentInput) {
    return { data: { ...data, ...(await this.query(data?.order_no)) } }
  }

  /** The bank does not sign: a message is a reason to ask, and nothing else. */
  async getWebhookActionAndData({ data }: Payload): Promise<Medusa.WebhookActionResult> {
    const order_no: unknown = Object(Object(data).params).order_no
    if (typeof order_no !== "string") return { action: "not_supported" }
    const [session] = await this.medusa.paymentSessionService.list({ data: { order_no } })
    const trade = session && (await this.query(orderNo(session.id, session.amount)).catch(() => null))
    if (!trade || !this.isHeld(trade, session.amount)) return { action: "not_supported" }
    const action = trade.status === "captured" ? "captured" : "authorized"
    return { action, data: { session_id: session.id, amount: trade.captured || trade.amount } }
  }

  private isHeld({ status, amount, refunded }: Trade, expected: unknown) {
    return (status === "authorized" || status === "captured") && amount === numberOf(expected) && refunded === 0
  }

  private async payment(data: Data | undefined): Promise<Medusa.PaymentDTO | undefined> {
    const relations = ["captures", "refunds"]
    const filters = { payment_session_id: String(data?.session_id) }
    return (await this.medusa.paymentService.list(filters, { relations }))[0]
  }

  private async query(order_no: unknown): Promise<Trade> {
    const reply = await this.call(TX.query, order_no, { result_flag: "1" })
    const [captured, refunded] = [dollars(reply.settle_amt), dollars(reply.refund_trans_amt)]
    return { status: statusOf(reply.order_status), amount: dollars(reply.tx_amt), captured, refunded }
  }

  private async call(tx_type: number, order_no: unknown, params: Reply = {}): Promise<Reply> {
    const { host = "https://api.taixbank.example", apiKey, merchantId: mid, timeoutMs = 10_000 } = this.options
    const body = JSON.stringify({ sender: "rest", ver: "1.0.0", mid, tx_type, params: { order_no, ...params } })
    const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" }
    const url = `${host}/restapi/${tx_type === TX.authorize ? "auth" : "other"}.ashx`
    const reply = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(timeoutMs) })
      .then((response) => (response.ok ? response.json() : null))
      .catch(() => null)
    const answer: Reply = Object(Object(reply).params)
    if (!answer.ret_code) fail(Types.UNEXPECTED_STATE, "銀行沒有回應,請稍後再試。The bank does not answer.")
    if (answer.ret_code !== "00") fail(Types.NOT_ALLOWED, `銀行拒絕(${answer.ret_code})。The bank refused.`)
    return answer
  }
}
