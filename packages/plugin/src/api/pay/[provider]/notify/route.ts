import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { deskOf } from "../../../../cashier/desk"
import { hear } from "../../../../cashier/hear"
import { settlerOf } from "../../../../cashier/settler"
import { providerId, terminalOf } from "../../../../cashier/terminals"
import { headersOf, readBody } from "../../../reading"

/** A gateway's notice: answered in its own words, and only after the ledger has it. */
export async function POST(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  const terminal = await terminalOf(request.scope, providerId(request.params.provider ?? ""))
  if (!terminal) return void response.status(404).type("text/plain").send("Not found")
  const body = await readBody(request)
  if (!body) return void response.status(413).set("connection", "close").type("text/plain").send("Too large")
  const raw = {
    body,
    headers: headersOf(request),
    query: new URL(request.originalUrl, "http://localhost").search.slice(1),
  }
  const { reply, settle } = await hear(deskOf(request.scope), terminal, raw)
  response.status(reply.status).type(reply.type).send(reply.body)
  if (settle) settlerOf(request.scope).wake(settle)
}
