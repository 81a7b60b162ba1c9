import { actorOf } from "../../../../../../payments/staff/actor"
import { resolveAlarm } from "../../../../../../payments/staff/alarms"
import { inHttpTerms } from "../../../http-terms"
import type { ResolveBody } from "../../../requests"

/** Closes an alarm, with a person's words about what was done. */
export const POST = inHttpTerms<ResolveBody>(async (request, response) => {
  const { resolution } = request.validatedBody
  const actor = await actorOf(request.scope, request.auth_context)
  response.json({ alarm: await resolveAlarm(request.scope, request.params.id ?? "", resolution, actor) })
})
