import type { Answers } from "./answers.js"

/** An option of the merchant's that a signature needs. */
export interface Key {
  readonly name: string
  readonly meaning: string
  /** What it looks like, as the source of a regular expression. */
  readonly pattern: string
  /** For `prove`; no key of anybody's. */
  readonly sample: string
}

const key = (name: string, meaning: string, pattern: string, sample: string): Key => ({
  name,
  meaning,
  pattern,
  sample,
})

const text = "^[\\x21-\\x7e]{6,200}$"
const apiKey = key("apiKey", "the API key", text, "sk_test_generated")
const secretKey = key("secretKey", "the secret key", text, "secret_test_generated")
const pair = [
  key("hashKey", "the HashKey, 32 characters", "^[\\x21-\\x7e]{32}$", "0123456789abcdefghijklmnopqrstuv"),
  key("hashIv", "the HashIV, 16 characters", "^[\\x21-\\x7e]{16}$", "ABCDEFGHIJKLMNOP"),
]

/** The secrets by which messages are signed. */
export function keysOf({ signature, notices }: Answers): Key[] {
  if (signature === "bearer") return notices === "signed" ? [apiKey, secretKey] : [apiKey]
  if (signature === "hmac-sha256") return [secretKey]
  return signature === "none" ? [] : pair
}

export const merchantId = key("merchantId", "the merchant's number", "^[\\w-]{1,40}$", "MERCHANT01")
