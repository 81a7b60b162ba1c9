/** More than was ever paid, so that staff's own requests are taken as far as the money and no further. */
const TOO_MUCH = 1_900_000_000

const slip = { amount: TOO_MUCH, reference: "slip 20261129" }

/** A whole body for each route of the staff that takes one; what is spoilt of it comes further than what was never whole. @type {Record<string, Record<string, unknown>>} */
export const staffBodies = {
  "/alarms/:id/assign": { to: "user_1", from: null },
  "/alarms/:id/resolve": { resolution: "The buyer was called." },
  "/attempts/:id/notes": { text: "The buyer was called." },
  "/attempts/:id/paid-otherwise": slip,
  "/attempts/:id/refund": { amount: TOO_MUCH, seen: { kind: "refund", up_to: TOO_MUCH, whole: false } },
  "/attempts/:id/refund-by-hand": slip,
  "/attempts/:id/refund-request": { amount: TOO_MUCH, reason: "It came broken.", seen: { up_to: TOO_MUCH } },
  "/refund-requests/:id/approve": { version: 1 },
  "/refund-requests/:id/cancel": { reason: "The buyer was paid at the door." },
  "/refund-requests/:id/enter": { bank: "822", branch: "0012", number: "123456789012", holder: "王小明" },
  "/refund-requests/:id/returned": { reason: "The account is closed." },
  "/refund-requests/batches": { ids: ["tpr_nobody"] },
  "/refund-requests/batches/:id/done": { reference: "20261129" },
}

const wishes = ["order_id", "session_id", "state", "gateway", "method", "merchant", "environment", "refunds", "alarms"]
const bounds = ["amount_from", "amount_to", "from", "until", "q"]
const pages = ["limit", "offset"]
const payouts = ["gateway", "merchant", "environment", "from", "until"]

/** What each list of the staff is narrowed by: with another name it is refused as a whole. @type {Record<string, readonly string[]>} */
export const staffQueries = {
  "/alarms": [...pages, "open", "resolved", "mine"],
  "/attempts": [...wishes, ...bounds, ...pages, "after", "sort"],
  "/exchanges": ["limit", "after", "gateway", "attempt_id"],
  "/export": [...wishes, ...bounds, "language"],
  "/notices": ["limit", "after", "verdict", "gateway", "attempt_id", "from", "until", "q"],
  "/overview": [...wishes, ...bounds],
  "/payouts": [...payouts, ...pages],
  "/payouts/export": [...payouts, "payout", "result", "q", "language"],
  "/payouts/lines": [...payouts, ...pages, "payout", "result", "q"],
  "/payouts/missing": [...payouts, ...pages],
  "/payouts/sums": payouts,
  "/refund-requests": [...pages, "tab"],
  "/refund-requests/batches": pages,
}

/** @param {string} route */
export const ofStaff = (route) => route.replace("/admin/taiwan-payments", "")
