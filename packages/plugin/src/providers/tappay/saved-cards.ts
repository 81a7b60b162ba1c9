import { ask, type Conversation } from "../../toolkit/contract/conversation"
import type { Method } from "../../toolkit/contract/method"
import type { CardSecret, CardStorage, SavedCard } from "../../toolkit/contract/saved-card"
import type { Buyer } from "../../toolkit/contract/start-request"
import { sha256Hex } from "../../toolkit/digest"
import { isRecord } from "../../toolkit/options"
import { cardholderOf, mustBeOneOf, mustSucceed } from "./client"
import { merchantOf, type TapPayConfig } from "./config"
import type { Fields } from "./trade"
import { decodeAnswer, post, unreadable } from "./wire"

/** `card_info.type` */
const BRANDS = ["", "visa", "mastercard", "jcb", "unionpay", "amex"]

/** TapPay removed the card, or never had it. */
const mustForget = mustBeOneOf(new Set([0, 2011]))

export function cardsOf(config: TapPayConfig): CardStorage {
  return {
    keys: config.cardKeys,
    bind: (method, token, buyer) => bind(config, method, token, buyer),
    forget: (secret) => forget(config, secret),
  }
}

/** Keeps a card without a payment (Bind Card): TapPay reserves one dollar and lets it go. */
function* bind(config: TapPayConfig, method: Method, prime: string, buyer: Buyer): Conversation<SavedCard> {
  const body = { prime, merchant_id: merchantOf(config, method), currency: "TWD", cardholder: cardholderOf(buyer) }
  const answer = yield* ask(post(config.host, config.partnerKey, "/tpc/card/bind", body), decodeAnswer)
  const card = cardIn(mustSucceed(answer).fields)
  if (card) return card
  throw unreadable("it has no card")
}

/** Remove Card */
function* forget(config: TapPayConfig, secret: CardSecret): Conversation<void> {
  const answer = yield* ask(post(config.host, config.partnerKey, "/tpc/card/remove", secret), decodeAnswer)
  mustForget(answer)
}

/** The card that TapPay keeps, where an answer has one. */
export function cardIn({
  card_secret: secret,
  card_info: info,
  card_identifier: identifier,
}: Fields): SavedCard | null {
  if (!isRecord(secret) || !isRecord(info)) return null
  const { card_key: key, card_token: token } = secret
  if (typeof key !== "string" || typeof token !== "string" || key === "" || token === "") return null
  const last4 = String(info.last_four ?? "")
  const [, year = "", month = ""] = /^(\d{4})(\d{2})$/.exec(String(info.expiry_date ?? "")) ?? []
  return {
    secret: { card_key: key, card_token: token },
    brand: BRANDS[Number(info.type)] ?? "",
    last4,
    expiry: year && `${year}-${month}`,
    fingerprint: sha256Hex(String(identifier ?? `${info.bin_code} ${last4} ${info.expiry_date}`)),
  }
}
