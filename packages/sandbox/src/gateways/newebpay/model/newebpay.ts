import type { Core } from "../../../core/gateway.js"
import type { Choices } from "../../../core/settings.js"
import type { Padding } from "../wire/codec.js"
import type { Account } from "./accounts.js"
import { TradeBook } from "./trade.js"

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

/** When a shop asked for orders that are not there, and until when it is locked out. Virtual milliseconds. */
export interface Misses {
  recent: number[]
  lockedUntil: number
}

/** All that one NewebPay in miniature knows. */
export interface Newebpay {
  core: Core
  settings: Settings
  accounts: Map<string, Account>
  book: TradeBook
  misses: Map<string, Misses>
  /** Remembered cards, by shop and TokenTerm. */
  tokens: Map<string, string>
}

export function newNewebpay(core: Core, settings: Settings, accounts: Map<string, Account>): Newebpay {
  return { core, settings, accounts, book: new TradeBook(), misses: new Map(), tokens: new Map() }
}

/** Whether a TimeStamp is near the sandbox's clock or this machine's: not every client follows the sandbox's jumps. */
export function isTimely({ core, settings }: Newebpay, timeStamp: string): boolean {
  if (!/^\d{1,14}$/.test(timeStamp)) return false
  const given = [Number(timeStamp), ...(settings.millisecondTimestamps ? [Number(timeStamp) / 1000] : [])]
  const judges = [Date.now(), core.clock.now().getTime()].map((at) => at / 1000)
  return given.some((at) => judges.some((judge) => Math.abs(judge - at) <= settings.timestampSeconds))
}
