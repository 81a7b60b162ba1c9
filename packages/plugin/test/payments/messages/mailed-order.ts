import type { Message } from "../../../src/modules/ledger/messages"
import type { Attempt, NewAttempt } from "../../../src/modules/ledger/records"
import { readMessageOptions, setMessageOptions } from "../../../src/payments/messages/message-options"
import { OptionReader } from "../../../src/toolkit/options"
import { twd } from "../../../src/toolkit/twd"
import type { Bank } from "../../fake-bank"
import { CODE, methodAccountAt } from "../../fake-gateway"
import { addCart, addOrder, type FakeMedusa, fakeMedusa } from "../../fake-medusa"
import { addSession, newAttempt, newId, type Shop } from "../../shop-database"
import { NOWHERE } from "../session-at-bank"
import { openPostOffice, type PostOffice } from "./post-office"

const HOUR = 3_600_000
export const ALL = { buyers: true, staff: { to: ["amy@shop.example", "bo@shop.example"], locale: "en" } } as const

export type More = Partial<Attempt & NewAttempt>

export interface MailedOrder {
  readonly medusa: FakeMedusa
  readonly office: PostOffice
  readonly sessionId: string
  readonly cartId: string
  readonly orderId: string
  readonly number: Attempt
  /** The event that its number tells. */
  readonly event: {
    readonly attempt_id: string
    readonly session_id: string
    readonly order_id: string
    readonly amount: number
    readonly voucher: Attempt["voucher"]
    readonly payment_link: null
  }
}

/** Medusa with messages switched on, as one process has it. */
export async function mailingMedusa(
  shop: Shop,
  messages: object = ALL,
  bank: Pick<Bank, "url"> = NOWHERE,
  account: Parameters<typeof methodAccountAt>[1] = {},
): Promise<{ medusa: FakeMedusa; office: PostOffice }> {
  const medusa = fakeMedusa(shop, "pp_fake-card_main", methodAccountAt(bank, account, CODE))
  setMessageOptions(medusa.container, readMessageOptions(new OptionReader("test", { messages })))
  return { medusa, office: await openPostOffice(shop, medusa.container) }
}

/** An order of 1000 TWD whose number is in the buyer's hand, and runs out in twenty hours. */
export async function mailedOrder(
  shop: Shop,
  more: More = {},
  messages: object = ALL,
  bank: Pick<Bank, "url"> = NOWHERE,
): Promise<MailedOrder> {
  const { medusa, office } = await mailingMedusa(shop, messages, bank)
  const sessionId = await addSession(shop, "1000")
  const cartId = await addCart(shop, sessionId)
  const orderId = await addOrder(shop, sessionId, cartId)
  await setTotal(shop, orderId, 1000)
  const number = await addNumber(shop, sessionId, { order_id: orderId, ...more })
  const { id: attempt_id, voucher } = number
  const event = { attempt_id, session_id: sessionId, order_id: orderId, amount: 1000, voucher, payment_link: null }
  return { medusa, office, sessionId, cartId, orderId, number, event }
}

/** A number of a session, issued unless said otherwise. */
export async function addNumber(shop: Shop, sessionId: string, more: More = {}): Promise<Attempt> {
  const { ledger, db } = shop.context
  const expires_at = more.expires_at ?? new Date(Date.now() + 20 * HOUR)
  const voucher = { kind: "cvs", code: "LLL22251222222", chain: "any", amount: twd(1000) } as const
  const { payment_collection_id } = await db("payment_session").where({ id: sessionId }).first()
  const opened = await ledger.open(newAttempt({ session_id: sessionId, method: "code", payment_collection_id }))
  const issued = { state: "issued", voucher: { ...voucher, expires_at: expires_at.toISOString() } } as const
  const changed = await ledger.change(opened, { ...issued, expires_at, ...more })
  if (!changed) throw new Error("Nobody else writes here.")
  return changed
}

export async function setTotal({ db }: Pick<Shop, "db">, orderId: string, total: number): Promise<void> {
  await db("order_summary").where({ order_id: orderId }).delete()
  const totals = JSON.stringify({ current_order_total: total })
  await db("order_summary").insert({ id: newId("ordsum"), order_id: orderId, version: 1, totals })
}

/** The messages about an attempt, an alarm or whatever else, as they stand. */
export async function messagesAbout({ db }: Pick<Shop, "db">, subject: string): Promise<Message[]> {
  return db("taiwan_payment_message").where("subject", "like", `${subject}%`).orWhere({ attempt_id: subject })
}

/** Lets a message's next turn come now. */
export async function letItBeDue({ db }: Pick<Shop, "db">, { id }: Message): Promise<void> {
  await db("taiwan_payment_message")
    .where({ id })
    .whereNotNull("due_at")
    .update({ due_at: new Date(0) })
}

/** Money comes for an attempt, as a notice commits it. */
export async function payFor({ context: { ledger } }: Pick<Shop, "context">, { id }: Attempt): Promise<void> {
  const attempt = await ledger.attempt(id)
  const paid = { state: "captured", paid_at: new Date(), captured_amount: twd(1000) } as const
  if (!attempt || !(await ledger.change(attempt, paid))) throw new Error("Nobody else writes here.")
}
