import { randomBytes } from "node:crypto"

/** What a gateway allows in the merchant's own number of a trade. */
export interface TradeNumberRule {
  readonly length: number
  readonly alphabet: string
}

export const ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

/**
 * A trade number never used before: random over the whole alphabet, so that nothing (order id, time, customer)
 * can be read from it and truncation can never make two orders collide. The ledger's unique index has the last word.
 */
export function newTradeNumber(rule: TradeNumberRule, random: (size: number) => Buffer = randomBytes): string {
  const limit = 256 - (256 % rule.alphabet.length)
  let number = ""
  while (number.length < rule.length) {
    for (const byte of random(rule.length)) {
      if (byte < limit && number.length < rule.length) number += rule.alphabet[byte % rule.alphabet.length]
    }
  }
  return number
}
