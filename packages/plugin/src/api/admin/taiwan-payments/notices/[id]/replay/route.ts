import { actorOf } from "../../../../../../payments/staff/actor"
import { replayNotice } from "../../../../../../payments/staff/replay"
import { inHttpTerms } from "../../../http-terms"

/** Takes a verified notice in again. */
export const POST = inHttpTerms(async (request, response) => {
  const actor = await actorOf(request.scope, request.auth_context)
  response.json(await replayNotice(request.scope, request.params.id ?? "", actor))
})
