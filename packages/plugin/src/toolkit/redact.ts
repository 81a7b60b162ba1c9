/** Which fields of a gateway's messages must not be kept as they are. Matching ignores case. */
export interface Redaction {
  /** Keys, signatures, tokens: never stored, never logged. */
  readonly secret: readonly string[]
  /** Fields about a person: stored with only their last two characters. */
  readonly personal: readonly string[]
}

export type Fields = Readonly<Record<string, string>>

/** The fields as they may be stored and logged. */
export function redact(fields: Fields, rule: Redaction): Record<string, string> {
  const secret = lowerSet(rule.secret)
  const personal = lowerSet(rule.personal)
  const kept = Object.entries(fields).filter(([name]) => !secret.has(name.toLowerCase()))
  return Object.fromEntries(
    kept.map(([name, value]) => [name, personal.has(name.toLowerCase()) ? maskTail(value) : value]),
  )
}

/** All but the last two characters hidden; short values hidden whole. */
export function maskTail(value: string): string {
  const characters = [...value]
  const hidden = characters.length <= 3 ? characters.length : characters.length - 2
  return "*".repeat(hidden) + characters.slice(hidden).join("")
}

function lowerSet(names: readonly string[]): Set<string> {
  return new Set(names.map((name) => name.toLowerCase()))
}
