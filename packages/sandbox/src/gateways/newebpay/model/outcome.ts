/** The outcome of a payment, as far as it differs between messages about one trade. */
export interface Outcome {
  status: string
  message: string
  /** An amount other than the order's, to simulate a wrong one. */
  amount?: number
}
