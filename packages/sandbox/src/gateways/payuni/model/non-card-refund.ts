/** Money given back outside of a card's close: by a wallet's own refund, or by bank transfer. */
export interface NonCardRefund {
  refundNo: string
  amount: number
  at: Date
  /** 1 applied for, 2 done, 3 called off or failed. */
  status: "1" | "2" | "3"
  /** Where a transfer's end is told. */
  notifyUrl: string
}

export function refundedTotal(nonCardRefunds: readonly NonCardRefund[]): number {
  return nonCardRefunds.filter(({ status }) => status !== "3").reduce((sum, { amount }) => sum + amount, 0)
}
