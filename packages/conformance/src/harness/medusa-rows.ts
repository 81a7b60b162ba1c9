import { randomBytes } from "node:crypto"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"

type Data = Readonly<Record<string, unknown>>

export interface SessionRow {
  readonly id: string
  readonly provider_id: string
  readonly payment_collection_id: string
  readonly amount: string
  readonly raw_amount: Data
  readonly currency_code: string
  readonly status: string
  readonly data: Data
}

export interface PaymentRow {
  readonly id: string
  readonly amount: string
  readonly data: Data
  readonly captured_at: Date | null
}

/** Medusa's amounts: a number, and its exact twin. */
function money(amount: number | string) {
  return { amount, raw_amount: JSON.stringify({ value: String(amount), precision: 20 }) }
}

function newId(prefix: string): string {
  return `${prefix}_${randomBytes(13).toString("hex").toUpperCase()}`
}

/** The rows that Medusa's payment module writes around its calls to a provider (payment-module.js of 2.21.2). */
export class MedusaRows {
  constructor(readonly db: Knex) {}

  async addSession(providerId: string, amount: number | string, currency: string): Promise<string> {
    const collection = newId("pay_col")
    const common = { currency_code: currency, ...money(amount) }
    await this.db("payment_collection").insert({ id: collection, status: "not_paid", ...common })
    const id = newId("payses")
    const links = { provider_id: providerId, payment_collection_id: collection }
    await this.db("payment_session").insert({ id, ...links, ...common, data: "{}", status: "pending" })
    return id
  }

  async changeSession(id: string, change: { data?: Data; status?: string }): Promise<void> {
    const { data, status } = change
    await this.db("payment_session")
      .where({ id })
      .update({ ...(data ? { data: JSON.stringify(data) } : {}), ...(status ? { status } : {}) })
  }

  async repriceSession(id: string, amount: number): Promise<void> {
    await this.db("payment_session").where({ id }).update(money(amount))
  }

  async session(id: string): Promise<SessionRow | undefined> {
    return this.db<SessionRow>("payment_session").where({ id }).first()
  }

  /** Medusa deletes sessions for good. */
  async removeSession(id: string): Promise<void> {
    await this.db("payment_session").where({ id }).delete()
  }

  async payment(sessionId: string): Promise<PaymentRow | undefined> {
    return this.db<PaymentRow>("payment").where({ payment_session_id: sessionId }).first()
  }

  async paymentById(id: string): Promise<(PaymentRow & { payment_session_id: string }) | undefined> {
    return this.db<PaymentRow & { payment_session_id: string }>("payment").where({ id }).first()
  }

  async addPayment(session: SessionRow, data: Data, captured: boolean): Promise<void> {
    const id = newId("pay")
    await this.db("payment").insert({
      id,
      ...money(session.amount),
      currency_code: session.currency_code,
      provider_id: session.provider_id,
      payment_collection_id: session.payment_collection_id,
      payment_session_id: session.id,
      data: JSON.stringify(data),
    })
    if (captured) await this.addCapture(id, session.amount)
    if (captured) await this.markCaptured(id)
  }

  async changePayment(id: string, data: Data): Promise<void> {
    await this.db("payment")
      .where({ id })
      .update({ data: JSON.stringify(data) })
  }

  /** Medusa writes the capture down before it asks the provider. */
  async addCapture(paymentId: string, amount: number | string): Promise<string> {
    const id = newId("capt")
    await this.db("capture").insert({ id, payment_id: paymentId, ...money(amount) })
    return id
  }

  async removeCapture(id: string): Promise<void> {
    await this.db("capture").where({ id }).delete()
  }

  /** And the refund. False when it is there already: the same request again. */
  async addRefund(id: string, paymentId: string, amount: number): Promise<boolean> {
    const rows = await this.db("refund")
      .insert({ id, payment_id: paymentId, ...money(amount) })
      .onConflict("id")
      .ignore()
      .returning("id")
    return rows.length > 0
  }

  async removeRefund(id: string): Promise<void> {
    await this.db("refund").where({ id }).delete()
  }

  async markCaptured(paymentId: string): Promise<void> {
    await this.db("payment").where({ id: paymentId }).update({ captured_at: new Date() })
  }

  async capturedAmount(paymentId: string): Promise<number> {
    const rows: { amount: string }[] = await this.db("capture").where({ payment_id: paymentId })
    return rows.reduce((sum, { amount }) => sum + Number(amount), 0)
  }
}
