import { alike } from "./did-you-mean"
import { sha256Hex } from "./digest"
import { PaymentError } from "./payment-error"

/**
 * Reads untyped options, gathering every problem instead of stopping at the first,
 * so that a merchant mends the configuration once.
 */
export class OptionReader {
  readonly problems: string[] = []
  private readonly seen = new Set<string>()
  private readonly options: Readonly<Record<string, unknown>>

  constructor(
    private readonly owner: string,
    options: unknown,
  ) {
    this.options = isRecord(options) ? options : {}
    if (!isRecord(options)) this.problem("options are missing")
  }

  problem(text: string): void {
    this.problems.push(text)
  }

  raw(name: string): unknown {
    this.seen.add(name)
    return this.options[name]
  }

  text(name: string, pattern: RegExp, meaning: string): string {
    const value = this.raw(name)
    const text = typeof value === "number" ? String(value) : value
    if (typeof text === "string" && pattern.test(text)) return text
    this.problem(value === undefined ? `${name} is missing (${meaning})` : `${name} must be ${meaning}`)
    return ""
  }

  optionalText(name: string, pattern: RegExp, meaning: string): string | undefined {
    return this.raw(name) === undefined ? undefined : this.text(name, pattern, meaning)
  }

  choice<Choice extends string>(name: string, choices: readonly Choice[], fallback: Choice): Choice {
    const value = this.raw(name) ?? fallback
    const found = choices.find((choice) => choice === value)
    if (found === undefined) this.problem(`${name} must be one of ${choices.map((choice) => `"${choice}"`).join(", ")}`)
    return found ?? fallback
  }

  integer(name: string, min: number, max: number, unit: string): number | undefined {
    const value = this.raw(name)
    if (value === undefined) return undefined
    if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) return value
    this.problem(`${name} must be a whole number of ${unit} from ${min} to ${max}`)
    return undefined
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.raw(name) ?? fallback
    if (typeof value !== "boolean") this.problem(`${name} must be true or false`)
    return value === true
  }

  /** Each part of a list, or none. */
  list<Choice extends string>(name: string, choices: readonly Choice[]): Choice[] {
    const value = this.raw(name)
    if (value === undefined) return []
    const parts = Array.isArray(value) ? value.map(String) : []
    const known = choices.filter((choice) => parts.includes(choice))
    if (parts.length === 0 || known.length !== parts.length)
      this.problem(`${name} must be a list out of ${choices.join(", ")}`)
    return known
  }

  /**
   * Refuses credentials that a vendor has published for tests. Only digests of them are in this package.
   */
  refusePublished(name: string, value: string, publishedDigests: ReadonlySet<string>): void {
    if (publishedDigests.has(sha256Hex(value).slice(0, 16))) {
      this.problem(`${name} is a published test credential, which must not be used in production`)
    }
  }

  /** Names inside of an option that stand for nothing there. */
  refuseOthers(place: string, value: object, known: readonly string[]): void {
    for (const name of Object.keys(value)) {
      if (!known.includes(name)) this.problem(`${place}${name} is not an option${guessOf(name, known)}`)
    }
  }

  /** @throws PaymentError `config` with all problems, unknown option names included. */
  finish(): void {
    this.refuseOthers("", this.options, [...this.seen])
    if (this.problems.length > 0) {
      const problems = this.problems.join("; ")
      throw new PaymentError(
        "config",
        `${this.owner} is not configured: ${problems}${problems.endsWith("?") ? "" : "."}`,
      )
    }
  }
}

/** An option by method that names none of this gateway's. */
export function noSuchMethod(option: string, method: string, methodIds: readonly string[]): string {
  return `${option}.${method}: there is no such method${guessOf(method, methodIds)}`
}

function guessOf(name: string, known: readonly string[]): string {
  const meant = alike(name, known)
  return meant ? `; did you mean ${meant}?` : ""
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
