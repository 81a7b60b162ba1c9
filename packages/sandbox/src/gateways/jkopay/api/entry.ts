import { randomBytes } from "node:crypto"
import { type JsonObject, numberAt, objectsAt, type Rule, textAt } from "../../../core/json-rules.js"
import { MINUTE } from "../../../core/taipei.js"
import type { Account } from "../model/accounts.js"
import type { Jkopay } from "../model/jkopay.js"
import type { Entry, Order } from "../model/order.js"
import type { Settings } from "../model/settings.js"
import { readTime } from "../wire/codec.js"
import { PAY_PATH, QR_PATH } from "../wire/paths.js"
import { JkopayRefusal } from "../wire/results.js"
import { type Call, readBody } from "./calls.js"

const text = (most: number, required = false): Rule => ({ kind: "text", most, required })
const number = (required: boolean): Rule => ({ kind: "number", required })

const ENTRY: Rule = {
  kind: "object",
  required: true,
  fields: {
    platform_order_id: text(60, true),
    store_id: text(36, true),
    currency: { kind: "word", required: true, words: ["TWD", "JPY", "USD"] },
    total_price: number(true),
    final_price: number(true),
    unredeem: number(false),
    valid_time: text(19),
    confirm_url: text(500),
    result_url: text(500, true),
    result_display_url: text(500, true),
    payment_type: { kind: "word", words: ["onetime", "regular"] },
    escrow: { kind: "flag" },
    identities: { kind: "list", item: { kind: "text" } },
    products: {
      kind: "list",
      item: {
        kind: "object",
        fields: {
          name: text(60, true),
          img: text(500),
          unit_count: number(true),
          unit_price: number(true),
          unit_final_price: number(true),
        },
      },
    },
  },
}

const LINK_MINUTES = 20

/** Decimal places, and the minimum price. */
const CURRENCIES: Readonly<Record<string, { digits: number; least: number }>> = {
  TWD: { digits: 0, least: 1 },
  JPY: { digits: 0, least: 5 },
  USD: { digits: 2, least: 0.02 },
}

/** Entry: gives an order a link that is valid for twenty minutes; repeating the entry renews it. */
export function enter(jkopay: Jkopay, call: Call): object {
  const body = readBody(call, ENTRY, jkopay.settings)
  const now = jkopay.core.clock.now()
  const entry = readEntry(body)
  checkEntry(entry, body, call.account, jkopay.settings, now)
  const order = jkopay.book.find(call.account, entry.orderId) ?? open(jkopay, call.account, entry, now)
  if (order.state === "paid") throw new JkopayRefusal("paid")
  if (!isSame(order.entry, entry)) throw new JkopayRefusal("mismatch")
  order.linkExpiresAt = linkEnd(order.entry, now)
  return linksOf(jkopay, order, now)
}

function readEntry(body: JsonObject): Entry {
  return {
    orderId: textAt(body, "platform_order_id"),
    storeId: textAt(body, "store_id"),
    currency: textAt(body, "currency"),
    totalPrice: numberAt(body, "total_price"),
    finalPrice: numberAt(body, "final_price"),
    unredeem: numberAt(body, "unredeem"),
    validUntil: readTime(textAt(body, "valid_time")),
    confirmUrl: textAt(body, "confirm_url"),
    resultUrl: textAt(body, "result_url"),
    displayUrl: textAt(body, "result_display_url"),
    products: objectsAt(body, "products").map((product) => `${textAt(product, "name")} × ${product.unit_count}`),
  }
}

function checkEntry(entry: Entry, body: JsonObject, account: Account, settings: Settings, now: Date): void {
  checkUrls(entry, settings)
  const tooLate = entry.validUntil !== null && entry.validUntil <= now
  if (tooLate || (textAt(body, "valid_time") !== "" && !entry.validUntil)) {
    throw new JkopayRefusal("badRequest", "valid_time")
  }
  if (!account.storeIds.includes(entry.storeId)) throw new JkopayRefusal("noStore")
  if (!account.currencies.includes(entry.currency)) throw new JkopayRefusal("wrongCurrency")
  if (account.needsIdentity && !Array.isArray(body.identities)) throw new JkopayRefusal("identityNeeded")
  checkPrices(entry)
}

function checkUrls({ confirmUrl, resultUrl, displayUrl }: Entry, { httpsRule }: Settings): void {
  const server = httpsRule ? ["https:"] : ["https:", "http:"]
  const isUrl = (url: string, allowed: string[]) => URL.canParse(url) && allowed.includes(new URL(url).protocol)
  if (confirmUrl !== "" && !isUrl(confirmUrl, server)) throw new JkopayRefusal("badRequest", "confirm_url")
  if (!isUrl(resultUrl, server)) throw new JkopayRefusal("badRequest", "result_url")
  if (!isUrl(displayUrl, ["https:", "http:"])) throw new JkopayRefusal("badRequest", "result_display_url")
}

function checkPrices({ currency, totalPrice, finalPrice, unredeem }: Entry): void {
  if (totalPrice <= 0) throw new JkopayRefusal("badRequest", "total_price")
  if (finalPrice <= 0) throw new JkopayRefusal("badRequest", "final_price")
  if (unredeem < 0 || unredeem > finalPrice) throw new JkopayRefusal("badRequest", "unredeem")
  const { least = 0 } = CURRENCIES[currency] ?? {}
  for (const price of [totalPrice, finalPrice, unredeem]) checkDigits(currency, price)
  if (finalPrice < least) throw new JkopayRefusal("belowLimit")
}

/** Refuses more decimal places than the currency has. */
export function checkDigits(currency: string, amount: number): void {
  const { digits = 0 } = CURRENCIES[currency] ?? {}
  if (Number(amount.toFixed(digits)) !== amount) throw new JkopayRefusal("digits")
}

function isSame(one: Entry, other: Entry): boolean {
  const sameStore = one.storeId === other.storeId && one.currency === other.currency
  return sameStore && one.totalPrice === other.totalPrice && one.finalPrice === other.finalPrice
}

function open({ book }: Jkopay, account: Account, entry: Entry, now: Date): Order {
  const order: Order = {
    token: randomBytes(24).toString("hex"),
    account,
    entry,
    state: "open",
    language: "zh",
    createdAt: now,
    linkExpiresAt: linkEnd(entry, now),
    chosen: { channel: "account", redeemed: { coin: 0, official: 0, store: 0 } },
    payment: null,
    refunds: [],
    closed: false,
    nextRefusal: null,
  }
  book.add(order)
  return order
}

function linkEnd({ validUntil }: Entry, now: Date): Date {
  const end = new Date(now.getTime() + LINK_MINUTES * MINUTE)
  return validUntil && validUntil < end ? validUntil : end
}

function linksOf({ core, settings }: Jkopay, { token, linkExpiresAt }: Order, now: Date): object {
  const seconds = Math.floor((linkExpiresAt.getTime() - now.getTime()) / 1000)
  return {
    payment_url: `${core.url()}${PAY_PATH}/${token}`,
    qr_img: `${core.url()}${QR_PATH}/${token}`,
    qr_timeout: settings.qrTimeout === "seconds" ? seconds : linkExpiresAt.getTime(),
  }
}
