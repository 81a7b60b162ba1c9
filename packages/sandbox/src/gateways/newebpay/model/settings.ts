import type { Choices } from "../../../core/settings.js"
import type { Padding } from "../wire/codec.js"

/** What NewebPay leaves unsaid, or what differs between its two environments, and can be set while it runs. */
export interface Settings {
  /** Bytes to which what NewebPay encrypts is padded. 32 is proven for periodic payments only. */
  padding: Padding
  /** Posts that no browser can have made answer MPG02005. */
  sourceCheck: boolean
  /** Seconds that a TimeStamp may be off. */
  timestampSeconds: number
  /** A TimeStamp in milliseconds is understood. Undocumented; some clients send it. */
  millisecondTimestamps: boolean
  /** Fields of TradeInfo that the manual does not name. */
  unknownFields: "refused" | "ignored"
  /** Only ports 80 and 443 of merchants are taken and called, as in production. */
  portsRule: boolean
  /** When an order begins to exist for queries. */
  queryableFrom: "submission" | "page"
  /** Queries for unknown orders in an hour until TRA10071. Unpublished. */
  unknownQueriesAnHour: number
  /** Minutes between the first notice and each of the three re-sendings. Unpublished. */
  noticeRetryMinutes: number
  /** Whether a failed payment is told to NotifyURL. Not stated. */
  failureNotices: boolean
  /** Account numbers and codes: the test environment's fixed ones, or new ones each time. */
  voucherNumbers: "literal" | "generated"
  /** TradeStatus of a number that ran out. Not stated. */
  expiredTradeStatus: "0" | "2"
  /** TradeStatus once everything was given back: the figure keeps 1, the table lists 6. */
  refundedTradeStatus: "1" | "6"
  /** A cancellation waits for the night: TRA20001. */
  queueCancellations: boolean
  /** Refunds of wallets and lenders: done when asked, or by the next bank file. */
  walletRefunds: "at-once" | "by-bank-file"
  /** Seconds until TWQR, WeChat and Alipay complete by themselves, as in the test environment. 0: never. */
  qrCompletesSeconds: number
  /** 403 for a User-Agent of axios, as the servers in front of NewebPay give. */
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
