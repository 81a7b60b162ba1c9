import { type Context, Hono } from "hono"
import { readObject } from "../../../core/json-rules.js"
import { cardIdentifier } from "../messages/notices.js"
import type { Partner } from "../model/accounts.js"
import { type Card, cardInfo, refusalOf } from "../model/cards.js"
import { methodBySlug, methodOf } from "../model/methods.js"
import type { Tappay } from "../model/tappay.js"
import { type Body, objectOf, textOf } from "../wire/checks.js"
import { type Status, say } from "../wire/codes.js"

const ENVIRONMENTS = "sandbox|production"

/** Where browsers exchange a card or a wallet for a prime: a form field `jsonString`, or JSON. Open to any origin. */
export function getPrimes(tappay: Tappay): Hono {
  const app = new Hono()
  app.options("/payment/*", (context) => withCors(context.body(null, 204)))
  const cards = async (context: Context) => withCors(context.json(cardPrime(tappay, await bodyOf(context))))
  app.post(`/payment/tpdirect/:env{${ENVIRONMENTS}}/getprime`, cards)
  app.post(`/tpdirect/:env{${ENVIRONMENTS}}/getprime`, cards)
  app.post(`/payment/:slug/:env{${ENVIRONMENTS}}/get-prime`, async (context) => {
    const slug = context.req.param("slug")
    return withCors(context.json(walletPrime(tappay, slug, await bodyOf(context))))
  })
  return app
}

function withCors(response: Response): Response {
  response.headers.set("access-control-allow-origin", "*")
  response.headers.set("access-control-allow-headers", "content-type, x-api-key")
  return response
}

async function bodyOf(context: Context): Promise<Body> {
  const text = await context.req.text()
  const json = text.startsWith("{") ? text : (new URLSearchParams(text).get("jsonString") ?? "")
  return readObject(json) ?? {}
}

/** The partner whose app this is, or 11 and 16 for a wrong id or key. */
function partnerOf({ partners }: Tappay, id: unknown, key: unknown): Partner | Status {
  const partner = [...partners.values()].find(({ appId }) => appId === String(id))
  if (!partner) return 11
  return partner.appKey === key ? partner : 16
}

function cardPrime(tappay: Tappay, body: Body): Record<string, unknown> {
  const partner = partnerOf(tappay, body.appid, body.appkey)
  if (typeof partner === "number") return say(partner)
  const now = tappay.core.clock.now()
  const ccv = textOf(body.cardccv) || textOf(body.cardcvv)
  if (body.ccvonly === true) return ccvPrime(tappay, partner, ccv)
  const card: Card = { number: textOf(body.cardnumber), expiry: textOf(body.cardduedate) }
  const refusal = refusalOf(card.number, card.expiry, ccv, now)
  if (refusal) return say(refusal)
  const prime = tappay.primes.issue(partner, methodOf("card"), card, now)
  return { ...say(0), ...described(card), card: { prime: prime.value, lastfour: card.number.slice(-4) } }
}

function ccvPrime(tappay: Tappay, partner: Partner, ccv: string): Record<string, unknown> {
  if (!/^\d{3,4}$/.test(ccv)) return say(46)
  const prime = tappay.primes.issue(partner, methodOf("card"), null, tappay.core.clock.now(), true)
  return { ...say(0), ccv_prime: prime.value, clientip: "127.0.0.1" }
}

function described(card: Card): Record<string, unknown> {
  const { bin_code, issuer, funding, type, level, country, country_code } = cardInfo(card)
  return {
    cardinfo: { bincode: bin_code, issuer, funding, type, level, country, countrycode: country_code },
    card_identifier: cardIdentifier(card.number),
    clientip: "127.0.0.1",
  }
}

function walletPrime(tappay: Tappay, slug: string, body: Body): Record<string, unknown> {
  const method = methodBySlug(slug)
  if (!method || method.kind === "card") return say(67)
  const partner = partnerOf(tappay, body.app_id, body.app_key)
  if (typeof partner === "number") return say(partner)
  const now = tappay.core.clock.now()
  if (method.kind === "wallet") {
    return { ...say(0), prime: tappay.primes.issue(partner, method, null, now).value, clientip: "127.0.0.1" }
  }
  const card: Card = { number: textOf(body.card_number), expiry: `${String(now.getUTCFullYear() + 5)}12` }
  const refusal = refusalOf(card.number, card.expiry, "", now)
  if (refusal) return say(refusal)
  const prime = tappay.primes.issue(partner, method, card, now)
  const { cardinfo, ...more } = described(card)
  return { ...say(0), ...more, prime: prime.value, card: { ...objectOf(cardinfo), lastfour: card.number.slice(-4) } }
}
