import type { Fields } from "./redact"

/** By which fields a message is known to be of its kind: it has one of these, and none that another kind alone has. */
export interface MessageMarks {
  readonly oneOf: readonly string[]
  readonly noneOf: readonly string[]
}

/** One key signs many kinds of messages, our own orders among them, which pass through the buyer's hands. */
export function bearsMarks(fields: Fields, { oneOf, noneOf }: MessageMarks): boolean {
  const has = (name: string) => Object.hasOwn(fields, name)
  return oneOf.some(has) && !noneOf.some(has)
}
