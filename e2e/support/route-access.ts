/** What one of the staff must be allowed, in Medusa's words. */
export type Policy =
  | "payment:read"
  | "payment:update"
  | "refund:create"
  | "payment_collection:update"
  | "refund_account:update"

/**
 * Who may use a route: staff with a policy (and `payment:read`, which all of ours want); a customer who is logged in, for what is
 * theirs; or whoever knows something that nobody can guess. `none` where nothing of anybody's can be reached.
 */
export type Access =
  | { readonly staff: Policy }
  | { readonly customer: "own" }
  | { readonly key: "session" | "attempt" | "order link" | "refund link" | "number and e-mail" | "none" }

const reads: Access = { staff: "payment:read" }
const updates: Access = { staff: "payment:update" }
const refunds: Access = { staff: "refund:create" }
const collects: Access = { staff: "payment_collection:update" }
const seesAccounts: Access = { staff: "refund_account:update" }

const ADMIN = "/admin/taiwan-payments"
const STORE = "/store/taiwan-payments"

/** Every route of the plugin. One that has no row here fails route-access.test.ts, which says what to write. */
export const ROUTE_ACCESS: Readonly<Record<string, Access>> = {
  "POST /pay/:provider/notify": { key: "none" },
  "POST /pay/:provider/gate": { key: "none" },
  "GET /pay/:provider/return": { key: "attempt" },
  "POST /pay/:provider/return": { key: "attempt" },
  "GET /pay/sessions/:id": { key: "session" },
  "GET /pay/sessions/:id/status": { key: "session" },
  "OPTIONS /pay/sessions/:id/status": { key: "none" },
  "POST /pay/sessions/:id/charge": { key: "session" },
  "OPTIONS /pay/sessions/:id/charge": { key: "none" },
  "GET /pay/orders/:token": { key: "order link" },
  "POST /pay/orders/:token": { key: "order link" },
  "GET /pay/refunds/:token": { key: "refund link" },
  "POST /pay/refunds/:token": { key: "refund link" },
  [`GET ${STORE}/cards`]: { customer: "own" },
  [`DELETE ${STORE}/cards/:id`]: { customer: "own" },
  [`POST ${STORE}/orders/find`]: { key: "number and e-mail" },
  [`GET ${ADMIN}/alarms`]: reads,
  [`POST ${ADMIN}/alarms/:id/assign`]: updates,
  [`POST ${ADMIN}/alarms/:id/resolve`]: updates,
  [`GET ${ADMIN}/attempts`]: reads,
  [`GET ${ADMIN}/attempts/:id`]: reads,
  [`POST ${ADMIN}/attempts/:id/book-difference`]: refunds,
  [`POST ${ADMIN}/attempts/:id/notes`]: updates,
  [`POST ${ADMIN}/attempts/:id/paid-otherwise`]: collects,
  [`POST ${ADMIN}/attempts/:id/query`]: updates,
  [`POST ${ADMIN}/attempts/:id/refund`]: refunds,
  [`POST ${ADMIN}/attempts/:id/refund-by-hand`]: refunds,
  [`POST ${ADMIN}/attempts/:id/refund-request`]: refunds,
  [`GET ${ADMIN}/choices`]: reads,
  [`GET ${ADMIN}/doctor`]: reads,
  [`GET ${ADMIN}/exchanges`]: reads,
  [`GET ${ADMIN}/export`]: reads,
  [`GET ${ADMIN}/notices`]: reads,
  [`POST ${ADMIN}/notices/:id/replay`]: updates,
  [`POST ${ADMIN}/orders/:id/payment-link`]: collects,
  [`GET ${ADMIN}/overview`]: reads,
  [`GET ${ADMIN}/payouts`]: reads,
  [`GET ${ADMIN}/payouts/accounts`]: reads,
  [`GET ${ADMIN}/payouts/export`]: reads,
  [`GET ${ADMIN}/payouts/lines`]: reads,
  [`GET ${ADMIN}/payouts/missing`]: reads,
  [`GET ${ADMIN}/payouts/sums`]: reads,
  [`GET ${ADMIN}/refund-requests`]: reads,
  [`POST ${ADMIN}/refund-requests/:id/account`]: seesAccounts,
  [`POST ${ADMIN}/refund-requests/:id/approve`]: refunds,
  [`POST ${ADMIN}/refund-requests/:id/cancel`]: refunds,
  [`POST ${ADMIN}/refund-requests/:id/enter`]: refunds,
  [`POST ${ADMIN}/refund-requests/:id/renew`]: refunds,
  [`POST ${ADMIN}/refund-requests/:id/returned`]: refunds,
  [`GET ${ADMIN}/refund-requests/batches`]: reads,
  [`POST ${ADMIN}/refund-requests/batches`]: refunds,
  [`POST ${ADMIN}/refund-requests/batches/:id/done`]: refunds,
  [`POST ${ADMIN}/refund-requests/batches/:id/file`]: seesAccounts,
  [`POST ${ADMIN}/statements`]: updates,
}
