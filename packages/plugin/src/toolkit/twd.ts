import { PaymentError } from "./payment-error"

declare const twdBrand: unique symbol

/** New Taiwan dollars, a whole number ≥ 0. Only `twd` makes one. */
export type Twd = number & { readonly [twdBrand]: true }

/** What to do with a total that is not whole dollars: refuse it, or charge the nearest whole dollar (half up). */
export type Rounding = "refuse" | "nearest"

export const ZERO = twd(0)

export function twd(value: number): Twd {
  if (!isWholeDollars(value)) throw new PaymentError("config", `${value} is not a whole number of dollars.`)
  return value
}

function isWholeDollars(value: number): value is Twd {
  return Number.isSafeInteger(value) && value >= 0
}

/** Reads an amount from a gateway's message; null when it is not a plain whole number below a thousand million. */
export function readTwd(text: string | undefined): Twd | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? twd(Number(text)) : null
}

/** A figure of a gateway's record, which may be below nought; null when it is not a plain whole number below a thousand million. */
export function readSigned(text: string): number | null {
  return /^-?\d{1,9}$/.test(text) ? Number(text) : null
}

/** Whether an answer is about TWD; most gateways say so only where it could be another currency. */
export function isInTwd(currency: unknown): boolean {
  return currency === undefined || currency === "TWD"
}

/** What is left of an amount; null where a gateway's figures make no sense. */
export function remainder(amount: number, gone: number): Twd | null {
  const left = amount - gone
  return isWholeDollars(left) ? left : null
}

/**
 * Any shape in which Medusa hands over an amount (number, decimal string, `{ value, precision }`,
 * BigNumber with `raw` or `numeric`, bignumber.js) as an exact decimal string in major units.
 */
export function decimalOf(amount: unknown): string {
  const text = decimalText(amount)
  if (text === null || !/^-?\d+(\.\d+)?$/.test(text)) {
    throw new PaymentError("config", "The amount is not a decimal number.")
  }
  return text.includes(".") ? withoutLastZeros(text) : text
}

/** By hand, for a pattern would try again from each of many zeros. */
function withoutLastZeros(decimal: string): string {
  let end = decimal.length
  while (decimal[end - 1] === "0") end -= 1
  return decimal.slice(0, decimal[end - 1] === "." ? end - 1 : end)
}

function decimalText(amount: unknown): string | null {
  if (typeof amount === "number") return Number.isFinite(amount) ? plainNumber(amount) : null
  if (typeof amount === "bigint") return amount.toString()
  if (typeof amount === "string") return plainString(amount.trim())
  if (typeof amount !== "object" || amount === null) return null
  if ("raw" in amount && amount.raw) return decimalText(amount.raw)
  if ("numeric" in amount) return decimalText(amount.numeric)
  if ("value" in amount) return decimalText(amount.value)
  if ("toFixed" in amount && typeof amount.toFixed === "function") return decimalText(String(amount.toFixed()))
  return null
}

function plainNumber(value: number): string {
  const text = String(value)
  return text.includes("e") ? value.toFixed(20) : text
}

function plainString(text: string): string | null {
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return text.replace(/^\+/, "")
  return /^[+-]?\d+(\.\d+)?e[+-]?\d+$/i.test(text) ? plainNumber(Number(text)) : null
}

/**
 * The charged integer for a Medusa amount.
 * @throws PaymentError `refused` when it is negative, or not whole dollars and `rounding` is "refuse".
 */
export function toWholeDollars(amount: unknown, rounding: Rounding): Twd {
  const decimal = decimalOf(amount)
  if (decimal.startsWith("-")) throw new PaymentError("refused", `An amount of ${decimal} TWD cannot be charged.`)
  const [whole = "0", fraction = ""] = decimal.split(".")
  if (fraction === "") return twd(Number(whole))
  if (rounding === "nearest") return twd(Number(whole) + (fraction >= "5" ? 1 : 0))
  throw new PaymentError(
    "refused",
    `Taiwan's gateways charge whole dollars, and the total is ${decimal} TWD. Use whole-dollar prices, ` +
      `shipping, taxes and discounts, or set the option rounding to "nearest".`,
  )
}

/** As people read it: `NT$1,280`. */
export function shownTwd(amount: number): string {
  return `NT$${amount.toLocaleString("en-US")}`
}
