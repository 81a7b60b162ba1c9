import type { Choices } from "../../../core/settings.js"

/** What PAYUNi leaves unsaid and can be set while it runs. */
export interface Settings {
  /** Seconds that a Timestamp may be off. Unpublished. */
  timestampSeconds: number
  /** Only ports 80 and 443 of merchants are called, as in production. */
  portsRule: boolean
  /** Whether a declined payment is told to NotifyURL. */
  failureNotices: boolean
  /** Whether an issued code is told to NotifyURL, too. */
  issuedNotices: boolean
  /** Whether a code that ran out is told. */
  expiryNotices: boolean
  /** How often, and after how many minutes, a notice goes again that was not answered with HTTP 200. Unpublished. */
  noticeRetries: number
  noticeRetryMinutes: number
  /** What a query says of an order that nobody has paid or chosen a code for: TradeStatus 9, or QUERY03001. */
  openOrders: "unpaid" | "absent"
  /** When the capture of an account that captures by itself is done: at once, or by the next nightly batch. */
  autoCapture: "at-once" | "nightly"
  /** Whether a capture or refund that was asked for waits for the nightly batch. */
  closing: "nightly" | "at-once"
  /** The hour, Taipei, of the nightly batch; the bank answers half an hour later. */
  batchHour: number
  /** When a refund by bank transfer is done: at once, as in PAYUNi's own sandbox, or after three days. */
  transfers: "immediate" | "days"
  /** The outer Status of a refusal: the inner one's, or SUCCESS. */
  outerStatus: "same" | "success"
  /** Seconds in which an identical call is API00009 though the first is over. */
  replaySeconds: number
  /** Which calls only bound IPs may make: none, charges without the buyer, or all that move money. */
  ipBinding: "off" | "charges" | "money"
}

export const DEFAULTS: Settings = {
  timestampSeconds: 300,
  portsRule: false,
  failureNotices: true,
  issuedNotices: true,
  expiryNotices: true,
  noticeRetries: 3,
  noticeRetryMinutes: 5,
  openOrders: "unpaid",
  autoCapture: "at-once",
  closing: "nightly",
  batchHour: 21,
  transfers: "immediate",
  outerStatus: "same",
  replaySeconds: 0,
  ipBinding: "off",
}

export const CHOICES: Choices<Settings> = {
  openOrders: ["unpaid", "absent"],
  autoCapture: ["at-once", "nightly"],
  closing: ["nightly", "at-once"],
  transfers: ["immediate", "days"],
  outerStatus: ["same", "success"],
  ipBinding: ["off", "charges", "money"],
}
