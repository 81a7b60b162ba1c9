import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import type { AlarmChoice, Listed, Slice } from "../../modules/ledger/reader"
import type { Actor, Alarm } from "../../modules/ledger/records"
import { PaymentError } from "../../toolkit/payment-error"
import { alarmViews } from "./attempt-views"
import { readerOf } from "./situation"
import type { AlarmView } from "./views"

/** Alarms, newest first; those that are resolved, the last resolved first. */
export async function listAlarms(
  container: MedusaContainer,
  which: AlarmChoice,
  slice: Slice,
): Promise<Listed<AlarmView>> {
  const { rows, count } = await readerOf(container).alarms(which, slice)
  return { rows: await alarmViews(container, rows), count }
}

/**
 * Closes an alarm, with a person's words about what was done.
 * @throws MedusaError `not_found`, PaymentError `refused` when it is closed already
 */
export async function resolveAlarm(
  container: MedusaContainer,
  id: string,
  resolution: string,
  actor: Actor,
): Promise<Alarm> {
  const reader = readerOf(container)
  if (!(await reader.alarm(id))) throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no such alarm.")
  const alarm = await reader.resolve(id, resolution, actor)
  if (alarm) return alarm
  throw new PaymentError("refused", "The alarm is resolved already.")
}
