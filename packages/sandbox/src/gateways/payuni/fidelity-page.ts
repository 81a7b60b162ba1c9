import type { FidelityTag } from "../../core/gateway.js"

export const DOCS = "docs.payuni.com.tw"
export const UNSAID = "not published"

export type Line = readonly [area: string, behaviour: string, tag: FidelityTag, source: string]

export const ORDER: readonly Line[] = [
  ["UPP", "Parameters, lengths and what is required", "documented", `${DOCS} #34`],
  [
    "UPP",
    "MerTradeNo of at most 25 characters, free again after ten minutes: UPP01007",
    "documented",
    `${DOCS} #34, #44`,
  ],
  [
    "UPP",
    "Codes UPP01007, UPP02002 to 02013, 02022, 02029 to 02048, 02063 to 02078, 02109, 02111",
    "documented",
    `${DOCS} #44`,
  ],
  [
    "UPP",
    "… UPP02014 to 02019 for ProdDesc and tokens",
    "assumed",
    "the numbers are free on the page; the texts are UNi Embed's",
  ],
  [
    "UPP",
    "Limits by tool; wallets take NT$1 to NT$199,999",
    "documented",
    `${DOCS} #170; the wallets' limits are our guess`,
  ],
  [
    "UPP",
    "UPP02088 for cards, 02089 UnionPay, 02090 instalments, 02097 to 02099 phones, 02100 wallets, 02101 ATM, 02102 CVS, 02108 AFTEE",
    "assumed",
    "the page names only the range and the last one",
  ],
  [
    "UPP",
    "A tool that is named and does not take the amount refuses the order; one of the portal's own is hidden",
    "assumed",
    UNSAID,
  ],
  ["UPP", "No tool named: the portal's own", "documented", `${DOCS} #34`],
  [
    "UPP",
    "ExpireDate: at most 180 days for ATM, beyond 7 it hides CVS; at least two hours; default 7 days",
    "documented",
    `${DOCS} #34`,
  ],
  ["UPP", "A refused order gets a page with the code and nothing is told", "assumed", UNSAID],
  ["UPP", "Logistics and cash on delivery are refused: UPP01008", "assumed", "not simulated"],
  ["UPP", "E-invoices and coupons are refused as not opened: UPP02085, UPP02114", "assumed", "not simulated"],
  ["UPP", "A form posted by a server is taken like a browser's", "assumed", UNSAID],
  [
    "UPP",
    "TradeLExpireSec, 600 seconds unless told: then TradeStatus 4 and no notice",
    "assumed",
    "the seconds are documented, what follows is not",
  ],
]

export const BUYER: readonly Line[] = [
  ["Buyer", "ReturnURL by a form that the browser posts, with the fields of the notice", "documented", `${DOCS} #34`],
  [
    "Buyer",
    "… also for failures and issued codes; without ReturnURL the page stays",
    "assumed",
    "documented for results as such",
  ],
  ["Buyer", "BackURL is a link on every page", "documented", `${DOCS} #34`],
  ["Buyer", "DeepLinkURL is not used", "documented", "PAYUNi's sandbox ignores it"],
  ["Buyer", "One page for each tool: no app, QR code or device", "assumed", "ours"],
  ["Buyer", "A failed payment ends the order", "assumed", UNSAID],
  [
    "Buyer",
    "Test cards for one payment, instalments, UnionPay, and the ECI mismatch",
    "documented",
    "PAYUNi's test cards",
  ],
  [
    "Buyer",
    "The card 4147631000000051 that is declined, and the buttons for other declines",
    "assumed",
    "invented: PAYUNi publishes none",
  ],
  ["Buyer", "3-D only where API3D or Union3D asks for it; password 1234", "assumed", "ours"],
  [
    "Buyer",
    "ECI mismatch: authorised, taken back, told as UPP05001 with TradeStatus 3",
    "assumed",
    "that it is taken back is documented, how it is told is not",
  ],
  [
    "Buyer",
    "A decline is 03001 of the tool's family with a ResCode",
    "assumed",
    "the pages #45 and the like were not captured",
  ],
  ["Buyer", "A kept card is always kept: UseTokenType 1 cannot be unticked", "assumed", "simplified"],
]

export const NOTICES: readonly Line[] = [
  ["Notices", "Fields of cards, accounts, store codes and wallets", "documented", `${DOCS} #34`],
  ["Notices", "HTTP 200 is enough, whatever the body", "observed", "PAYUNi's own WooCommerce plugin answers nothing"],
  [
    "Notices",
    "Sent again three times, every five minutes, until HTTP 200 (switches noticeRetries, noticeRetryMinutes)",
    "assumed",
    UNSAID,
  ],
  ["Notices", "Ports 80 and 443 only (switch portsRule, off)", "documented", `${DOCS} #34`],
  ["Notices", "UNKNOWN, and the result by a later notice", "documented", `${DOCS} #34`],
  ["Notices", "UNAPPROVED, spelt Unapproved outside; TradeStatus 8", "documented", `${DOCS} #34`],
  ["Notices", "Failures are told (switch failureNotices)", "assumed", UNSAID],
  ["Notices", "An issued code is told: 建立成功 (switch issuedNotices)", "documented", `${DOCS} #34`],
  ["Notices", "Money for a code: PayNo, PayTime, bank or store", "documented", `${DOCS} #73, #74`],
  ["Notices", "A code that ran out: TradeStatus 4 (switch expiryNotices)", "documented", `${DOCS} #75`],
  ["Notices", "… with Status SUCCESS", "assumed", "the captured page shows no Status"],
  ["Notices", "Money for a code that ran out still counts (action pay-late)", "assumed", "a bank may be late; ours"],
  ["Notices", "補觸發 and 模擬繳費 as actions of the back office", "documented", "PAYUNi's portal"],
]
