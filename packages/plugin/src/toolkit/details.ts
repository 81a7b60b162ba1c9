import { textIn } from "./answer-text"
import type { Details } from "./contract/trade"

/** A detail that staff see, the vendor's field that holds it, and what the field looks like; anything else is left out. */
export type DetailRow = readonly [name: string, field: string, pattern?: RegExp]

/** Neither empty nor zero, and as short as a code or a name of a bank: no sentence, no address. */
const TOLD = /^(?!0?$)[\p{L}\p{N} .,:/()*+_-]{1,60}$/u

/** The details that a message has. Of two fields for one detail the later one counts. */
export function detailsIn(rows: readonly DetailRow[], fields: Readonly<Record<string, unknown>>): Details {
  const found = rows.map(([name, field, pattern = TOLD]) => [name, textIn(fields[field]), pattern] as const)
  return Object.fromEntries(found.flatMap(([name, text, pattern]) => (pattern.test(text) ? [[name, text]] : [])))
}
