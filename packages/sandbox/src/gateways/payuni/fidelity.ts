import type { FidelityRow } from "../../core/gateway.js"
import { BUYER, DOCS, type Line, NOTICES, ORDER, UNSAID } from "./fidelity-page.js"

const RECORDED = "answers of PAYUNi's sandbox, printed in yomeen-ceo/payUni-api, 2025"
const PROBED = "a public log of probing PAYUNi's sandbox, 2026-07"

const ENVELOPE: readonly Line[] = [
  [
    "Envelope",
    "AES-256-GCM with the shop's fixed 16-byte HashIV, `ciphertext:::tag`, in hex",
    "documented",
    `${DOCS} #29, #312, #343`,
  ],
  ["Envelope", "HashInfo is the SHA-256 over key, EncryptInfo and IV", "documented", `${DOCS} #29`],
  ["Envelope", "HashInfo in small letters is refused: API00011", "assumed", "strict by choice"],
  ["Envelope", "The two shops and their keys", "assumed", "ours: PAYUNi gives every merchant keys of their own"],
  ["Envelope", "Each path takes its own Versions, else API00003", "observed", PROBED],
  ["Envelope", "API00002, API00004, API00005, API00010, API00011, DEF01001 to DEF01007", "documented", `${DOCS} #156`],
  ["Envelope", "… in which order they are asked", "assumed", UNSAID],
  [
    "Envelope",
    "Refusals by API and DEF are in the open, without EncryptInfo; all others are sealed",
    "documented",
    `${DOCS}; that all others are is our guess`,
  ],
  [
    "Envelope",
    "The outer Status is the inner one (switch outerStatus)",
    "assumed",
    "the documents say only to trust the inner one",
  ],
  ["Envelope", "An unknown path answers HTML, a known one JSON", "observed", PROBED],
  ["Envelope", "… with HTTP 404; everything else is HTTP 200", "assumed", UNSAID],
  [
    "Envelope",
    "API00009 for the very same call while the first is answered (fault busy, switch replaySeconds)",
    "documented",
    `${DOCS} #156; how long is not published`,
  ],
  [
    "Envelope",
    "A Timestamp may be 300 seconds off, by this machine's clock or the sandbox's (switch timestampSeconds)",
    "assumed",
    UNSAID,
  ],
  ["Envelope", "Platform keys (IsPlatForm) are refused: DEF01003", "assumed", "not simulated"],
  ["Envelope", "Bound IPs: a refusal that ends in the caller's IP (switch ipBinding)", "observed", PROBED],
  [
    "Envelope",
    "… with UPP02087 for charges, and 01008 of the family for the rest",
    "assumed",
    "only the first was seen",
  ],
]

const CALLS: readonly Line[] = [
  [
    "Query",
    "Result[0][…] rows, several for a MerTradeNo used again, oldest first",
    "documented",
    `${DOCS} #172; the order is our guess`,
  ],
  ["Query", "The row of a captured card, field by field, all strings", "observed", RECORDED],
  ["Query", "QUERY02002 to 02013 and 03001", "documented", `${DOCS} #30`],
  [
    "Query",
    "An order that nobody has paid is TradeStatus 9 (switch openOrders)",
    "assumed",
    "9 is documented, when it shows is not",
  ],
  ["Query", "While UNKNOWN: TradeStatus 8 and DataSource B", "assumed", "both are documented, not for this case"],
  [
    "Query",
    "TradeStatus stays 1 after a refund; only the last refund shows",
    "documented",
    `${DOCS} #172; the first half is our guess`,
  ],
  [
    "Query",
    "TradeFee: two in a hundred, 10 for codes, - for icash",
    "assumed",
    "- is documented, 1 of 30 was recorded",
  ],
  ["Query", "finite_query: up to 100 numbers, three months, JSON inside", "documented", `${DOCS} #38`],
  [
    "Close",
    "Captured at once by default: CloseStatus 2 (switch autoCapture; account.autoCapture for shops that capture themselves)",
    "observed",
    RECORDED,
  ],
  [
    "Close",
    "CloseType 1, 2, -1, -2; parts for one payment, all for instalments and UnionPay",
    "documented",
    `${DOCS} #39`,
  ],
  ["Close", "CLOSE03001 with what was asked, captured and refunded; CLOSE02010; CLOSE01007", "observed", RECORDED],
  ["Close", "… and the other texts of CLOSE03001, and CLOSE02005, 02008", "assumed", "the page #43 was not captured"],
  [
    "Close",
    "Applied for until 21:00, processing until 21:30, then done (switches batchHour, closing)",
    "assumed",
    "the statuses are documented, the hours are not",
  ],
  [
    "Close",
    "A refund while something is in flight is scheduled: RefundType 3, applied for when that is over",
    "documented",
    `${DOCS} #172`,
  ],
  ["Close", "… with RefundStatus 1, and it can be called off", "assumed", UNSAID],
  ["Close", "180 days for refunds; late captures are taken", "documented", `${DOCS} #39`],
  ["Cancel", "Only before capture; CANCEL03001 with the reason; TradeStatus 3", "documented", `${DOCS} #40`],
  [
    "Cancel",
    "UnionPay is captured as it is authorised, and cannot be taken back",
    "assumed",
    "it is missing in #40's list",
  ],
  [
    "Wallets",
    "icash in full, the others in parts; RefundNo, RefundDT, RefundAmt",
    "documented",
    "the wallets' refund pages",
  ],
  [
    "Wallets",
    "REFUND04005 for too much, REFUND03001 for no such payment; done at once",
    "assumed",
    "only the first code was captured, without its text",
  ],
  [
    "Wallets",
    "AFTEE is confirmed once and in full, else CONFIRM03005; a refund needs no confirmation",
    "assumed",
    "the code was captured without its text",
  ],
  [
    "Transfers",
    "Refunds of ATM and CVS to a bank account, at once in the sandbox (switch transfers), told with RefundStatus and BankDate",
    "documented",
    "trade/offline/refund",
  ],
  ["Transfers", "Codes REFUND02010 to 02015, 03002, 03003", "assumed", "ours"],
  [
    "Codes",
    "cancel_cvs for codes that nobody has paid",
    "documented",
    `${DOCS} #334; which of CVS02018 to 02021 is which is our guess`,
  ],
  [
    "Tokens",
    "CreditHash and CreditLife with a success that has a CreditToken; charged by credit 1.3, answered as 1.2",
    "documented",
    `${DOCS} #34, #164`,
  ],
  [
    "Tokens",
    "CREDIT04001 for a MerTradeNo used again; UPP02087 without the product",
    "documented",
    `${DOCS} #45; ${PROBED}`,
  ],
  [
    "Tokens",
    "CREDIT02011 and 02025 for a missing and an unusable hash, and UPP's digits for the rest",
    "assumed",
    "the page #45 was not captured",
  ],
  [
    "Tokens",
    "credit_bind/query and cancel: QUERY02001, QUERY03001, CANCEL02005, CANCEL02006, CANCEL03001",
    "observed",
    PROBED,
  ],
  ["Tokens", "Raw card numbers are not taken", "assumed", "they are gone from the public page"],
  [
    "Missing",
    "atm, cvs, linepay, aftee_direct, jkopay, UNi Embed, period, coupon, async, payouts: HTML, as for an unknown path",
    "assumed",
    "not simulated",
  ],
]

/** How far each behaviour can be trusted, after the digest of PAYUNi's pages of 2026-11-22. */
export const FIDELITY: readonly FidelityRow[] = [ENVELOPE, ORDER, BUYER, NOTICES, CALLS]
  .flat()
  .map(([area, behaviour, tag, source]) => ({ area, behaviour, tag, source }))
