/** How often a gateway may be asked. */
export interface RateLimits {
  /** Seconds between two questions about the same trade. */
  readonly perTradeSeconds: number
  /** Questions a minute over all trades of the account. */
  readonly perMinute: number
  /**
   * Answers an hour of the kind "no such trade" that the account may collect, where more would lock it out. After them, trades
   * that the gateway never spoke of are left alone.
   */
  readonly notFoundPerHour?: number
}
