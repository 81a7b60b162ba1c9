import type { Choices } from "../../../core/settings.js"
import type { Padding } from "../wire/codec.js"

/** Behaviour that NewebPay does not document, or that differs between its environments. Can be changed at run time. */
export interface Settings {
  /** Block size to which NewebPay pads what it encrypts. 32 is proven for periodic payments only. */
  padding: Padding
  /** Posts that cannot come from a browser answer MPG02005. */
  sourceCheck: boolean
  /** Seconds that a TimeStamp may be off. */
  timestampSeconds: number
  /** Accepts a TimeStamp in milliseconds. Undocumented; some clients send it. */
  millisecondTimestamps: boolean
  /** Fields of TradeInfo that the manual does not name. */
  unknownFields: "refused" | "ignored"
  /** Accepts and calls only ports 80 and 443 of merchants, as in production. */
  portsRule: boolean
  /** From when queries find an order. */
  queryableFrom: "submission" | "page"
  /** Queries for unknown orders per hour before TRA10071. Unpublished. */
  unknownQueriesAnHour: number
  /** Minutes between the first notice and each of the three re-sendings. Unpublished. */
  noticeRetryMinutes: number
  /** Whether NotifyURL is notified of a failed payment. Undocumented. */
  failureNotices: boolean
  /** Account numbers and codes: the test environment's fixed ones, or new ones each time. */
  voucherNumbers: "literal" | "generated"
  /** TradeStatus of an expired number. Undocumented. */
  expiredTradeStatus: "0" | "2"
  /** TradeStatus of a fully refunded trade: the figure keeps 1, the table lists 6. */
  refundedTradeStatus: "1" | "6"
  /** A cancellation waits for the nightly batch: TRA20001. */
  queueCancellations: boolean
  /** Refunds of wallets and lenders: done immediately, or by the next bank file. */
  walletRefunds: "at-once" | "by-bank-file"
  /** Seconds until TWQR, WeChat and Alipay complete automatically, as in the test environment. 0: never. */
  qrCompletesSeconds: number
  /** 403 for axios's User-Agent, as from the servers in front of NewebPay. */
  refuseAxios: boolean
}

export const DEFAULTS: Settings = {
  padding: 32,
  sourceCheck: true,
  timestampSeconds: 120,
  millisecondTimestamps: false,
  unknownFields: "refused",
  portsRule: false,
  queryableFrom: "submission",
  unknownQueriesAnHour: 30,
  noticeRetryMinutes: 5,
  failureNotices: true,
  voucherNumbers: "literal",
  expiredTradeStatus: "0",
  refundedTradeStatus: "1",
  queueCancellations: false,
  walletRefunds: "at-once",
  qrCompletesSeconds: 30,
  refuseAxios: false,
}

export const CHOICES: Choices<Settings> = {
  padding: [16, 32],
  unknownFields: ["refused", "ignored"],
  queryableFrom: ["submission", "page"],
  voucherNumbers: ["literal", "generated"],
  expiredTradeStatus: ["0", "2"],
  refundedTradeStatus: ["1", "6"],
  walletRefunds: ["at-once", "by-bank-file"],
}
