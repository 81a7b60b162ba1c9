import type { MedusaRequest, MedusaResponse, MiddlewareRoute } from "@medusajs/framework/http"
import { describe, expect, it, vi } from "vitest"
import middlewares from "../../src/api/middlewares"

const routes = (middlewares.routes ?? []) as MiddlewareRoute[]

/** What becomes of a request with this login at the routes of a matcher: let through, or the status of the refusal. */
async function passes(matcher: string, login: object | null): Promise<boolean | number> {
  const status = vi.fn(() => ({ json: () => undefined }))
  const let_through = vi.fn()
  const scope = { resolve: () => ({ projectConfig: { http: { jwtSecret: "s" } }, error: () => undefined }) }
  const session = login ? { auth_context: login } : {}
  const request = { session, headers: {}, scope, get: () => undefined } as object as MedusaRequest
  for (const { middlewares: each = [] } of routes.filter((route) => route.matcher === matcher))
    for (const middleware of each) await middleware(request, { status } as object as MedusaResponse, let_through)
  return let_through.mock.calls.length > 0 || Number(status.mock.calls.flat()[0])
}

const customer = { actor_type: "customer", actor_id: "cus_1", auth_identity_id: "authid_1" }
const CHARGE = "/pay/sessions/*/charge"
const CARDS = "/store/taiwan-payments/cards*"

describe("a customer with a second factor", () => {
  it.each([CHARGE, CARDS])("has to have shown it at %s", async (route) => {
    expect(await passes(route, { ...customer, mfa_enabled: true })).toBe(401)
    const shown = { mfa_enabled: true, mfa_challenge_completed_at: Math.floor(Date.now() / 1000) }
    expect(await passes(route, { ...customer, ...shown })).toBe(true)
    expect(await passes(route, customer)).toBe(true)
  })

  it("is asked for none as a guest, who may charge and has no cards", async () => {
    expect(await passes(CHARGE, null)).toBe(true)
    expect(await passes(CARDS, null)).toBe(401)
  })
})
