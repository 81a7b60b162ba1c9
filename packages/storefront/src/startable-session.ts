/** What Medusa's Store API gives for a payment session, as far as starting a payment needs it. */
export interface StartableSession {
  readonly id: string
  /** Whole TWD dollars; the sheets of phones' wallets show it. */
  readonly amount?: number
  readonly data?: Readonly<Record<string, unknown>> | null
}
