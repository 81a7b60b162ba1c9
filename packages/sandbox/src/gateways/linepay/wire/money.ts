/** Rounded to cents, so that sums of USD and THB compare. */
export function money(amount: number): number {
  return Math.round(amount * 100) / 100
}
