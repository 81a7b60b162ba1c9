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

const BODY_MS = 10_000

export type Unread = "too large" | "too slow"

/** The method account that a gateway's server speaks to, and its message; null when that was answered with a refusal already. */
export async function hearing(
  request: MedusaRequest,
  response: MedusaResponse,
): Promise<{ methodAccount: MethodAccount; raw: RawMessage } | null> {
  const methodAccount = await methodAccountOf(request.scope, providerId(request.params.provider ?? ""))
  if (!methodAccount) return refuse(response, 404, "Not found")
  const raw = await readMessage(request)
  if (typeof raw !== "string") return { methodAccount, raw }
  return refuse(response.set("connection", "close"), raw === "too large" ? 413 : 408, "Not read")
}

/** A message byte for byte, or why it was not read to its end. */
export async function readMessage(request: MedusaRequest): Promise<RawMessage | Unread> {
  const body = await readBody(request)
  const query = new URL(request.originalUrl, "http://localhost").search.slice(1)
  return typeof body === "string" ? body : { body, headers: headersOf(request), query }
}

function refuse(response: MedusaResponse, status: number, text: string): null {
  response.status(status).type("text/plain").send(text)
  return null
}

/** Reads no more than 64 KiB, and for no longer than ten seconds, so that nobody holds a connection by sending slowly. */
export async function readBody(request: MedusaRequest, withinMs = BODY_MS): Promise<Buffer | Unread> {
  if (Number(request.headers["content-length"] ?? 0) > MAX_BODY_BYTES) return "too large"
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, withinMs, null)
  })
  return gather(request, late).finally(() => clearTimeout(timer))
}

async function gather(request: MedusaRequest, late: Promise<null>): Promise<Buffer | Unread> {
  const chunks: Buffer[] = []
  let size = 0
  const incoming = request.iterator({ destroyOnReturn: false })
  for (;;) {
    const next = await Promise.race([incoming.next(), late])
    if (next === null) return "too slow"
    if (next.done) return Buffer.concat(chunks)
    const bytes = Buffer.from(next.value)
    size += bytes.length
    if (size > MAX_BODY_BYTES) return "too large"
    chunks.push(bytes)
  }
}

/** Somebody who only looks: a preview or a browser that guesses where one will click. Nothing is begun, nobody is asked. */
export function isLookAhead(request: MedusaRequest): boolean {
  const purpose = String(request.headers["sec-purpose"] ?? request.headers.purpose ?? "")
  return request.method === "HEAD" || /prefetch|preview|prerender/i.test(purpose)
}

function headersOf(request: MedusaRequest): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(", ")]))
}
