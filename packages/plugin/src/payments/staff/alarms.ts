import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import type { AlarmChoice, Listed, Slice } from "../../modules/ledger/reader"
import type { Actor, Alarm } from "../../modules/ledger/records"
import { PaymentError } from "../../toolkit/payment-error"
import { deliverEvents } from "../context"
import { contextBy, staffMember } from "./actor"
import { alarmViews } from "./alarm-views"
import { readerOf } from "./situation"
import type { AlarmView } from "./views"

/** Alarms, newest first; those that are resolved, the last resolved first. `of`: whose they are, by id. */
export async function listAlarms(
  container: MedusaContainer,
  which: AlarmChoice,
  slice: Slice,
  of?: string,
): Promise<Listed<AlarmView>> {
  const { rows, count } = await readerOf(container).alarms(which, slice, of)
  return { rows: await alarmViews(container, rows), count }
}

/**
 * Closes an alarm, with a person's words about what was done.
 * @throws MedusaError `not_found`, PaymentError `refused` when somebody closed it before, with who did
 */
export async function resolveAlarm(
  container: MedusaContainer,
  id: string,
  resolution: string,
  actor: Actor,
): Promise<Alarm> {
  const context = contextBy(container, actor)
  const alarm = await context.ledger.alarms.resolve(id, resolution)
  if (!alarm) throw overBefore(await alarmOf(container, id))
  await deliverEvents(context)
  return alarm
}

/** Whose an alarm is to be: an id of the staff, or nobody's. */
export interface Assignment {
  readonly to: string | null
  /** Whose it was when it was looked at. */
  readonly from: string | null
}

/**
 * Gives an alarm to one of the staff.
 * @throws MedusaError `not_found`, PaymentError `refused` when somebody else took or closed it meanwhile, with who did
 */
export async function assignAlarm(
  container: MedusaContainer,
  id: string,
  { to, from }: Assignment,
  actor: Actor,
): Promise<Alarm> {
  const member = to === null ? null : to === actor.id ? actor : await staffMember(container, to)
  const alarm = await contextBy(container, actor).ledger.alarms.assign(id, member, from)
  if (alarm) return alarm
  const latest = await alarmOf(container, id)
  if (latest.resolved_at) throw overBefore(latest)
  throw takenBefore(latest)
}

async function alarmOf(container: MedusaContainer, id: string): Promise<Alarm> {
  const alarm = await readerOf(container).alarm(id)
  if (alarm) return alarm
  throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no such alarm.")
}

function overBefore({ resolved_by: by, resolution }: Alarm): PaymentError {
  const zh = by ? `${by.name} 已處理這則警示` : "這則警示已自動解除"
  const en = by ? `It was resolved already, by ${by.name}.` : "It was resolved already, by itself."
  const [space, what] = by && resolution ? [" ", resolution] : ["", ""]
  return new PaymentError("refused", { en: `${en}${space}${what}`, "zh-TW": `${zh}。${what}` })
}

function takenBefore({ assigned_to: to, assigned_by: by }: Alarm): PaymentError {
  if (!to)
    return new PaymentError("refused", { en: "Nobody has this alarm any more.", "zh-TW": "這則警示已改為未指派。" })
  const giver = by && by.id !== to.id ? by.name : null
  const zh = giver ? `${giver} 已將這則警示指派給 ${to.name}` : `${to.name} 已接手這則警示`
  const en = giver ? `${giver} has given this alarm to ${to.name}` : `${to.name} has taken this alarm`
  return new PaymentError("refused", { en: `${en}.`, "zh-TW": `${zh}。` })
}
