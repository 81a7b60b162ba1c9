import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { IEventBusModuleService, Logger, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { Ledger } from "../modules/ledger/ledger"
import type { AlarmKind, Attempt, NewAlarm } from "../modules/ledger/records"
import { SavedCards } from "../modules/ledger/saved-cards"

/** What everything here works with: the ledger, Medusa's tables, a log, and a voice. */
export interface PaymentContext {
  readonly ledger: Ledger
  readonly cards: SavedCards
  readonly db: Knex
  readonly logger: Logger
  emit(name: string, data: Record<string, unknown>): Promise<void>
}

/** Events other plugins can subscribe to; e-invoices and logistics start from `taiwan_payments.paid`. */
export const EVENTS = {
  voucherIssued: "taiwan_payments.voucher_issued",
  paid: "taiwan_payments.paid",
  expired: "taiwan_payments.expired",
  refunded: "taiwan_payments.refunded",
  alarm: "taiwan_payments.alarm",
} as const

export function contextOf(container: MedusaContainer): PaymentContext {
  const bus = container.resolve(Modules.EVENT_BUS)
  return openContext(
    container.resolve(ContainerRegistrationKeys.PG_CONNECTION),
    container.resolve(ContainerRegistrationKeys.LOGGER),
    bus,
  )
}

export function openContext(
  db: Knex,
  logger: Logger,
  bus: Pick<IEventBusModuleService, "emit"> | undefined,
): PaymentContext {
  return {
    ledger: new Ledger(db),
    cards: new SavedCards(db),
    db,
    logger,
    emit: async (name, data) => void (await bus?.emit({ name, data })),
  }
}

/** An alarm about the money of an attempt, raised once for each kind unless the subject says otherwise. */
export function alarmAbout(
  { id, amount, order_id }: Pick<Attempt, "id" | "amount" | "order_id">,
  kind: AlarmKind,
  detail: string,
  more: Partial<Pick<NewAlarm, "subject" | "amount" | "order_id">> = {},
): NewAlarm {
  return { kind, attempt_id: id, subject: id, amount, detail, order_id, ...more }
}

/** Stores an alarm, tells it to subscribers and to the log; the same alarm is told once. */
export async function raiseAlarm(context: PaymentContext, alarm: NewAlarm): Promise<void> {
  const raised = await context.ledger.raise(alarm)
  if (!raised) return
  context.logger.error(`Taiwan payments alarm ${raised.kind}: ${raised.detail}`)
  await context.emit(EVENTS.alarm, {
    id: raised.id,
    kind: raised.kind,
    attempt_id: raised.attempt_id,
    order_id: raised.order_id,
    amount: raised.amount,
  })
}
