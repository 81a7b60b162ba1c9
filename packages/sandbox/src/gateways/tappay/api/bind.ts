import type { Context } from "hono"
import { cardIdentifier } from "../messages/notices.js"
import { cardInfo, testCardOf } from "../model/cards.js"
import type { Tappay } from "../model/tappay.js"
import { RULES, textOf } from "../wire/checks.js"
import { say } from "../wire/codes.js"
import { endpoint } from "./calls.js"

/** Bind Card API: one dollar is authorised and voided immediately, so that no record shows it. */
export function bindCard(tappay: Tappay): (context: Context) => Promise<Response> {
  return endpoint(tappay, RULES.bind, ({ body, partner }) => {
    const { primes, core, settings, cards } = tappay
    const merchant = partner.merchants.find(({ merchantId }) => merchantId === textOf(body.merchant_id))
    if (!merchant) return say(textOf(body.merchant_id) === "" ? 502 : 61)
    if (!merchant.methods.includes("card")) return say(67)
    if (body.three_domain_secure === true) return say(632)
    const now = core.clock.now()
    const prime = primes.find(textOf(body.prime), partner, now, settings.primeSeconds, settings.usedPrimeStatus)
    if (typeof prime === "number") return say(prime)
    if (prime.method.kind !== "card" || !prime.card) return say(67)
    prime.used = true
    const { decline } = testCardOf(prime.card.number)
    if (decline) return say(decline)
    return {
      ...say(0),
      card_secret: cards.save(partner, prime.card, true),
      card_info: cardInfo(prime.card),
      card_identifier: cardIdentifier(prime.card.number),
      millis: now.getTime(),
      bank_transaction_time: { start_time_millis: String(now.getTime()), end_time_millis: String(now.getTime()) },
    }
  })
}

/** Remove Card API. */
export function removeCard(tappay: Tappay): (context: Context) => Promise<Response> {
  return endpoint(tappay, RULES.remove, ({ body, partner }) => {
    const token = textOf(body.card_token)
    const card = tappay.cards.find(partner, token, textOf(body.card_key), tappay.core.clock.now())
    if (typeof card === "number" && card !== 2013) return say(card)
    tappay.cards.remove(token)
    return say(0)
  })
}
