import type { Details } from "./contract/trade"

/** A detail that staff see, the vendor's field that holds it, and what the field looks like; anything else is left out. */
export type DetailRow = readonly [name: string, field: string, pattern?: RegExp]

/** Neither empty nor zero. */
const TOLD = /^(?!0?$)/

/** The details that a message has. Of two fields for one detail the later one counts. */
export function detailsIn(rows: readonly DetailRow[], fields: Readonly<Record<string, unknown>>): Details {
  const found = rows.map(([name, field, pattern = TOLD]) => [name, textOf(fields[field]), pattern] as const)
  return Object.fromEntries(found.flatMap(([name, text, pattern]) => (pattern.test(text) ? [[name, text]] : [])))
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : ""
}
