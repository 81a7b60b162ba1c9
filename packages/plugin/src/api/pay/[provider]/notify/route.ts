import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { contextOf } from "../../../../payments/context"
import { receiveNotice } from "../../../../payments/notices/receive"
import { applyWorkerOf, wakeIfDue } from "../../../../payments/orders/apply-worker"
import { hearing } from "../../../reading"

/** A gateway's notice: answered in its own words, and only after the ledger has it. */
export async function POST(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  const heard = await hearing(request, response)
  if (!heard) return
  const taking = () => receiveNotice(contextOf(request.scope), heard.methodAccount, heard.raw)
  const { reply, attempt } = await applyWorkerOf(request.scope).hearing(taking)
  response.status(reply.status).type(reply.type).send(reply.body)
  if (attempt) wakeIfDue(request.scope, attempt)
}
