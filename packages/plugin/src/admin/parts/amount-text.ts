/** Two ends of amounts, as they are typed; an empty one is open. */
export interface AmountEnds {
  readonly from: string
  readonly to: string
}

/** As the filter shows them and the address has them: `100 – 500`, `100-500`, `100-`. */
export function amountsOf(text: string): AmountEnds {
  const [, from = "", to = ""] = /^(\d{0,9})\s?[-–]\s?(\d{0,9})$/.exec(text.trim()) ?? []
  return { from, to }
}

/** What a person reads in the filter; null where both ends are open. */
export function amountText({ from, to }: AmountEnds): string | null {
  return from || to ? `${from} – ${to}`.trim() : null
}

export function amountAddress(text: unknown): string | null {
  const { from, to } = amountsOf(String(text ?? ""))
  return from || to ? `${from}-${to}` : null
}
