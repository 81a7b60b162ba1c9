import type { Status } from "./codes.js"

/** The format of one argument, and the status for each breach. A breach without a status is accepted. */
export interface Rule {
  /** Its path, with dots between nested names. */
  name: string
  missing?: Status
  invalid?: Status
  range?: Status
  /** Longest text. */
  longest?: number
  is?: (value: unknown) => boolean
  fits?: (value: unknown) => boolean
}

export type Body = Readonly<Record<string, unknown>>

/** A whole number, or a string of one: the official examples send amounts as strings. */
export function wholeNumber(value: unknown): number | null {
  const number = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value
  return typeof number === "number" && Number.isSafeInteger(number) ? number : null
}

export function objectOf(value: unknown): Body {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {}
}

/** The string, or "" if it is not one. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : ""
}

/** The value at a dotted path. */
export function valueAt(body: Body, name: string): unknown {
  let value: unknown = body
  for (const part of name.split(".")) value = objectOf(value)[part]
  return value
}

/** The status of the first broken rule, or null. Unknown arguments are silently ignored, as TapPay does. */
export function firstBroken(body: Body, rules: readonly Rule[]): Status | null {
  for (const rule of rules) {
    const status = broken(valueAt(body, rule.name), rule)
    if (status) return status
  }
  return null
}

function broken(value: unknown, { missing, invalid, range, longest, is, fits }: Rule): Status | null {
  if (value === undefined || value === null || value === "") return missing ?? null
  if (is && !is(value)) return invalid ?? missing ?? null
  if (longest !== undefined && String(value).length > longest) return range ?? null
  return fits && !fits(value) ? (range ?? invalid ?? null) : null
}

const isText = (value: unknown) => typeof value === "string"
const isNumber = (value: unknown) => wholeNumber(value) !== null
const isObject = (value: unknown) => typeof value === "object" && !Array.isArray(value)
const between = (least: number, most: number) => (value: unknown) => {
  const number = wholeNumber(value)
  return number !== null && number >= least && number <= most
}

const PARTNER_KEY: Rule = { name: "partner_key", missing: 506, is: isText }
const TRADE_ID: Rule = { name: "rec_trade_id", missing: 596, range: 597, longest: 20, is: isText }

/** Whole TWD from 1 to 20,000,000. */
const AMOUNT: Rule = { name: "amount", missing: 510, invalid: 510, is: isNumber, fits: between(1, 20_000_000) }

/** Arguments that every payment may have. */
const PAYMENT: readonly Rule[] = [
  AMOUNT,
  { name: "currency", range: 516, longest: 3, is: isText },
  { name: "details", missing: 505, range: 515, longest: 100, is: isText },
  { name: "order_number", range: 568, longest: 50 },
  { name: "bank_transaction_id", range: 569, longest: 20, fits: (value) => /^[A-Za-z0-9]+$/.test(String(value)) },
  { name: "instalment", invalid: 511, range: 513, is: isNumber, fits: (value) => PERIODS.includes(Number(value)) },
  { name: "delay_capture_in_days", invalid: 588, range: 595, is: isNumber, fits: between(-1, 365) },
  { name: "remember", invalid: 624, is: (value) => typeof value === "boolean" },
]

const PERIODS: readonly number[] = [0, 3, 6, 12, 18, 24, 30]

const CARDHOLDER_RANGES: readonly Rule[] = [
  { name: "cardholder.phone_number", range: 519, longest: 40 },
  { name: "cardholder.name", range: 520, longest: 40 },
  { name: "cardholder.email", range: 521, longest: 40 },
  { name: "cardholder.address", range: 522, longest: 90 },
  { name: "cardholder.zip_code", range: 523, longest: 10 },
  { name: "cardholder.national_id", range: 524, longest: 20 },
]

const CARDHOLDER: readonly Rule[] = [
  { name: "cardholder", missing: 501, is: isObject },
  { name: "cardholder.phone_number", missing: 507 },
  { name: "cardholder.name", missing: 508 },
  { name: "cardholder.email", missing: 509 },
  ...CARDHOLDER_RANGES,
]

const SAVED_CARD: readonly Rule[] = [
  { name: "card_key", missing: 526, range: 528, longest: 64, is: isText },
  { name: "card_token", missing: 527, range: 529, longest: 67, is: isText },
]

/** The arguments of each call, in the order in which they are checked. */
export const RULES = {
  payByPrime: [PARTNER_KEY, { name: "prime", missing: 503, is: isText }, ...PAYMENT, ...CARDHOLDER],
  payByToken: [PARTNER_KEY, ...SAVED_CARD, { name: "currency", missing: 504 }, ...PAYMENT, ...CARDHOLDER_RANGES],
  bind: [
    PARTNER_KEY,
    { name: "prime", missing: 503, is: isText },
    { name: "currency", missing: 504, range: 516, longest: 3, is: isText },
    ...CARDHOLDER,
  ],
  remove: [PARTNER_KEY, ...SAVED_CARD],
  trade: [PARTNER_KEY, TRADE_ID],
  refund: [
    PARTNER_KEY,
    TRADE_ID,
    { name: "amount", invalid: 510, is: isNumber, fits: (value) => Number(value) >= 1 },
    { name: "bank_refund_id", range: 597, longest: 20 },
    { name: "additional_data", range: 643, longest: 3000 },
  ],
  refundCancel: [PARTNER_KEY, TRADE_ID, { name: "refund_id", missing: 670, is: isText }],
  record: [
    PARTNER_KEY,
    { name: "records_per_page", invalid: 535, range: 559, is: isNumber, fits: between(1, 200) },
    { name: "page", invalid: 536, range: 560, is: isNumber, fits: between(0, 1_000_000) },
    { name: "filters.time.start_time", invalid: 537, is: isNumber },
    { name: "filters.time.end_time", invalid: 538, is: isNumber },
    { name: "filters.rec_trade_id", invalid: 539, is: isText },
    { name: "filters.amount.upper_limit", invalid: 545, is: isNumber },
    { name: "filters.amount.lower_limit", invalid: 546, is: isNumber },
    { name: "filters.merchant_id", invalid: 548, is: Array.isArray },
    { name: "filters.record_status", invalid: 549, is: isNumber, fits: between(-1, 5) },
    { name: "order_by.attribute", invalid: 550, is: (value) => value === "time" || value === "amount" },
    { name: "order_by.is_descending", invalid: 551, is: (value) => typeof value === "boolean" },
  ],
} as const satisfies Record<string, readonly Rule[]>
