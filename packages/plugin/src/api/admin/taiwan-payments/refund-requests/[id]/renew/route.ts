import { renew } from "../../../../../../payments/refund-desk/desk-steps"
import { actorOf } from "../../../../../../payments/staff/actor"
import { inHttpTerms } from "../../../http-terms"

/** A new link for the buyer, who is asked again; earlier ones open no more. */
export const POST = inHttpTerms(async (request, response) => {
  const actor = await actorOf(request.scope, request.auth_context)
  response.json(await renew(request.scope, request.params.id ?? "", actor))
})
