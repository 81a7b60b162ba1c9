import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys, parseCorsOrigins } from "@medusajs/framework/utils"

const READS = new Set(["GET", "HEAD", "OPTIONS"])

const TYPES = /^(?:application\/json|text\/csv)\b/i

/**
 * Staff's browsers send their session's cookie along whatever page asks. So what changes something must be JSON, or a statement as
 * CSV, which no form of another site can send, and must come from a page of this server or of `adminCors`.
 */
export function refuseForeignPages(request: MedusaRequest, response: MedusaResponse, next: MedusaNextFunction): void {
  const refusal = READS.has(request.method) ? null : refusalOf(request)
  if (refusal) response.status(refusal.status).json({ type: "not_allowed", message: refusal.message })
  else next()
}

function refusalOf(request: MedusaRequest): { status: number; message: string } | null {
  if (!TYPES.test(request.headers["content-type"] ?? ""))
    return { status: 415, message: "Send JSON: content-type must be application/json." }
  if (isOwnPage(request)) return null
  return { status: 403, message: "This page may not act here; adminCors does not name it." }
}

function isOwnPage(request: MedusaRequest): boolean {
  const { origin, host, "x-forwarded-host": forwarded } = request.headers
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  const here = [host, ...String(forwarded ?? "").split(",")].map((name) => name?.trim())
  return here.includes(new URL(origin).host) || isNamed(request, origin)
}

function isNamed(request: MedusaRequest, origin: string): boolean {
  const { projectConfig } = request.scope.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
  const named = parseCorsOrigins(projectConfig.http.adminCors)
  return named.some((each) => (typeof each === "string" ? each === origin : each.test(origin)))
}
