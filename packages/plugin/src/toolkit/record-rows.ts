import { textIn } from "./answer-text"
import { isRecord } from "./options"
import { readSigned } from "./twd"

type Row = Readonly<Record<string, unknown>>

/** The rows that stand in a field of a gateway's record: none where it is left out or empty. What is no row has no fields. */
export function rowsIn(value: unknown): readonly Row[] {
  if (value === undefined || value === null || value === "") return []
  return Array.isArray(value) ? value.map((row) => (isRecord(row) ? row : {})) : [{}]
}

/** A figure of a row; null where it cannot be read, which is not the same as nothing. */
export function figureIn(row: Row, field: string): number | null {
  return readSigned(textIn(row[field]))
}

/** Null where one of the figures cannot be read. */
export function sumOf(figures: readonly (number | null)[]): number | null {
  return figures.reduce<number | null>((sum, each) => (sum === null || each === null ? null : sum + each), 0)
}
