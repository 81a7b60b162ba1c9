import { batchFile } from "../../../../../../../payments/refund-desk/refund-batches"
import { actorOf } from "../../../../../../../payments/staff/actor"
import { inHttpTerms } from "../../../../http-terms"

/** The bank's file with its accounts in the clear. By POST, since it is written down who reads it. */
export const POST = inHttpTerms(async (request, response) => {
  const actor = await actorOf(request.scope, request.auth_context)
  const { name, text } = await batchFile(request.scope, request.params.id ?? "", actor)
  response.set({
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${name}"`,
  })
  response.send(text)
})
