/** TWD with its cents, where it has any; what is taken away has a minus before the sign of the currency. */
export function sum(amount: number): string {
  const digits = Math.abs(amount).toLocaleString("en-US", { maximumFractionDigits: 2 })
  return `${amount < 0 ? "−" : ""}NT$${digits}`
}
