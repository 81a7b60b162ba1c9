import type { RawMessage } from "../../toolkit/contract/gateway"
import { PaymentError } from "../../toolkit/payment-error"

/** What Medusa keeps with a session or a payment, and hands on as it is. */
export type Data = Readonly<Record<string, unknown>> | undefined

export function sessionOf(data: Data): string {
  return typeof data?.session_id === "string" ? data.session_id : ""
}

export function required(key: string | undefined): string {
  if (key) return key
  throw new PaymentError("refused", "Medusa gave neither an idempotency key nor a session id.")
}

/** A notice as the built-in hook hands it on. */
export function rawMessage(body: string | Buffer, headers: Record<string, unknown>): RawMessage {
  const texts = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])
  return { body: Buffer.from(body), headers: Object.fromEntries(texts), query: "" }
}
