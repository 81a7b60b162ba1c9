import { queryNow } from "../../../../../../payments/staff/query-now"
import { inHttpTerms } from "../../../http-terms"

/** Asks the gateway now; when that is too soon, tells when it is not. */
export const POST = inHttpTerms(async (request, response) => {
  response.json(await queryNow(request.scope, request.params.id ?? ""))
})
