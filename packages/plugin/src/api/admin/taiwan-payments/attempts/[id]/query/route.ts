import { askNow } from "../../../../../../payments/staff/query-now"
import { inHttpTerms } from "../../../http-terms"

/** Asks the gateway now; when that is too soon, tells when it is not. */
export const POST = inHttpTerms(async (request, response) => {
  response.json(await askNow(request.scope, request.params.id ?? ""))
})
