import type { Verified } from "../verified"
import type { Trade } from "./trade"

/** A message as it arrived. */
export interface RawMessage {
  readonly body: Buffer
  readonly headers: Readonly<Record<string, string>>
  readonly query: string
}

export interface SignedNotice {
  readonly kind: "signed"
  /**
   * Proves that the gateway wrote the message.
   * @throws PaymentError `signature`, or `unreadable` when it is not a message at all.
   */
  verify(raw: RawMessage): Verified
  read(verified: Verified): Trade
  /** True where the browser brings the same signed messages on its way back; they are taken like those of the server. */
  readonly returns?: true
  /** The exact words the gateway takes for "received". */
  readonly ack: Reply
  /** Anything else makes it send again. */
  readonly refuse: Reply
}

/** An unsigned notice: it only says which trade to ask about. Acknowledged once the gateway has answered that. */
export interface HintNotice {
  readonly kind: "hint"
  tradeNo(raw: RawMessage): string | null
  readonly ack: Reply
  readonly refuse: Reply
}

/** "Is this order still wanted?", asked by the gateway's server. */
export interface PreChargeCheck {
  tradeNo(raw: RawMessage): string | null
  readonly approve: Reply
  readonly decline: Reply
}

export interface Reply {
  readonly status: number
  readonly type: string
  readonly body: string
}
