import { plainWords } from "./plain-words"
import { tidyText } from "./text"

/** What may be kept of a gateway's messages, field by field: what is named nowhere is not stored. */
export interface Redaction {
  /** Stored, without what looks like a person's: codes, numbers, amounts, dates, and the vendor's sentences. */
  readonly kept: readonly string[]
  /** Of requests to the gateway and its answers these, too: what staff look for when something went wrong. */
  readonly exchanged?: readonly string[]
  /** Fields about a person: stored with only their last two characters. */
  readonly personal: readonly string[]
  /** Keys, signatures, tokens: never stored, and no part of what a message means. Matching ignores case. */
  readonly secret: readonly string[]
}

export type Fields = Readonly<Record<string, string>>

/** The fields as they may be stored and logged. */
export function redact(fields: Fields, rule: Redaction): Record<string, string> {
  const secret = new Set(rule.secret.map((name) => name.toLowerCase()))
  const stored = storedForms(rule)
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]): [string, string][] => {
      const form = secret.has(name.toLowerCase()) ? undefined : stored.get(name)
      return form ? [[name, form(value)]] : []
    }),
  )
}

function storedForms({ kept, personal }: Redaction): Map<string, (value: string) => string> {
  const all = (names: readonly string[], form: (value: string) => string) => names.map((name) => [name, form] as const)
  return new Map([...all(kept, plainWords), ...all(personal, maskTail)])
}

/** All but the last two characters hidden; short values hidden whole. */
export function maskTail(value: string): string {
  const characters = [...tidyText(value.slice(0, 100))]
  const hidden = characters.length <= 3 ? characters.length : characters.length - 2
  return "*".repeat(hidden) + characters.slice(hidden).join("")
}
