import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { contextOf } from "../../../../payments/context"
import { answerPreChargeCheck } from "../../../../payments/notices/receive"
import { hearing } from "../../../reading"

/** A gateway's last question before it takes the money, where it asks one. */
export async function POST(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  const heard = await hearing(request, response)
  const gate = heard?.methodAccount.account.preChargeCheck
  if (!heard) return
  if (!gate) return void response.status(404).type("text/plain").send("Not found")
  const reply = await answerPreChargeCheck(contextOf(request.scope), heard.methodAccount, gate, heard.raw)
  response.status(reply.status).type(reply.type).send(reply.body)
}
