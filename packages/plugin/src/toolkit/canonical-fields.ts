import type { Fields } from "./redact"

/** The vendor's names for the fields of a message, and what each field looks like. */
export type FieldPatterns = Readonly<Record<string, RegExp>>

const NAME = /^[\w.[\]-]+$/
const PAIR_INSIDE = /&[^&=]*=/g

/**
 * Some signatures are taken over text whose case and whose borders between fields they do not cover: whoever holds one
 * signed message can re-case a name, or hide a field inside the value before it. Says what is unlike the one form in which
 * the gateway writes its messages; null for a message in that form. Names that are not in the table are left alone.
 */
export function disguiseIn(fields: Fields, patterns: FieldPatterns): string | null {
  const known = new Set(Object.keys(patterns).map((name) => name.toLowerCase()))
  for (const [name, value] of Object.entries(fields)) {
    const pattern = Object.hasOwn(patterns, name) ? patterns[name] : undefined
    if (!NAME.test(name) || (!pattern && known.has(name.toLowerCase()))) return `a field is named ${name.slice(0, 40)}`
    if (pattern && !pattern.test(value)) return `${name} does not look like one`
    const hidden = [...value.matchAll(PAIR_INSIDE)].find(([pair]) => known.has(pair.slice(1, -1).toLowerCase()))
    if (hidden) return `${name} has another field inside`
  }
  return null
}
