import { randomBytes } from "node:crypto"
import type { Status } from "../wire/codes.js"
import type { Partner } from "./accounts.js"
import type { Card } from "./cards.js"
import { type Method, methodOf } from "./methods.js"

/** What a browser gets for a card or a wallet. Valid for one payment, and only for a short time. */
export interface Prime {
  value: string
  partner: Partner | null
  method: Method
  card: Card | null
  /** Made from the security code alone, for paying with a saved card. */
  ccvOnly: boolean
  issuedAt: Date
  used: boolean
}

const LENGTH = 64

/** The test primes of the official page. They can be reused and do not expire. */
const FIXED: readonly Pick<Prime, "value" | "method" | "card">[] = [
  {
    value: "test_3a2fb2b7e892b914a03c95dd4dd5dc7970c908df67a49527c0a648b2bc9",
    method: methodOf("card"),
    card: { number: "4242424242424242", expiry: "203512" },
  },
  {
    value: "ln_test_utigjeyfutj5867uyjhuty47rythfjru485768tigjfheufhtu5i6ojk",
    method: methodOf("linePay"),
    card: null,
  },
]

export class PrimeBook {
  #primes = new Map<string, Prime>()

  issue(partner: Partner, method: Method, card: Card | null, issuedAt: Date, ccvOnly = false): Prime {
    const random = randomBytes(LENGTH).toString("hex")
    const value = `${method.prefix}${random}`.slice(0, LENGTH)
    const prime: Prime = { value, partner, method, card, ccvOnly, issuedAt, used: false }
    this.#primes.set(value, prime)
    return prime
  }

  /** The prime of this partner's app, or the status that refuses it. */
  find(value: string, partner: Partner, now: Date, seconds: number, usedStatus: Status): Prime | Status {
    const fixed = FIXED.find((each) => each.value === value)
    if (fixed) return { ...fixed, partner, ccvOnly: false, issuedAt: now, used: false }
    const prime = this.#primes.get(value)
    if (!prime || prime.partner !== partner) return 121
    if (prime.used) return usedStatus
    return now.getTime() - prime.issuedAt.getTime() > seconds * 1000 ? 91 : prime
  }

  clear(): void {
    this.#primes.clear()
  }
}
