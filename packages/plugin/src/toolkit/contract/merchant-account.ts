import type { Environment } from "../environment"
import type { Redaction } from "../redact"
import type { TradeNumberRule } from "../trade-number"
import type { CaptureMode } from "./capture-mode"
import type { Conversation } from "./conversation"
import type { Explanation } from "./explanation"
import type { Moment } from "./moment"
import type { HintNotice, PreChargeCheck, SignedNotice } from "./notice"
import type {
  Balance,
  BalanceRequest,
  OperationRequest,
  Outcome,
  QueuedOperationRequest,
  QueuedOperationStatus,
} from "./operation"
import type { RateLimits } from "./rate-limits"
import type { CardStorage } from "./saved-card"
import type { Start } from "./start"
import type { Statement } from "./statement"
import type { PaidTrade, Trade, TradeKey } from "./trade"

/** One merchant account of one gateway. Pure: no I/O, no clock, no randomness. */
export interface MerchantAccount {
  readonly id: string
  readonly merchant: string
  readonly environment: Environment
  readonly tradeNumber: TradeNumberRule
  readonly redaction: Redaction
  readonly rateLimits: RateLimits
  readonly start: Start
  /** How trades are opened where the method leaves the choice. Absent where the account has none: automatically. */
  readonly captureMode?: CaptureMode
  /** How many days an authorisation can be captured. Absent where the gateway tells the date itself, or nobody knows. */
  readonly authorizationDays?: number
  /** Null where the gateway's server never calls. */
  readonly notice: SignedNotice | HintNotice | null
  /** The gateway's code in words; null for a code that is in no table. */
  readonly explain?: (code: string) => Explanation | null
  /** Asks about one trade. */
  query(trade: TradeKey, moment: Moment): Conversation<Trade>
  /**
   * Completes a payment that the buyer approved, with our own amount. Resolves a lost or repeated confirm by looking.
   * Absent where the gateway needs none.
   */
  readonly confirm?: (trade: PaidTrade, moment: Moment) => Conversation<Trade>
  /** The gateway's last question before it takes the money, answered from our own record. Absent where it asks none. */
  readonly preChargeCheck?: PreChargeCheck
  /** Absent: cannot be done. */
  readonly capture?: (request: OperationRequest, moment: Moment) => Conversation<Outcome>
  readonly void?: (request: OperationRequest, moment: Moment) => Conversation<Outcome>
  readonly refund?: (request: OperationRequest, moment: Moment) => Conversation<Outcome>
  /** What became of a movement that was `queued`. Absent where none ever is. */
  readonly queuedOperationStatus?: (
    request: QueuedOperationRequest,
    moment: Moment,
  ) => Conversation<QueuedOperationStatus>
  /** What is left of a captured trade, whoever moved it: the gateway in its back office, or the bank. Absent where no books tell. */
  readonly balance?: (request: BalanceRequest, moment: Moment) => Conversation<Balance>
  /** How the gateway tells what it pays out. Absent where no document of it says: then the plain table alone is read. */
  readonly statement?: Statement
  /** Where the gateway tells only what became of its latest refund: no second one is asked for while one is queued. */
  readonly onlyLatestRefundTold?: true
  /** Absent where the gateway keeps no cards, or the account has no keys to seal them. */
  readonly savedCards?: CardStorage
}
