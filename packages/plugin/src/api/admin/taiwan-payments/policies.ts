import type { MiddlewareRoute } from "@medusajs/framework/http"
import { PolicyOperation } from "@medusajs/framework/utils"
import { refuseForeignPages } from "./foreign-pages"

const BASE = "/admin/taiwan-payments"

const read = { resource: "payment", operation: PolicyOperation.read }
const update = { resource: "payment", operation: PolicyOperation.update }
const refund = { resource: "refund", operation: PolicyOperation.create }
const pay = { resource: "payment_collection", operation: PolicyOperation.update }
/** Of its own: who may refund need not see anybody's bank account. */
const seeAccount = { resource: "refund_account", operation: PolicyOperation.update }

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
  post("/attempts/:id/refund-request", refund),
  ...["renew", "approve", "cancel", "returned", "enter"].map((step) => post(`/refund-requests/:id/${step}`, refund)),
  post("/refund-requests/:id/account", seeAccount),
  post("/refund-requests/batches", refund),
  post("/refund-requests/batches/:id/done", refund),
  post("/refund-requests/batches/:id/file", seeAccount),
]
