import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { deskOf } from "../../../../payments/context"
import { answerGate } from "../../../../payments/notices/receive"
import { hearing } from "../../../reading"

/** A gateway's last question before it takes the money, where it asks one. */
export async function POST(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  const heard = await hearing(request, response)
  const gate = heard?.terminal.gateway.gate
  if (!heard) return
  if (!gate) return void response.status(404).type("text/plain").send("Not found")
  const reply = await answerGate(deskOf(request.scope), heard.terminal, gate, heard.raw)
  response.status(reply.status).type(reply.type).send(reply.body)
}
