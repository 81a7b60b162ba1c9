import type { MedusaRequest, MedusaResponse, MiddlewareRoute } from "@medusajs/framework/http"
import { describe, expect, it, vi } from "vitest"
import { adminRoutes } from "../../../../scripts/lib/plugin-routes.mjs"
import { refuseForeignPages } from "../../src/api/admin/taiwan-payments/foreign-pages"
import { adminPolicies } from "../../src/api/admin/taiwan-payments/policies"

function policiesOf(route: string, verb: string): { resource: string; operation: string }[] {
  const isMeant = ({ matcher, methods }: MiddlewareRoute) => {
    const prefix = String(matcher).replace(/\*$/, "")
    const fits = matcher === route || (String(matcher).endsWith("*") && route.startsWith(prefix))
    return fits && (!methods || methods.some((each) => each === verb))
  }
  return adminPolicies.filter(isMeant).flatMap(({ policies }) => (Array.isArray(policies) ? policies : [])) as {
    resource: string
    operation: string
  }[]
}

const ACTOR = /\b(?:staffAction|actorOf)\b/
/** Asked for by POST, and written down nowhere: a payment link is made of the order's id and a signature. */
const CHANGES_NOTHING = new Set(["/admin/taiwan-payments/orders/:id/payment-link"])

describe("admin routes", () => {
  it("all ask for a policy, and those that change something for more than reading", () => {
    const routes = adminRoutes()
    expect(routes.length).toBeGreaterThanOrEqual(8)
    for (const { route, verbs } of routes) {
      expect(verbs, route).not.toEqual([])
      for (const verb of verbs) {
        const operations = policiesOf(route, verb).map(({ operation }) => operation)
        expect(operations, `${verb} ${route}`).toContain("read")
        if (verb !== "GET")
          expect(
            operations.filter((each) => each !== "read"),
            `${verb} ${route}`,
          ).not.toEqual([])
      }
    }
  })

  it("that change something write down who asked for it", () => {
    const changing = adminRoutes().filter(({ verbs }) => verbs.some((verb) => verb !== "GET"))
    expect(changing.length).toBeGreaterThanOrEqual(7)
    const nameless = changing.filter(({ route, source }) => !CHANGES_NOTHING.has(route) && !ACTOR.test(source))
    expect(nameless.map(({ route }) => route)).toEqual([])
  })

  it("that give money back ask for what Medusa's own refund asks for", () => {
    for (const end of ["refund", "refund-by-hand"])
      expect(policiesOf(`/admin/taiwan-payments/attempts/:id/${end}`, "POST")).toContainEqual({
        resource: "refund",
        operation: "create",
      })
  })
})

/** What the guard answers: the status, or null when it lets the request through. */
function answerTo(headers: Record<string, string | undefined>, method = "POST"): number | null {
  const config = { projectConfig: { http: { adminCors: "https://admin.shop.tw,/\\.staff\\.tw$/" } } }
  const request = { method, headers: { host: "api.shop.tw", ...headers }, scope: { resolve: () => config } }
  const status = vi.fn(() => ({ json: () => undefined }))
  const next = vi.fn()
  refuseForeignPages(request as never as MedusaRequest, { status } as never as MedusaResponse, next)
  return next.mock.calls.length > 0 ? null : Number(status.mock.calls.flat()[0])
}

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" }

describe("what changes something", () => {
  it.each([{}, { "content-type": "application/x-www-form-urlencoded" }, { "content-type": "text/plain" }])(
    "must be JSON, not %j",
    (headers) => expect(answerTo(headers)).toBe(415),
  )

  it.each(["https://evil.tw", "null", "https://api.shop.tw.evil.tw", "https://admin.shop.tw.evil.tw"])(
    "may not come from a page at %s",
    (origin) => expect(answerTo({ ...JSON_TYPE, origin })).toBe(403),
  )

  it.each(["https://api.shop.tw", "https://admin.shop.tw", "https://a.staff.tw"])("may come from %s", (origin) => {
    expect(answerTo({ ...JSON_TYPE, origin })).toBeNull()
  })

  it("may come from a server, which names no page; reading is not guarded", () => {
    expect(answerTo(JSON_TYPE)).toBeNull()
    expect(answerTo({ origin: "https://evil.tw" }, "GET")).toBeNull()
  })
})
