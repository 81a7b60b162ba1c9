import type { Trade } from "../facts.js"
import { applies, messageOf, must } from "../finding.js"
import { leavesOf } from "../shop/body.js"
import { PRICE, type Sale } from "../shop/sale.js"
import type { Opening } from "../shop/shop.js"
import { type Case, money, type Scene } from "./case.js"

/** Either refused, or asked for exactly. */
async function exactOrRefused({ shop, bank }: Scene, opening: Opening & { amount: number }) {
  const { value } = await shop.try(() => shop.openSession(opening))
  if (!value) return null
  must(value.trade, `a session of ${opening.amount} was given out, and the bank has no trade`)
  const { asked } = bank.books(value.trade)
  must(asked === opening.amount, `a session of ${opening.amount} asks the bank for ${asked}`)
  return value.trade
}

async function otherCurrency(scene: Scene) {
  const currency = scene.facts.currency.toLowerCase() === "usd" ? "eur" : "usd"
  for (const amount of [33, 33.4]) {
    const before = scene.wire.exchanges.length
    const trade = await exactOrRefused(scene, { amount, currency })
    const sent = scene.wire.exchanges.slice(before).map((exchange) => exchange.sent)
    must(
      !trade || isIn(trade, currency) || (!isIn(trade, scene.facts.currency) && sent.some(speaksOf(currency))),
      `a session in ${currency} was given out, and the bank's trade is not in ${currency}`,
    )
  }
}

const NUMBERS: Readonly<Record<string, string>> = { usd: "840", eur: "978", twd: "901", jpy: "392" }

/** Wherever the bank keeps the currency, in letters or in ISO's digits. */
function isIn(node: unknown, currency: string): boolean {
  if (typeof node === "object" && node !== null) return Object.values(node).some((each) => isIn(each, currency))
  const word = String(node).toLowerCase()
  return word === currency.toLowerCase() || (typeof node === "string" && word === NUMBERS[currency])
}

/** A bank may keep the currency where nobody sees it; then what it was asked for counts. */
const speaksOf = (currency: string) => (sent: string) => new RegExp(`\\b${currency}\\b`, "i").test(sent)

/** Amounts that a hundred times a floating-point number falls short of, where the currency has cents. */
const inCents = ({ facts }: Scene) => (facts.digits >= 2 ? [19.99, 1.15, 1060.29] : [])

/** The same amount in every shape that Medusa's BigNumber comes in. */
async function amountShapes({ shop, bank, house }: Scene) {
  const shapes: readonly (readonly [string, unknown])[] = [
    ["a number", PRICE],
    ["a text", String(PRICE)],
    ["{ value, precision }", { value: String(PRICE), precision: 20 }],
    ["a BigNumber", new house.medusa.utils.BigNumber(PRICE)],
  ]
  for (const [name, amount] of shapes) {
    const { value, error } = await shop.try(() => shop.openSession({ amount }))
    must(value?.trade, `an amount as ${name} opens no trade${error ? `: ${messageOf(error)}` : ""}`)
    const { asked } = bank.books(value.trade)
    must(asked === PRICE, `${PRICE} as ${name} asks the bank for ${asked}`)
  }
}

const COMMON_KEYS = ["id", "status", "session_id", "url", "price", "amount", "currency"]

/** The browser's data, each key alone: everything a session of a stranger holds, and what providers tend to read. */
function* poisons(rich: Sale): Generator<Record<string, unknown>> {
  const { data, id } = rich.session
  yield { ...data }
  for (const [name, value] of Object.entries(data)) yield { [name]: value }
  yield { amount: 1, price: 1, value: 1 }
  yield { currency: "jpy", currency_code: "jpy" }
  yield { status: "captured", state: "paid", captured: true, paid: true }
  yield { session_id: id }
  yield { url: "https://evil.example", return_url: "https://evil.example" }
  yield Object.fromEntries(COMMON_KEYS.map((name) => [name, null]))
}

/** Where an honest trade says its currency, and what a trade says there. */
function currencyIn(trade: Trade, places?: readonly string[]): [place: string, currency: string][] {
  const leaves = leavesOf(JSON.stringify(trade)).map(([place, value]) => [place, String(value)] as [string, string])
  return places ? leaves.filter(([place]) => places.includes(place)) : leaves
}

async function shopperData(scene: Scene) {
  const { shop, bank, facts } = scene
  const rich = await shop.open({ amount: 50_000 })
  const isOurs = (currency: string) => currency.toLowerCase() === facts.currency.toLowerCase()
  const places = currencyIn(rich.trade).flatMap(([place, value]) => (isOurs(value) ? place : []))
  await bank.pay(rich.trade)
  for (const data of poisons(rich)) {
    const keys = Object.keys(data).join(", ")
    const { value: sale } = await shop.try(() => shop.open({ data }))
    if (!sale) continue
    const { asked } = bank.books(sale.trade)
    must(asked === PRICE, `with ${keys} from the browser the bank asks for ${asked} instead of ${PRICE}`)
    const other = currencyIn(sale.trade, places).find(([, currency]) => !isOurs(currency))
    must(!other, `with ${keys} from the browser the bank asks for ${asked} ${other?.[1]}`)
    await shop.authorize(sale)
    must(!(await shop.payment(sale.session.id)), `authorised by ${keys} that the browser sent`)
  }
  await paidElsewhere(scene)
}

/** One payment, and the browser brings it again to an order of the same price. */
async function paidElsewhere({ shop, bank }: Scene) {
  const paid = await shop.open()
  await bank.pay(paid.trade)
  for (const data of poisons(paid)) {
    const { value: sale } = await shop.try(() => shop.openSession({ data }))
    if (!sale) continue
    await shop.authorize(sale)
    const seen = `${Object.keys(data).join(", ")} of another session of ${PRICE}, which is paid, paid this one, too`
    must(!(await shop.payment(sale.session.id)), seen)
  }
}

async function initiateRefused(scene: Scene) {
  const { shop } = scene
  const old = await shop.captured()
  const opening = { data: { ...old.session.data } }
  const { value } = await scene.during("refuse", () => shop.try(() => shop.openSession(opening)))
  if (!value) return
  applies(!scene.facts.depart || !value.trade, "the buyer's browser opens the trade, and the bank refused the shop")
  await shop.authorize(value)
  const stolen = await shop.payment(value.session.id)
  must(!stolen, "the bank refused to open a trade, and the browser's data of an old one paid the session")
  must(false, "the bank refused to open a trade, and the session was given out")
}

export const amountCases: readonly Case[] = [
  money("cents", "charged another amount than the order's", async (scene) => {
    for (const amount of [1060.5, ...inCents(scene)]) await exactOrRefused(scene, { amount })
  }),
  money("other-currency", "dollars are sold for another money's number", otherCurrency),
  money("amount-shapes", "charged nothing, or another amount", amountShapes),
  money("odd-amounts", "an order for nothing, or a negative one", async (scene) => {
    for (const amount of [0, -100, 1e15]) await exactOrRefused(scene, { amount })
  }),
  money("shopper-data", "the browser sets the price, or pays with a stranger's trade", shopperData),
  money("initiate-refused", "a session that can never be paid, or is paid with the browser's data", initiateRefused),
]
