import { isPrivateHost, isPublicAddress, webAddress } from "./address"
import { appAddress } from "./app-address"
import type { Limits, Method } from "./contract/method"
import type { ShopOptions } from "./contract/shop-options"
import type { Environment } from "./environment"
import { isRecord, noSuchMethod, OptionReader } from "./option-reader"
import type { Rounding } from "./twd"

export { isRecord, noSuchMethod, OptionReader }

/** Options of every gateway, as the merchant writes them in `medusa-config.ts`. */
export interface CommonOptions {
  /** `"production"`, `"stage"`, or `{ sandbox: "http://localhost:4090" }`. Nothing stands in for it where it is missing. */
  environment: Environment
  /** Public address of this Medusa server, which the gateway calls: `https://api.shop.tw`. A path is kept, for a proxy that takes it away. */
  backendUrl: string
  /** The storefront, or several, with the path at which it begins (`https://shop.tw/tw`); buyers are only ever sent back to these origins. The first one is the default. */
  storefrontUrl: string | string[]
  /** Path of the storefront's page that shows the result, behind the path of `storefrontUrl`. Default `/payment/return`. */
  returnPath?: string
  /** Where the shop's own apps take buyers back, beside the storefront: `["myshop://payment/return"]`. */
  appReturnUrls?: string[]
  /** What to do with totals that are not whole dollars. Default `"refuse"`. */
  rounding?: Rounding
  /** Amount limits of your own contract, by method: `{ cvs: { min: 30, max: 20000 } }`. */
  limits?: Record<string, Partial<Limits>>
  /** Days within which the gateway pays out a payment by your contract, 1 to 90. A payment in no statement by then is an alarm. Default 30. */
  payoutDays?: number
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

export function readEnvironment(reader: OptionReader): Environment {
  const value = reader.raw("environment")
  if (value === "production" || value === "stage") return value
  if (isRecord(value) && typeof value.sandbox === "string" && isSandboxAddress(value.sandbox))
    return { sandbox: value.sandbox }
  reader.problem(environmentProblem(value))
  if (isRecord(value)) reader.refuseOthers("environment.", value, ["sandbox"])
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
  readOptionsOfAll(reader)
  const storefronts = listed(reader.raw("storefrontUrl")).map((url) =>
    readUrl(reader, "storefrontUrl", url, environment),
  )
  const returnPath =
    reader.optionalText("returnPath", /^\/(?!\/)[\w\-./]*$/, "a path such as /payment/return") ?? "/payment/return"
  return {
    backendUrl: backendUrl ? bare(backendUrl) : "",
    returnUrl: storefronts[0] ? `${bare(storefronts[0])}${returnPath}` : "",
    storefrontOrigins: storefronts.flatMap((url) => (url ? [url.origin] : [])),
    ...readAppReturnUrls(reader),
    rounding: reader.choice("rounding", ["refuse", "nearest"], "refuse"),
    limits: readLimits(
      reader,
      methods.map(({ id }) => id),
    ),
    ...readPayoutDays(reader),
  }
}

function readPayoutDays(reader: OptionReader): Pick<ShopOptions, "payoutDays"> {
  const payoutDays = reader.integer("payoutDays", 1, 90, "days")
  return payoutDays === undefined ? {} : { payoutDays }
}

/** What opens the accounts has used these already; they are read here so that a misspelt one is known. */
function readOptionsOfAll(reader: OptionReader): void {
  reader.flag("allowTestEnvironment", false)
  reader.raw("previous")
}

/** An address to which a path can be added. */
function bare({ href }: URL): string {
  return href.replace(/(?<!\/)\/+$/, "")
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
  if (url.search !== "" || url.hash !== "") reader.problem(`${name} must end with its path, without a query`)
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
    if (isRecord(limits)) reader.refuseOthers(`limits.${method}.`, limits, ["min", "max"])
  }
  return Object.fromEntries(entries.filter((entry): entry is [string, Partial<Limits>] => isLimits(entry[1])))
}

function isLimits(value: unknown): value is Partial<Limits> {
  if (!isRecord(value)) return false
  const { min = 1, max = Number.MAX_SAFE_INTEGER, ...others } = value
  const areDollars = [min, max].every((limit) => Number.isSafeInteger(limit) && Number(limit) > 0)
  return areDollars && Number(min) <= Number(max) && Object.keys(others).length === 0
}
