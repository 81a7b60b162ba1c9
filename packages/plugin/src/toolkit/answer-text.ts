/** A field of an answer as text: a text or a number as it stands, and nothing for whatever else a gateway might send. */
export function textIn(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : ""
}
