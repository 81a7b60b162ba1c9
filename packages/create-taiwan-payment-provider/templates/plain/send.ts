import { MedusaError } from "@medusajs/framework/utils"

export interface Request {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Below 30 s, Medusa's cart lock. */
  readonly timeoutMs: number
}

/**
 * What the bank answers, unread. No reply, an error page and a refusal by HTTP throw, in words that a shopper may read.
 */
export async function send({ url, headers, body, timeoutMs }: Request): Promise<string> {
  const reply = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(timeoutMs) })
    .then((response) => (response.ok ? response.text() : null))
    .catch(() => null)
  if (reply) return reply
  const type = MedusaError.Types.UNEXPECTED_STATE
  throw new MedusaError(type, "銀行沒有回應，請稍後再試。The bank does not answer.")
}
