import type { RawMessage } from "@taiwan-payments/medusa/toolkit"
import type { AccountChoice } from "./account-choice.js"
import type { Sandbox } from "./sandbox.js"

export type Data = Readonly<Record<string, unknown>>

/** What a shopper's checkout asks of Medusa's payment module. */
export interface Order {
  readonly method: string
  /** In any shape that Medusa hands over. */
  readonly amount: unknown
  /** What the session's row says, when `amount` is not a number; TWD. */
  readonly charged?: number
  readonly currency?: string
  /** As the shopper's browser sent it. */
  readonly data?: Data
  readonly account?: AccountChoice
}

export interface Session {
  readonly id: string
  readonly providerId: string
  /** As stored, and shown by the Store API. */
  readonly data: Data
  readonly startUrl: string
}

/** A row of the ledger, as far as the kit judges it. Amounts in TWD whole dollars. */
export interface AttemptThere {
  readonly tradeNo: string
  readonly state: string
  readonly amount: number
  readonly captured: number
  readonly refunded: number
  readonly reference: string | null
  readonly voucher: Data | null
}

export interface PaymentThere {
  readonly captured: boolean
  /** TWD. */
  readonly capturedAmount: number
  readonly data: Data
}

/**
 * Medusa's payment module with the provider in it, the plugin's routes over HTTP, and the ledger on a real PostgreSQL.
 * Whatever the provider throws is thrown.
 */
export interface ModuleHarness {
  readonly sandbox: Sandbox
  /** Writes the session as Medusa does: the row, then `initiatePayment`, then what both gave. */
  open(order: Order): Promise<Session>
  /** `authorizePayment`, as Medusa calls it; `data` replaces the stored one. */
  authorize(session: Session, data?: Data): Promise<{ status: string; data: Data }>
  /** `capturePayment` behind a capture row, of all or of a part. */
  capture(session: Session, amount?: number): Promise<Data>
  /** `refundPayment` with Medusa's idempotency key. */
  refund(session: Session, amount: unknown, key: string): Promise<Data>
  cancel(session: Session, data?: Data): Promise<Data>
  /** `deletePayment`, then the row is gone. */
  remove(session: Session, data?: Data): Promise<void>
  /** Medusa's built-in hook. */
  hook(session: Session, raw: RawMessage): Promise<{ action: string; sessionId: string | null; amount: number | null }>
  /** The plugin's own notice route. */
  notify(session: Session, raw: RawMessage): Promise<{ status: number; body: string }>
  /** The browser comes back with whatever it says. */
  handleReturn(session: Session, fields: Data): Promise<{ status: number; location: string | null }>
  /** The shop's page posts a token. */
  charge(session: Session, token: string): Promise<{ status: number; body: string }>
  /** Departs without going to the gateway; answers the trade number, null when no way there was given out. */
  startPayment(session: Session, again?: boolean): Promise<string | null>
  attempts(session: Session): Promise<AttemptThere[]>
  payment(session: Session): Promise<PaymentThere | null>
  /** The kinds of all alarms about a trade. */
  alarms(tradeNo: string): Promise<string[]>
  /** The gateway's question before it takes the money, at the plugin's own route. */
  gate(session: Session, raw: RawMessage): Promise<{ status: number; body: string }>
  /** The cart's total changes, and with it the session's amount. TWD. */
  reprice(session: Session, amount: number): Promise<void>
  /** The job that asks about who went quiet, after this session has been quiet for long enough. */
  syncPayments(session: Session): Promise<void>
  /** The job that expires vouchers. */
  expire(): Promise<void>
  /** The job that looks into the gateway's books, once this session's payment is due for it. */
  checkBalances(session: Session): Promise<void>
  /** As if minutes had passed, so that no call of before can be under way any more. */
  outlastCalls(session: Session): Promise<void>
  /** Resolves once the ledger has nothing due for this session. */
  settled(session: Session): Promise<void>
  /** Everything written anywhere so far: log lines, emitted events, rows of the ledger and of sessions. */
  everythingKept(): Promise<string>
  close(): Promise<void>
}
