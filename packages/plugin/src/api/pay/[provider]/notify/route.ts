import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { deskOf } from "../../../../payments/context"
import { hear } from "../../../../payments/notices/receive"
import { settlerOf } from "../../../../payments/orders/apply-worker"
import { hearing } from "../../../reading"

/** A gateway's notice: answered in its own words, and only after the ledger has it. */
export async function POST(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  const heard = await hearing(request, response)
  if (!heard) return
  const { reply, settle } = await hear(deskOf(request.scope), heard.terminal, heard.raw)
  response.status(reply.status).type(reply.type).send(reply.body)
  if (settle) settlerOf(request.scope).wake(settle)
}
