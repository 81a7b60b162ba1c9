import type { LocalText } from "../text"

/** What one of the gateway's codes means, for the two who can act on it. */
export interface Explanation {
  readonly shopper: LocalText
  readonly merchant: LocalText
}
