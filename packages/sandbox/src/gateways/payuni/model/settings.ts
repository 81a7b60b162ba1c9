import type { Choices } from "../../../core/settings.js"

/** Behaviour that PAYUNi does not document. Can be changed at run time. */
export interface Settings {
  /** Seconds that a Timestamp may be off. Unpublished. */
  timestampSeconds: number
  /** Calls only ports 80 and 443 of merchants, as in production. */
  portsRule: boolean
  /** Whether NotifyURL is notified of a declined payment. */
  failureNotices: boolean
  /** Whether NotifyURL is notified of an issued code. */
  issuedNotices: boolean
  /** Whether an expired code is notified. */
  expiryNotices: boolean
  /** How often, and after how many minutes, a notice that did not get HTTP 200 is re-sent. Unpublished. */
  noticeRetries: number
  noticeRetryMinutes: number
  /** What a query answers for an order without payment or code: TradeStatus 9, or QUERY03001. */
  openOrders: "unpaid" | "absent"
  /** When automatic capture is done: immediately, or by the next nightly batch. */
  autoCapture: "at-once" | "nightly"
  /** Whether a requested capture or refund waits for the nightly batch. */
  closing: "nightly" | "at-once"
  /** The hour, Taipei, of the nightly batch; the bank answers half an hour later. */
  batchHour: number
  /** When a refund by bank transfer is done: immediately, as in PAYUNi's own sandbox, or after three days. */
  transfers: "immediate" | "days"
  /** The outer Status of a refusal: the inner one's, or SUCCESS. */
  outerStatus: "same" | "success"
  /** Seconds during which an identical call still answers API00009 after the first has been answered. */
  replaySeconds: number
  /** Which calls only bound IPs may make: none, charges without the buyer, or all that change a payment. */
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
