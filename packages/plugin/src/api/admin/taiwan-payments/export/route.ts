import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { exportAttempts } from "../../../../payments/staff/export"
import type { ExportQuery } from "../requests"

/** The attempts that the list is narrowed to, all of them, as a file for spreadsheets. */
export async function GET(
  request: AuthenticatedMedusaRequest<unknown, ExportQuery>,
  response: MedusaResponse,
): Promise<void> {
  const { language, ...wishes } = request.validatedQuery
  const pieces = exportAttempts(request.scope, wishes, language)
  // What fails before the first row is an error like any other; what fails later cuts the file off.
  const first = await pieces.next()
  response.set({
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": 'attachment; filename="payments.csv"',
  })
  await pipeline(Readable.from(withFirst(first.value, pieces)), response)
}

async function* withFirst(first: string, others: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first
  yield* others
}
