import type { AuthenticatedMedusaRequest, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { MethodAccount } from "../payments/method-account"
import { methodAccountOf, providerId } from "../payments/method-accounts"
import type { RawMessage } from "../toolkit/contract/gateway"

/** An id out of an address, such as `payses_01…`; an empty one, which nothing has, for what cannot be one. */
export function idOf(value: unknown): string {
  return typeof value === "string" && /^\w{1,64}$/.test(value) ? value : ""
}

/** The logged-in customer who asks; null for a guest. */
export function customerOf({ auth_context: auth }: AuthenticatedMedusaRequest): string | null {
  return auth?.actor_type === "customer" && auth.actor_id ? auth.actor_id : null
}

/** No gateway sends more; a larger body is somebody else's. */
export const MAX_BODY_BYTES = 64 * 1024

/** The method account that a gateway's server speaks to, and its message; null when that was answered with a refusal already. */
export async function hearing(
  request: MedusaRequest,
  response: MedusaResponse,
): Promise<{ methodAccount: MethodAccount; raw: RawMessage } | null> {
  const methodAccount = await methodAccountOf(request.scope, providerId(request.params.provider ?? ""))
  if (!methodAccount) return refuse(response, 404, "Not found")
  const raw = await readMessage(request)
  return raw ? { methodAccount, raw } : refuse(response.set("connection", "close"), 413, "Too large")
}

/** A message byte for byte; null when it is larger than 64 KiB. */
export async function readMessage(request: MedusaRequest): Promise<RawMessage | null> {
  const body = await readBody(request)
  const query = new URL(request.originalUrl, "http://localhost").search.slice(1)
  return body && { body, headers: headersOf(request), query }
}

function refuse(response: MedusaResponse, status: number, text: string): null {
  response.status(status).type("text/plain").send(text)
  return null
}

export async function readBody(request: MedusaRequest): Promise<Buffer | null> {
  if (Number(request.headers["content-length"] ?? 0) > MAX_BODY_BYTES) return null
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > MAX_BODY_BYTES) return null
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

function headersOf(request: MedusaRequest): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(", ")]))
}
