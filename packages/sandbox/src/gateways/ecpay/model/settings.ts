import type { Choices } from "../../../core/settings.js"

/** Can be changed at run time. */
export interface Settings {
  /** "stage" has no DoAction, QueryTrade/V2 and FundingReconDetail, and answers eci 0, as the vendor's stage does. */
  behaviour: "production" | "stage"
  /** Calls only ports 80 and 443 of merchants, as in production. */
  portsRule: boolean
  /** Calls per minute and merchant before it gets 403 for half an hour. */
  callsPerMinute: number
  /** Seconds added to the clock against which a TimeStamp is checked. */
  clockSkewSeconds: number
  /** Whether a declined card sends a notice. */
  failureNotices: boolean
  /** TradeStatus of an expired number. */
  expiredTradeStatus: string
  /** Refunds of what the system closed wait until 06:00 of the next day. */
  holdRefundsUntilSix: boolean
  /** What RtnValue.status of QueryTrade/V2 says: the authorisation's state, or the closing's. */
  queryTradeStatus: "authorisation" | "closing"
}

export const DEFAULTS: Settings = {
  behaviour: "production",
  portsRule: false,
  callsPerMinute: 200,
  clockSkewSeconds: 0,
  failureNotices: true,
  expiredTradeStatus: "0",
  holdRefundsUntilSix: false,
  queryTradeStatus: "authorisation",
}

/** No choices: only the type of a value is checked. */
export const CHOICES: Choices<Settings> = {}
