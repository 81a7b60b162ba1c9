import type { Choices } from "../../../core/settings.js"

/** What can be set while it runs. */
export interface Settings {
  /** "stage" has no DoAction, QueryTrade/V2 and FundingReconDetail, and answers eci 0, as the vendor's stage does. */
  behaviour: "production" | "stage"
  /** Only ports 80 and 443 of merchants are called, as in production. */
  portsRule: boolean
  /** Calls a minute and merchant before 403 for half an hour. */
  callsPerMinute: number
  /** Added to the machine's clock when a TimeStamp is judged, seconds. */
  clockSkewSeconds: number
  /** Whether a declined card sends a notice. */
  failureNotices: boolean
  /** TradeStatus of a number that ran out. */
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

/** Words are taken as they come: only the type of a value is checked. */
export const CHOICES: Choices<Settings> = {}
