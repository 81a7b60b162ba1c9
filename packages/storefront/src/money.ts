/**
 * A TWD amount for reading: `NT$1,060`. Whole dollars stay whole; cents, which no gateway takes, are shown rather than hidden.
 *
 * @throws RangeError when the amount is not a finite number.
 */
export function formatTwd(amount: number): string {
  if (!Number.isFinite(amount)) throw new RangeError("An amount must be a finite number.")
  const cents = Number.isInteger(amount) ? 0 : 2
  const digits = Math.abs(amount).toLocaleString("en-US", {
    minimumFractionDigits: cents,
    maximumFractionDigits: cents,
  })
  return `${amount < 0 ? "−" : ""}NT$${digits}`
}
