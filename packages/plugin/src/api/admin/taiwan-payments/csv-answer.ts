import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import type { MedusaResponse } from "@medusajs/framework/http"

/** Streams a file for spreadsheets. What fails before the first row is an error like any other; what fails later cuts it off. */
export async function sendCsv(response: MedusaResponse, name: string, pieces: AsyncGenerator<string>): Promise<void> {
  const first = await pieces.next()
  response.set({
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${name}"`,
  })
  await pipeline(Readable.from(withFirst(first.value, pieces)), response)
}

async function* withFirst(first: string, others: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first
  yield* others
}
