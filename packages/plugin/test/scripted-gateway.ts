import type { Conversation, WireRequest, WireResponse } from "../src/toolkit/contract/conversation"
import { converse } from "../src/toolkit/contract/conversation"
import { PaymentError } from "../src/toolkit/payment-error"

export type Script = (request: WireRequest) => WireResponse | PaymentError

export const LOST = new PaymentError("unreachable", "ecpay could not be reached: the connection broke.")

export function answer(text: string, status = 200): WireResponse {
  return { status, headers: {}, text }
}

/** A form body as its fields. */
export function fieldsOf(request: WireRequest): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(request.body))
}

/** Holds a conversation with a script instead of a network; what was asked stands in `sent`. */
export async function held<Result>(
  conversation: Conversation<Result>,
  script: Script,
): Promise<{ result: Result; sent: WireRequest[] }> {
  const sent: WireRequest[] = []
  const result = await converse(conversation, async (request) => {
    sent.push(request)
    const reply = script(request)
    if (reply instanceof PaymentError) throw reply
    return reply
  })
  return { result, sent }
}
