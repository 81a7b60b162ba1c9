/** A refund of a payment not made by card: by the wallet's own refund call, or by bank transfer. */
export interface NonCardRefund {
  refundNo: string
  amount: number
  at: Date
  /** 1 requested, 2 done, 3 cancelled or failed. */
  status: "1" | "2" | "3"
  /** Where the end of a transfer is notified. */
  notifyUrl: string
}

export function refundedTotal(nonCardRefunds: readonly NonCardRefund[]): number {
  return nonCardRefunds.filter(({ status }) => status !== "3").reduce((sum, { amount }) => sum + amount, 0)
}
