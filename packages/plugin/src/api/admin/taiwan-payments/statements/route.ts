import { MedusaError } from "@medusajs/framework/utils"
import { importStatement } from "../../../../payments/payouts/import-statement"
import { actorOf } from "../../../../payments/staff/actor"
import { inHttpTerms } from "../http-terms"
import { StatementQuery } from "../payout-requests"

/** A statement as a file: the body is its bytes (`text/csv`), read as they arrive; the query says whose it is. */
export const POST = inHttpTerms(async (request, response) => {
  const query = StatementQuery.safeParse(request.query)
  if (!query.success) throw new MedusaError(MedusaError.Types.INVALID_DATA, query.error.issues.map(told).join("; "))
  if (request.headers["content-encoding"] !== undefined)
    throw new MedusaError(MedusaError.Types.INVALID_DATA, "Send the file as it is, without content-encoding.")
  const { name, paid_out_on: paidOutOn, first_on, last_on, ...account } = query.data
  const actor = await actorOf(request.scope, request.auth_context)
  // An error in the middle must not cut off the connection over which it is told.
  const bytes = request.iterator({ destroyOnReturn: false })
  const brought = { account, name, source: "file" as const, actor, paidOutOn, first_on, last_on, bytes }
  const { statement, isNew, dayChanged } = await importStatement(request.scope, brought).catch((error) => {
    request.resume()
    throw error
  })
  const { id, layout, lines, new_lines } = statement
  response
    .status(isNew ? 201 : 200)
    .json({ id, layout, lines, new_lines: isNew ? new_lines : 0, is_new: isNew, day_changed: dayChanged })
})

function told({ path, message }: { path: readonly PropertyKey[]; message: string }): string {
  return `${path.join(".")}: ${message}`
}
