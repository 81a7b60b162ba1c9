/** Money given back outside of a card's close: by a wallet's own refund, or by bank transfer. */
export interface Giving {
  refundNo: string
  amount: number
  at: Date
  /** 1 applied for, 2 done, 3 called off or failed. */
  status: "1" | "2" | "3"
  /** Where a transfer's end is told. */
  notifyUrl: string
}

export function givenBack(givings: readonly Giving[]): number {
  return givings.filter(({ status }) => status !== "3").reduce((sum, { amount }) => sum + amount, 0)
}
