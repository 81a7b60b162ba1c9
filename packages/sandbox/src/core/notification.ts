/** What the merchant's server answered: status and body, cut at 64 KiB. */
export interface Reply {
  status: number
  body: string
}

/** One attempt's message, already signed by its gateway. `signature` is the text in the body that a fault may corrupt. */
export interface Message {
  method: "POST" | "GET"
  contentType: string
  body: string
  signature: string | null
  headers?: Record<string, string>
}

/** A notice to a merchant, with its gateway's own rules for acknowledgement and re-sending. */
export interface Notification {
  gateway: string
  channel: string
  subject: string
  url: string
  /** The message of attempt 0, 1, 2, … */
  compose(attempt: number): Message
  accepts(reply: Reply): boolean
  /** Milliseconds until the next attempt, or null when the gateway gives up. */
  pause(attempt: number, at: Date): number | null
  /** Called once, at the end: with the accepted reply, or with null if the gateway gave up. */
  ended?(reply: Reply | null): void
  /** Ports the gateway is willing to call, or null for any. */
  ports: readonly number[] | null
}
