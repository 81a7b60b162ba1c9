/** Which account of a gateway a scenario wants opened, and how. */
export interface AccountChoice {
  readonly environment?: "sandbox" | "production"
  readonly capture?: "automatic" | "manual"
  readonly rounding?: "refuse" | "nearest"
  /** The number of a merchant account, 0 to 999: scenarios take one each, so that a lock-out of one does not silence others. */
  readonly merchant?: number
}
