import type { PaymentDTO } from "@medusajs/framework/types"
import type { Books, Session, Trade } from "../facts.js"

/** What is bought in most cases: an amount that no other number of a case resembles. */
export const PRICE = 1060

/** A session with the trade that was opened for it at the bank. */
export interface Sale {
  readonly session: Session
  readonly trade: Trade
  readonly amount: number
}

export interface PaidSale extends Sale {
  readonly paymentId: string
}

/** Medusa's books of a session, beside the bank's. */
export interface BothBooks {
  readonly payment: PaymentDTO | null
  /** By Medusa. */
  readonly captured: number
  readonly refunded: number
  readonly bank: Books
}

const total = (rows: readonly { amount: unknown }[] | undefined) =>
  (rows ?? []).reduce((sum, { amount }) => sum + Number(amount), 0)

export function bothBooks(payment: PaymentDTO | null, bank: Books): BothBooks {
  return { payment, captured: total(payment?.captures), refunded: total(payment?.refunds), bank }
}

/** Whether the bank holds money for the trade: reserved or taken. */
export const held = ({ reserved, captured }: Books) => reserved + captured
