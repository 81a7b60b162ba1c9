import { isPrivateHost, isPublicAddress, webAddress } from "./address"
import { appAddress } from "./app-address"
import type { Limits, Method } from "./contract/method"
import type { ShopOptions } from "./contract/shop-options"
import { alike } from "./did-you-mean"
import { sha256Hex } from "./digest"
import type { Environment } from "./environment"
import { PaymentError } from "./payment-error"
import type { Rounding } from "./twd"

/** Options of every gateway, as the merchant writes them in `medusa-config.ts`. */
export interface CommonOptions {
  /** `"production"`, `"stage"`, or `{ sandbox: "http://localhost:4090" }`. Nothing stands in for it where it is missing. */
  environment: Environment
  /** Public address of this Medusa server, which the gateway calls: `https://api.shop.tw`. */
  backendUrl: string
  /** The storefront, or several; buyers are only ever sent back to these origins. The first one is the default. */
  storefrontUrl: string | string[]
  /** Path on the storefront that shows the result. Default `/payment/return`. */
  returnPath?: string
  /** Where the shop's own apps take buyers back, beside the storefront: `["myshop://payment/return"]`. */
  appReturnUrls?: string[]
  /** What to do with totals that are not whole dollars. Default `"refuse"`. */
  rounding?: Rounding
  /** Amount limits of your own contract, by method: `{ cvs: { min: 30, max: 20000 } }`. */
  limits?: Record<string, Partial<Limits>>
  /**
   * Lets a server whose NODE_ENV is `production` take payments of a sandbox or a stage: for shops that are only tried. Default
   * `false`: it does not start, since orders would be paid with no money.
   */
  allowTestEnvironment?: boolean
  /**
   * Accounts and keys of the past, each as the options that were different then: `[{ merchantId: "3000001", hashKey: "…", hashIv: "…" }]`.
   * They open nothing new; what they opened goes on being asked about, refunded and listened to.
   */
  previous?: readonly Record<string, unknown>[]
}

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

  /** @throws PaymentError `config` with all problems, unknown option names included. */
  finish(): void {
    for (const name of Object.keys(this.options)) {
      if (!this.seen.has(name)) this.problem(`${name} is not an option${guessOf(name, [...this.seen])}`)
    }
    if (this.problems.length > 0) {
      throw new PaymentError("config", `${this.owner} is not configured: ${this.problems.join("; ")}.`)
    }
  }
}

export function readEnvironment(reader: OptionReader): Environment {
  const value = reader.raw("environment")
  if (value === "production" || value === "stage") return value
  if (isRecord(value) && typeof value.sandbox === "string" && isSandboxAddress(value.sandbox))
    return { sandbox: value.sandbox }
  reader.problem(environmentProblem(value))
  return "stage"
}

/** What people write for the two names. */
const MEANT: readonly (readonly ["production" | "stage", RegExp])[] = [
  ["production", /^\s*(prod|production|live|real)\s*$/i],
  ["stage", /^\s*(stage|staging|test|testing|uat|dev|development)\s*$/i],
]

function environmentProblem(value: unknown): string {
  const choices = `"production", "stage" or { sandbox: "http://localhost:4090" }`
  if (value === undefined) return `environment is missing (${choices})`
  const meant = typeof value === "string" ? MEANT.find(([, pattern]) => pattern.test(value)) : undefined
  return `environment must be ${choices}${meant ? `; did you mean "${meant[0]}"?` : ""}`
}

export function readShopOptions(
  reader: OptionReader,
  environment: Environment,
  methods: readonly Pick<Method, "id">[],
): ShopOptions {
  const backendUrl = readUrl(reader, "backendUrl", reader.raw("backendUrl"), environment)
  const storefronts = listed(reader.raw("storefrontUrl")).map((url) =>
    readUrl(reader, "storefrontUrl", url, environment),
  )
  const returnPath =
    reader.optionalText("returnPath", /^\/(?!\/)[\w\-./]*$/, "a path such as /payment/return") ?? "/payment/return"
  return {
    backendUrl: backendUrl?.href.replace(/\/+$/, "") ?? "",
    returnUrl: new URL(returnPath, storefronts[0] ?? "http://localhost").href,
    storefrontOrigins: storefronts.flatMap((url) => (url ? [url.origin] : [])),
    ...readAppReturnUrls(reader),
    rounding: reader.choice("rounding", ["refuse", "nearest"], "refuse"),
    limits: readLimits(
      reader,
      methods.map(({ id }) => id),
    ),
  }
}

function readAppReturnUrls(reader: OptionReader): Pick<ShopOptions, "appReturnUrls"> {
  const value = reader.raw("appReturnUrls")
  if (value === undefined) return {}
  const urls = Array.isArray(value) ? value.map(appAddress) : [null]
  if (urls.includes(null))
    reader.problem(
      `appReturnUrls must be a list of app addresses such as ["myshop://payment/return"]; https ones belong to storefrontUrl`,
    )
  return { appReturnUrls: urls.flatMap((url) => url?.href ?? []) }
}

/** One value or several; an empty list is one that is missing. */
function listed(value: unknown): unknown[] {
  return Array.isArray(value) && value.length > 0 ? value : [value]
}

function readUrl(reader: OptionReader, name: string, value: unknown, environment: Environment): URL | null {
  const url = webAddress(value)
  if (!url) {
    reader.problem(`${name} must be an address such as https://shop.example.tw, without a user's name`)
    return null
  }
  if (environment === "production" && !isPublicAddress(url)) {
    reader.problem(`${name} must be a public https address without a port in production, not ${url.origin}`)
  }
  return url
}

function isSandboxAddress(address: string): boolean {
  const url = webAddress(address)
  return url !== null && isPrivateHost(url)
}

function readLimits(reader: OptionReader, methodIds: readonly string[]): Readonly<Record<string, Partial<Limits>>> {
  const value = reader.raw("limits") ?? {}
  if (!isRecord(value)) {
    reader.problem("limits must be an object such as { cvs: { min: 30, max: 20000 } }")
    return {}
  }
  const entries = Object.entries(value)
  for (const [method, limits] of entries) {
    if (!methodIds.includes(method)) reader.problem(noSuchMethod("limits", method, methodIds))
    else if (!isLimits(limits)) reader.problem(`limits.${method} must be whole dollars, { min, max }`)
  }
  return Object.fromEntries(entries.filter((entry): entry is [string, Partial<Limits>] => isLimits(entry[1])))
}

/** An option by method that names none of this gateway's. */
export function noSuchMethod(option: string, method: string, methodIds: readonly string[]): string {
  return `${option}.${method}: there is no such method${guessOf(method, methodIds)}`
}

function guessOf(name: string, known: readonly string[]): string {
  const meant = alike(name, known)
  return meant ? `; did you mean ${meant}?` : ""
}

function isLimits(value: unknown): value is Partial<Limits> {
  if (!isRecord(value)) return false
  const { min = 1, max = Number.MAX_SAFE_INTEGER, ...others } = value
  const areDollars = [min, max].every((limit) => Number.isSafeInteger(limit) && Number(limit) > 0)
  return areDollars && Number(min) <= Number(max) && Object.keys(others).length === 0
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
