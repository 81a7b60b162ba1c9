import type { INotificationModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { Alarm } from "../../modules/ledger/records"
import { describeError } from "../../toolkit/payment-error"
import { shownTwd } from "../../toolkit/twd"
import { ALARM_TITLES } from "../alarm-titles"
import { contextOf, type PaymentContext } from "../context"
import { hasChannel } from "../medusa/notification-rows"
import { readerOf } from "./situation"

/** What Medusa's dashboard shows at its bell. */
const CHANNEL = "feed"
const RESOURCE = "taiwan_payment_alarm"

/** Medusa's module can do this (2.21.2), though its interface does not say so. */
interface Changeable {
  updateNotifications(changes: { readonly id: string; readonly data: Record<string, unknown> }): Promise<unknown>
}

/** An alarm is one entry at Medusa's bell, where the shop has one; when it is over, its entry says so. */
export async function ringBell(container: MedusaContainer, alarmId: string): Promise<void> {
  const context = contextOf(container)
  const notifications = container.resolve(Modules.NOTIFICATION, { allowUnregistered: true })
  const alarm = await readerOf(container).alarm(alarmId)
  if (!alarm || !notifications || !(await hasChannel(context.db, CHANNEL))) return
  try {
    await (alarm.resolved_at ? tellResolved(notifications, alarm) : tellOpen(context, notifications, alarm))
  } catch (error) {
    context.logger.warn(`Taiwan payments: Medusa's bell does not tell of alarm ${alarmId}: ${describeError(error)}`)
  }
}

/** Under the alarm's id, so that an event that comes twice rings once. */
async function tellOpen(
  { ledger }: PaymentContext,
  notifications: INotificationModuleService,
  alarm: Alarm,
): Promise<void> {
  const attempt = alarm.attempt_id ? await ledger.attempt(alarm.attempt_id) : undefined
  await notifications.createNotifications({
    ...{ to: "", channel: CHANNEL, template: "", trigger_type: "taiwan_payments.alarm" },
    ...{ resource_id: alarm.id, resource_type: RESOURCE, idempotency_key: alarm.id },
    data: { title: titleOf(alarm), description: descriptionOf(alarm, attempt?.trade_no) },
  })
}

async function tellResolved(notifications: INotificationModuleService, alarm: Alarm): Promise<void> {
  const [entry] = await notifications.listNotifications({ resource_id: alarm.id, resource_type: RESOURCE })
  if (!entry || !isChangeable(notifications)) return
  const by = alarm.resolved_by ? ` · ${alarm.resolved_by.name}` : ""
  const title = `✓ 已處理 Resolved${by}: ${titleOf(alarm)}`
  await notifications.updateNotifications({ id: entry.id, data: { ...entry.data, title } })
}

function isChangeable(notifications: object): notifications is Changeable {
  return "updateNotifications" in notifications && typeof notifications.updateNotifications === "function"
}

/** The bell speaks one language to everybody, so both stand there. */
function titleOf({ kind }: Alarm): string {
  const title = ALARM_TITLES[kind]
  return `${title["zh-TW"]} ${title.en}`
}

function descriptionOf({ amount, subject }: Alarm, tradeNo = subject): string {
  const money = amount === null ? [] : [shownTwd(amount)]
  return [...money, tradeNo, "台灣金流 Taiwan payments"].join(" · ")
}
