import { actorOf } from "../../../../../../payments/staff/actor"
import { assignAlarm } from "../../../../../../payments/staff/alarms"
import { inHttpTerms } from "../../../http-terms"
import type { AssignBody } from "../../../requests"

/** Gives an alarm to one of the staff, or to nobody. */
export const POST = inHttpTerms<AssignBody>(async (request, response) => {
  const actor = await actorOf(request.scope, request.auth_context)
  response.json({ alarm: await assignAlarm(request.scope, request.params.id ?? "", request.validatedBody, actor) })
})
