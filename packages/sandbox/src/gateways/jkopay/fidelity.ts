import type { FidelityRow, FidelityTag } from "../../core/gateway.js"

const PAGES = "open-doc.jkos.com, OnlinePay"

type Line = readonly [area: string, behaviour: string, tag: FidelityTag, source: string]

const LINES: readonly Line[] = [
  [
    "Digest",
    "HMAC-SHA256 in lower-case hex over the exact body or the exact query",
    "documented",
    `${PAGES}, signature, 2025-04-25`,
  ],
  ["Digest", "A wrong digest or API key answers 401 (switch badDigest)", "assumed", "undocumented"],
  ["Digest", "Answers are not signed", "documented", PAGES],
  ["Entry", "Fields, lengths and what is required", "documented", `${PAGES}, Entry`],
  [
    "Entry",
    "200 Bad request, with the field in result_object",
    "assumed",
    "that details are there is documented, their shape is not",
  ],
  ["Entry", "200 for a field that the document does not name (switch unknownFields)", "assumed", "strict by choice"],
  ["Entry", "Prices are JSON numbers; quoted ones are refused", "assumed", "the examples are numbers"],
  [
    "Entry",
    "Store, currency, digits, least price, identity: the texts of 200",
    "documented",
    `${PAGES}, Response Code, 2026-02-06`,
  ],
  ["Entry", "unredeem above final_price is refused", "assumed", "implied"],
  ["Entry", "https for confirm_url and result_url (switch httpsRule, off)", "documented", `${PAGES}, Entry`],
  [
    "Entry",
    "The link lives 20 minutes, within valid_time; the same entry again returns it and extends it",
    "documented",
    `${PAGES}, Entry`,
  ],
  ["Entry", "… also after it ran out; other addresses in the same entry are not taken over", "assumed", "ours"],
  ["Entry", "Other store, currency or prices: 200; paid already: 101", "documented", `${PAGES}, Response Code`],
  ["Entry", "qr_timeout in seconds (switch qrTimeout)", "assumed", "the pages show 600 and a moment in milliseconds"],
  ["Buyer", "One page at payment_url instead of the app; qr_img is a picture that says so", "assumed", "ours"],
  ["Buyer", "After a failed try the same link may be tried again", "assumed", "ours"],
  [
    "Buyer",
    "result_display_url is where Done leads, with nothing added",
    "documented",
    `${PAGES}, Entry; that nothing is added is assumed`,
  ],
  ["confirm_url", "Asked before the money moves; only valid: true goes on; three retries", "documented", PAGES],
  [
    "confirm_url",
    "Retries follow at once; no answer, or no yes, is a failed payment",
    "assumed",
    "neither is documented",
  ],
  [
    "result_url",
    "Only a success is told, unsigned; HTTP 200 counts; 12 retries after 2^n seconds",
    "documented",
    PAGES,
  ],
  ["result_url", "Names of fields; final_price is redeem_amount and debit_amount", "documented", PAGES],
  ["result_url", "Amounts as strings (switch amounts)", "documented", `${PAGES}; a published client reads numbers`],
  ["result_url", "invoice_vehicle is empty, maskNo only for cards", "assumed", "ours"],
  ["Inquiry", "Always 000; 20 ids at most; 0 paid, 101 not paid, 102 unknown", "documented", `${PAGES}, Inquiry`],
  [
    "Inquiry",
    "100 for a failed payment (switch statuses: older has 1 and no 100)",
    "documented",
    "the newest page, 2026-02; older ones differ",
  ],
  ["Inquiry", "More than 20 ids, or none, answer 200", "assumed", "the limit is documented, its answer is not"],
  ["Inquiry", "Rows of unpaid orders carry only id and status (switch unpaidRows)", "assumed", "undocumented"],
  ["Inquiry", "An order whose link ran out stays 101", "assumed", "undocumented"],
  [
    "Refund",
    "Whole or in parts; 100, 102 after 180 days, 105, 111, 113, 117, 922, 978",
    "documented",
    `${PAGES}, Response Code`,
  ],
  [
    "Refund",
    "refund_order_id is required (switch refundOrderId)",
    "documented",
    "the newest page; an older one says no",
  ],
  ["Refund", "The same id with the same amount answers 105 (switch repeatedRefund)", "assumed", "undocumented"],
  ["Refund", "An id belongs to the merchant, not to the order", "assumed", "undocumented"],
  ["Refund", "The order in which refusals are looked for", "assumed", "undocumented"],
  ["Refund", "Money comes back before coins", "assumed", "that coins come back is documented"],
]

/** How far each behaviour can be trusted, after the digest of JKOPAY's pages of 2026-11-22. */
export const FIDELITY: readonly FidelityRow[] = LINES.map(([area, behaviour, tag, source]) => ({
  area,
  behaviour,
  tag,
  source,
}))
