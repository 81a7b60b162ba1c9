import { actorOf } from "../../../../../../payments/staff/actor"
import { detailOf } from "../../../../../../payments/staff/attempt-views"
import { bookDifference } from "../../../../../../payments/staff/book-difference"
import { inHttpTerms } from "../../../http-terms"

/** Books what the gateway gave back by itself. */
export const POST = inHttpTerms(async (request, response) => {
  const id = request.params.id ?? ""
  await bookDifference(request.scope, id, await actorOf(request.scope, request.auth_context))
  response.json(await detailOf(request.scope, id))
})
