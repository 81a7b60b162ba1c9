import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { IEventBusModuleService, Logger, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { EVENTS, type OutboxEvents } from "../modules/ledger/events"
import { Ledger } from "../modules/ledger/ledger"
import type { OutboxMessage } from "../modules/ledger/outbox"
import type { Alarm, AlarmKind, Attempt, NewAlarm } from "../modules/ledger/records"
import { SavedCards } from "../modules/ledger/saved-cards"
import { describeError } from "../toolkit/payment-error"
import type { LocalText } from "../toolkit/text"

type EventBus = Pick<IEventBusModuleService, "emit">

/** What everything here works with: the ledger, Medusa's tables, a log, and a voice. */
export interface PaymentContext {
  readonly ledger: Ledger
  readonly cards: SavedCards
  readonly db: Knex
  readonly logger: Logger
  readonly bus: EventBus | undefined
  /** Writes an event down and emits it; one that cannot be emitted now is emitted later. */
  emit<Name extends keyof OutboxEvents>(name: Name, data: OutboxEvents[Name]): Promise<void>
}

export { EVENTS }

const AT_MOST = 100
/** Whoever delivers waits no longer for a bus that fails; the rest is taken again in a minute. */
const FAILING_MS = 5_000

export function contextOf(container: MedusaContainer): PaymentContext {
  const bus = container.resolve(Modules.EVENT_BUS)
  return openContext(
    container.resolve(ContainerRegistrationKeys.PG_CONNECTION),
    container.resolve(ContainerRegistrationKeys.LOGGER),
    bus,
  )
}

export function openContext(db: Knex, logger: Logger, bus: EventBus | undefined): PaymentContext {
  const context: PaymentContext = {
    ledger: new Ledger(db),
    cards: new SavedCards(db),
    db,
    logger,
    bus,
    emit: async (name, data) => {
      await context.ledger.outbox.add(name, data)
      await deliverEvents(context)
    },
  }
  return context
}

/** Writes down what follows from an event. */
type Witness = (message: OutboxMessage) => Promise<void>

const witnesses = new WeakMap<Knex, Witness>()

/** Has each event written down before it leaves the outbox of this database: a bus in memory loses what a dying process had not heard. */
export function setWitness(db: Knex, witness: Witness): void {
  witnesses.set(db, witness)
}

/** Emits what waits in the outbox. Never throws: what cannot be emitted now stays there, and keeps nothing taken with it. */
export async function deliverEvents(context: PaymentContext): Promise<void> {
  const { ledger, bus, logger } = context
  if (!bus) return
  const failures: unknown[] = []
  try {
    const begun = performance.now()
    for (const message of await ledger.outbox.take(AT_MOST)) {
      await deliver(context, bus, message).catch((error: unknown) => void failures.push(error))
      if (failures.length > 0 && performance.now() - begun > FAILING_MS) break
    }
  } catch (error) {
    failures.push(error)
  }
  if (failures.length > 0) {
    const what = failures.length === 1 ? "an event" : `${failures.length} events`
    logger.warn(`Taiwan payments could not emit ${what}, and will try again: ${describeError(failures[0])}`)
  }
}

async function deliver({ ledger, db }: PaymentContext, bus: EventBus, message: OutboxMessage): Promise<void> {
  await witnesses.get(db)?.(message)
  await bus.emit({ name: message.name, data: message.data })
  await ledger.outbox.delivered(message)
}

/** An alarm about the money of an attempt, raised once for each kind unless the subject says otherwise. */
export function alarmAbout(
  { id, amount, order_id }: Pick<Attempt, "id" | "amount" | "order_id">,
  kind: AlarmKind,
  detail: LocalText,
  more: Partial<Pick<NewAlarm, "subject" | "amount" | "order_id">> = {},
): NewAlarm {
  return { kind, attempt_id: id, subject: id, amount, detail, order_id, ...more }
}

/** Stores an alarm, tells it to subscribers and to the log; the same alarm is told once. */
export async function raiseAlarm(context: PaymentContext, alarm: NewAlarm): Promise<void> {
  const raised = await context.ledger.together((ledger) => writeAlarm(ledger, alarm))
  await tellAlarm(context, raised)
}

/** Writes an alarm and its event, together with the change that it tells of. Null when the same one stands already. */
export async function writeAlarm(ledger: Ledger, alarm: NewAlarm): Promise<Alarm | null> {
  const raised = await ledger.raise(alarm)
  if (!raised) return null
  const { id, kind, attempt_id, order_id, amount } = raised
  await ledger.outbox.add(EVENTS.alarm, { id, kind, attempt_id, order_id, amount })
  return raised
}

export async function tellAlarm(context: PaymentContext, raised: Alarm | null): Promise<void> {
  if (raised) context.logger.error(`Taiwan payments alarm ${raised.kind}: ${raised.detail}`)
  await deliverEvents(context)
}
