import type { MiddlewareRoute } from "@medusajs/framework/http"
import { PolicyOperation } from "@medusajs/framework/utils"
import { refuseForeignPages } from "./foreign-pages"

const BASE = "/admin/taiwan-payments"

const read = { resource: "payment", operation: PolicyOperation.read }
const update = { resource: "payment", operation: PolicyOperation.update }
const refund = { resource: "refund", operation: PolicyOperation.create }
const pay = { resource: "payment_collection", operation: PolicyOperation.update }

function post(path: string, policy: { resource: string; operation: string }): MiddlewareRoute {
  return { matcher: `${BASE}${path}`, methods: ["POST"], policies: [policy] }
}

/** What a role must be allowed, in the words of Medusa's own routes: who may refund there may refund here, and nobody else. */
export const adminPolicies: MiddlewareRoute[] = [
  { matcher: `${BASE}/*`, middlewares: [refuseForeignPages], policies: [read] },
  post("/attempts/:id/query", update),
  post("/attempts/:id/notes", update),
  post("/attempts/:id/refund", refund),
  post("/attempts/:id/refund-by-hand", refund),
  post("/attempts/:id/book-difference", refund),
  post("/attempts/:id/paid-otherwise", pay),
  post("/alarms/:id/assign", update),
  post("/alarms/:id/resolve", update),
  post("/notices/:id/replay", update),
  post("/statements", update),
  post("/orders/:id/payment-link", pay),
]
