import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { contextOf } from "../../../../payments/context"
import { receiveNotice } from "../../../../payments/notices/receive"
import { wakeIfDue } from "../../../../payments/orders/apply-worker"
import { hearing } from "../../../reading"

/** A gateway's notice: answered in its own words, and only after the ledger has it. */
export async function POST(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  const heard = await hearing(request, response)
  if (!heard) return
  const { reply, attempt } = await receiveNotice(contextOf(request.scope), heard.methodAccount, heard.raw)
  response.status(reply.status).type(reply.type).send(reply.body)
  if (attempt) wakeIfDue(request.scope, attempt)
}
