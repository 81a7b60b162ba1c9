import { setTimeout as sleep } from "node:timers/promises"
import type { INotificationModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { Message } from "../../modules/ledger/messages"
import { describeError } from "../../toolkit/payment-error"
import { contextOf, openContext, type PaymentContext } from "../context"
import { fateOf, forgetFailed, hasChannel } from "../medusa/notification-rows"
import { type Composed, compose } from "./compose"
import { CHANNEL, messageOptions } from "./message-options"
import { whyWithheld } from "./withhold"

/** How long a provider may take to answer; how long it is waited for what it says later. */
const PATIENCE_MS = 60_000
const UNCLEAR_MS = 10 * 60_000
/** After each try that failed; after the last one it has failed. */
const PAUSES_SECONDS = [60, 300, 1800, 7200, 21_600]
/** What nobody has read by then is no news any more. */
const NO_NEWS_MS = 2 * 86_400_000

/**
 * Sends a message whose turn it is. The ledger is asked at every try, and the try is written down before it is made: of many processes
 * one sends, and what may have gone out is not sent a second time. Never throws for a provider that fails.
 */
export async function sendMessage(container: MedusaContainer, id: string): Promise<void> {
  const context = contextOf(container)
  const message = await context.ledger.messages.message(id)
  if (!message?.due_at || message.due_at > (await context.ledger.now())) return
  try {
    await trySending(container, context, message)
  } catch (error) {
    await failed(context, id, describeError(error))
  }
}

async function trySending(container: MedusaContainer, context: PaymentContext, message: Message): Promise<void> {
  const { ledger, db } = context
  if (message.tries > 0 && (await isSettledBefore(context, message))) return
  const module = container.resolve(Modules.NOTIFICATION, { allowUnregistered: true })
  if (!module || !(await hasChannel(db, CHANNEL))) throw new Error(`Medusa has no notification provider for ${CHANNEL}`)
  const composed = await compose(container, message)
  if (composed === "nothing to tell") return ledger.messages.end(message, "withheld", composed)
  if (composed === "no address") return giveUp(context, message, composed)
  if (await take(container, context, message)) await handOver(module, container, message, composed)
}

/** What an earlier try has come to, which may have ended after it was given up. */
async function isSettledBefore({ ledger, db }: PaymentContext, message: Message): Promise<boolean> {
  const fate = await fateOf(db, message.id)
  if (fate === "success") await ledger.messages.end(message, "sent")
  if (fate !== "pending") return fate === "success"
  const isOver = Date.now() - (message.tried_at?.getTime() ?? 0) > UNCLEAR_MS
  if (isOver) await ledger.messages.end(message, "unclear", "the provider never answered")
  else await ledger.messages.putOff(message, PATIENCE_MS / 1000, "the provider has not answered yet")
  return true
}

/** Whether it is still true, and nobody else sends it: decided, and written down, at one moment. */
async function take(container: MedusaContainer, { db, logger }: PaymentContext, { id }: Message): Promise<boolean> {
  return db.transaction(async (transaction) => {
    const locked = openContext(transaction, logger, undefined)
    const message = await locked.ledger.messages.lockDue(id)
    if (!message) return false
    const why = await whyWithheld(locked, message, messageOptions(container))
    if (why === null) await locked.ledger.messages.begin(message)
    else await locked.ledger.messages.end(message, "withheld", why)
    return why === null
  })
}

async function handOver(
  module: INotificationModuleService,
  container: MedusaContainer,
  message: Message,
  { to, content }: Composed,
): Promise<void> {
  const { ledger, db } = contextOf(container)
  const { id, kind, order_id, attempt_id } = message
  await forgetFailed(db, id)
  const { from } = messageOptions(container)
  const notification = {
    ...{ to, ...(from ? { from } : {}), channel: CHANNEL, template: `taiwan_payments.${kind}`, content },
    // Medusa keeps this, and shows it to whoever may read notifications: no number and no link is in it.
    data: { kind, order_id, attempt_id },
    ...{ trigger_type: `taiwan_payments.${kind}`, idempotency_key: id },
    ...(order_id ? { resource_id: order_id, resource_type: "order" } : {}),
  }
  await inTime(module.createNotifications(notification))
  await ledger.messages.end(message, "sent")
}

async function inTime(work: Promise<unknown>): Promise<void> {
  const end = new AbortController()
  const late = sleep(PATIENCE_MS, null, { signal: end.signal, ref: false }).then(() => {
    throw new Error("the provider does not answer")
  })
  try {
    await Promise.race([work, late])
  } finally {
    end.abort()
    late.catch(() => undefined)
  }
}

async function failed(context: PaymentContext, id: string, words: string): Promise<void> {
  const { ledger, logger } = context
  const message = await ledger.messages.message(id)
  if (!message?.due_at) return
  const why = withoutAddresses(words)
  const isNoNews = Date.now() - message.created_at.getTime() > NO_NEWS_MS
  const pause = PAUSES_SECONDS[Math.max(0, message.tries - 1)]
  if (pause === undefined || isNoNews) return giveUp(context, message, why)
  logger.warn(`Taiwan payments could not send ${nameOf(message)} (try ${message.tries}): ${why}`)
  await ledger.messages.putOff(message, pause, why)
}

async function giveUp({ ledger, logger }: PaymentContext, message: Message, why: string): Promise<void> {
  logger.error(`Taiwan payments gives up sending ${nameOf(message)}: ${why}`)
  await ledger.messages.end(message, "failed", why)
}

function nameOf({ kind, order_id, subject }: Message): string {
  return `the message ${kind} about ${order_id ?? subject}`
}

/** A provider's words may name who was to get it. */
export function withoutAddresses(words: string): string {
  return words.replace(/(?<![^\s@<>"'(),;:])[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+/g, "…@…").slice(0, 300)
}
