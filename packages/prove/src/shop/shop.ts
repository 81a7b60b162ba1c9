import type { IPaymentModuleService, PaymentDTO } from "@medusajs/framework/types"
import type { Bank, Container, Facts, Notice, Session, Trade } from "../facts.js"
import { attempt, Late, messageOf, must, type Outcome } from "../finding.js"
import { type BothBooks, bothBooks, type PaidSale, PRICE, type Sale } from "./sale.js"

/** What the provider said of a notice. */
export interface Told {
  readonly action: string
  readonly session: string | undefined
  readonly amount: number | null
}

export interface Opening {
  readonly amount?: unknown
  readonly currency?: string
  readonly data?: Record<string, unknown>
  readonly context?: Record<string, unknown>
}

/** Actions of a notice, and statuses, by which Medusa takes money for held. */
export const PAID: ReadonlySet<string> = new Set(["authorized", "captured"])

/** Medusa's flows around a provider, as far as the payment module knows them. */
export class Shop {
  constructor(
    private readonly payments: IPaymentModuleService,
    readonly providerId: string,
    private readonly bank: Bank,
    private readonly facts: Facts,
    private readonly container: Container,
  ) {}

  private readonly begun = new Set<Promise<unknown>>()

  /** The outcome of a call; one that takes longer than the facts allow is a finding. */
  try<T>(work: () => Promise<T> | T): Promise<Outcome<T>> {
    const running = Promise.resolve().then(work)
    this.begun.add(running)
    const ended = () => void this.begun.delete(running)
    running.then(ended, ended)
    return attempt(() => running, this.facts.patienceMs)
  }

  /** Nobody waits for the call any more: what it began ends, and its books are written. */
  async givenUp(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Late)) throw error
    }
    await attempt(() => Promise.allSettled(this.begun), this.facts.patienceMs)
  }

  /** A session, and the trade it opened at the bank. */
  async open(opening: Opening = {}): Promise<Sale> {
    const { session, trade } = await this.openSession(opening)
    must(trade, "the session was given out, and the bank has no trade")
    return { session, trade, amount: Number(opening.amount ?? PRICE) }
  }

  async openSession({ amount = PRICE, currency = this.facts.currency, data = {}, context }: Opening = {}) {
    const known = new Set(this.bank.trades())
    // Shapes of amounts that Medusa takes at run time are wider than its types say.
    const [collection] = await this.payments.createPaymentCollections([
      { currency_code: currency, amount: amount as number },
    ])
    const session = await this.payments.createPaymentSession(String(collection?.id), {
      provider_id: this.providerId,
      currency_code: currency,
      amount: amount as number,
      data,
      context: { ...this.facts.context, ...context },
    })
    return { session: toSession(session), trade: await this.tradeOf(toSession(session), known) }
  }

  private async tradeOf(session: Session, known: ReadonlySet<Trade>): Promise<Trade | null> {
    if (this.facts.depart) return (await this.facts.depart(session, fetch, this.container)) ?? null
    return this.bank.trades().find((trade) => !known.has(trade)) ?? null
  }

  /** A session that changed is left for the bank anew, where buyers leave. */
  async departAgain({ session }: Sale): Promise<void> {
    if (this.facts.depart) await this.tradeOf(await this.session(session.id), new Set())
  }

  async session(id: string): Promise<Session> {
    return toSession(await this.payments.retrievePaymentSession(id))
  }

  authorize({ session }: Pick<Sale, "session">): Promise<Outcome<unknown>> {
    return this.try(() => this.payments.authorizePaymentSession(session.id, {}))
  }

  async payment(sessionId: string): Promise<PaymentDTO | null> {
    const rows = await this.paymentsOf(sessionId)
    return rows[0] ?? null
  }

  paymentsOf(sessionId: string): Promise<PaymentDTO[]> {
    return this.payments.listPayments({ payment_session_id: [sessionId] }, { relations: ["captures", "refunds"] })
  }

  async books({ session, trade }: Sale): Promise<BothBooks> {
    return bothBooks(await this.payment(session.id), this.bank.books(trade))
  }

  /** Opened, paid by the buyer, and authorised. */
  async authorized(opening: Opening = {}): Promise<PaidSale> {
    const sale = await this.open(opening)
    await this.bank.pay(sale.trade)
    const { error } = await this.authorize(sale)
    const payment = await this.payment(sale.session.id)
    must(payment, `paid at the bank, and Medusa has no payment${error ? `: ${messageOf(error)}` : ""}`)
    return { ...sale, paymentId: payment.id }
  }

  /** Captured too, if that is not done yet. */
  async captured(opening: Opening = {}): Promise<PaidSale> {
    const sale = await this.authorized(opening)
    const payment = await this.payment(sale.session.id)
    if (!payment?.captured_at) await this.payments.capturePayment({ payment_id: sale.paymentId })
    return sale
  }

  capture({ paymentId }: PaidSale, amount?: number): Promise<Outcome<unknown>> {
    return this.try(() => this.payments.capturePayment({ payment_id: paymentId, ...(amount ? { amount } : {}) }))
  }

  refund({ paymentId }: PaidSale, amount: number): Promise<Outcome<unknown>> {
    return this.try(() => this.payments.refundPayment({ payment_id: paymentId, amount }))
  }

  cancel({ paymentId }: PaidSale): Promise<Outcome<unknown>> {
    return this.try(() => this.payments.cancelPayment(paymentId))
  }

  /** What Medusa does at each change of a cart. */
  remove({ session }: Pick<Sale, "session">): Promise<Outcome<unknown>> {
    return this.try(() => this.payments.deletePaymentSession(session.id))
  }

  update({ session }: Sale, amount: number): Promise<Outcome<unknown>> {
    const change = { id: session.id, currency_code: this.facts.currency, amount, data: session.data }
    return this.try(() => this.payments.updatePaymentSession(change))
  }

  /** Medusa's webhook route and subscriber: what the provider makes of a message. */
  async hear({ body, headers }: Notice, reading = parsed): Promise<Told> {
    const { action, data } = await this.payments.getWebhookActionAndData({
      provider: this.providerId.slice("pp_".length),
      payload: { data: reading(body, headers), rawData: Buffer.from(body), headers: { ...headers } },
    })
    return { action, session: data?.session_id, amount: data?.amount === undefined ? null : numberOf(data.amount) }
  }

  /** Medusa's process-payment workflow, without carts. */
  async obey({ action, session, amount }: Told): Promise<void> {
    if (!session || !PAID.has(action)) return
    const payment = (await this.payment(session)) ?? (await this.authorizeBy(session))
    if (action !== "captured" || !payment) return
    await this.payments.capturePayment({ payment_id: payment.id, ...(amount === null ? {} : { amount }) })
  }

  private async authorizeBy(session: string): Promise<PaymentDTO | null> {
    await this.payments.authorizePaymentSession(session, {})
    return this.payment(session)
  }

  /** A message arrives, and Medusa does what the provider says of it. */
  receive(notice: Notice): Promise<Outcome<Told>> {
    return this.try(async () => {
      const told = await this.hear(notice)
      await this.obey(told)
      return told
    })
  }
}

function toSession({ id, data, status }: { id: string; data: Record<string, unknown>; status: string }): Session {
  return { id, data: data ?? {}, status }
}

/** Medusa's BigNumber, or a plain number. */
function numberOf(amount: unknown): number {
  return Number(typeof amount === "object" && amount !== null && "numeric" in amount ? amount.numeric : amount)
}

/** As Medusa's body parsers read it. */
export function parsed(body: string, headers: Readonly<Record<string, string>>): Record<string, unknown> {
  if (/urlencoded/.test(headers["content-type"] ?? "")) return Object.fromEntries(new URLSearchParams(body))
  try {
    return JSON.parse(body)
  } catch {
    return {}
  }
}
