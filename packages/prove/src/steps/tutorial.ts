/** The sections of the tutorial (docs/tutorial), in its order. */
const SECTIONS = [
  "initiatePayment",
  "authorizePayment",
  "cancelPayment",
  "capturePayment",
  "getPaymentStatus",
  "refundPayment",
  "updatePayment",
  "retrievePayment",
  "getWebhookActionAndData",
  "deletePayment",
] as const

type Section = (typeof SECTIONS)[number]

/** Where each case is explained; the first name that a case's id begins with. */
const PLACES: readonly (readonly [section: Section, ...beginnings: string[]])[] = [
  ["getWebhookActionAndData", "notice", "forged", "late-failure", "refund-notice", "nonsense-notices", "voucher-paid"],
  ["refundPayment", "refund", "cancelled-then-refunded", "idempotency-key"],
  ["capturePayment", "capture"],
  ["deletePayment", "delete"],
  ["cancelPayment", "cancel"],
  ["updatePayment", "update"],
  ["retrievePayment", "retrieve"],
  [
    "authorizePayment",
    ...[
      "paid",
      "unpaid",
      "declined",
      "authorize",
      "confirm",
      "another-amount",
      "another-server",
      "buyers-at-once",
      "old-data",
      "money-that",
      "voucher-issued",
    ],
    ...["hangs", "retries", "asks", "no-timers", "no-stray", "tls", "throws"],
  ],
  [
    "initiatePayment",
    ...["methods", "identifier", "options", "initiate", "guest", "data-is-json", "types", "no-undeclared"],
    ...["cents", "other-currency", "amount-shapes", "odd-amounts", "shopper-data", "no-secrets", "words"],
  ],
]

/** "tutorial, section 6: refundPayment"; null for a case that has no place in it. */
export function sectionOf(id: string): string | null {
  const place = PLACES.find(([, ...beginnings]) => beginnings.some((each) => id.startsWith(each)))
  return place ? `tutorial, section ${SECTIONS.indexOf(place[0]) + 1}: ${place[0]}` : null
}
