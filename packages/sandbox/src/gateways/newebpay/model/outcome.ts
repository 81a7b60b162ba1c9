/** What is told of a payment: what differs between messages about one trade. */
export interface Outcome {
  status: string
  message: string
  /** Another amount than the order's, where something went wrong. */
  amount?: number
}
