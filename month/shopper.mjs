import { setTimeout as sleep } from "node:timers/promises"
import { startPayment } from "../scripts/demo/checkout.mjs"
import { returnUrl } from "./servers.mjs"
import { BY_TELEPHONE, orderByTelephone } from "./telephone.mjs"
import { ways } from "./ways.mjs"

/**
 * A person who buys once, and everything that came of it.
 * @typedef {object} Buyer
 * @property {number} number
 * @property {string} gateway
 * @property {string} cartId  empty where staff wrote the order down
 * @property {string} collectionId
 * @property {string} [orderId]  known from the beginning where staff wrote it down
 * @property {{ id: string, startUrl: string }[]} sessions
 * @property {{ address: string, method: string }[]} open  windows at a gateway that were left open
 *
 * @typedef {import("./stack.mjs").Stack} Stack
 * @typedef {import("./plan.mjs").Step} Step
 * @typedef {import("./ways.mjs").Mood} Mood
 * @typedef {(stack: Stack, buyer: Buyer, method: string) => Promise<void>} Habit
 */

/** A shop that has just been killed takes a while to start, on a busy machine above all. */
const RELOADS = 20

/** A page that fails is loaded again. @template Found @param {() => Promise<Found>} load @returns {Promise<Found>} */
async function patiently(load) {
  for (let tries = 1; tries < RELOADS; tries++) {
    try {
      return await load()
    } catch {
      await sleep(2_000)
    }
  }
  return load()
}

/** @param {Stack} stack @param {Step} step @returns {Promise<Buyer>} */
async function enterShop({ store }, { buyer = 0, method = "", gateway = "" }) {
  const session = await patiently(() => startPayment(store, `pp_${method}_main`, returnUrl, 2 + (buyer % 23)))
  const { cart } = await store.get(`/store/carts/${session.cart_id}?fields=id,*payment_collection`)
  return {
    ...{ number: buyer, gateway, cartId: session.cart_id, collectionId: cart.payment_collection.id, open: [] },
    sessions: [{ id: session.id, startUrl: session.data.start_url }],
  }
}

/** @param {Stack} stack @param {Buyer} buyer @param {string} method */
async function depart({ sandbox }, { sessions }, method) {
  return wayOf(method).depart(sessions.at(-1)?.startUrl ?? "", sandbox.url)
}

/** @param {string} method */
function wayOf(method) {
  const way = ways[method]
  if (!way) throw new Error(`nobody knows how to pay by ${method}`)
  return way
}

/** @param {Mood} first @param {Mood} [second] @returns {Habit} */
const buys = (first, second) => async (stack, buyer, method) => {
  await wayOf(method).act(await depart(stack, buyer, method), first)
  if (second) await wayOf(method).act(await depart(stack, buyer, method), second)
}

/** Two windows are open before either is paid. @type {Habit} */
const paysTwice = async (stack, buyer, method) => {
  const first = await depart(stack, buyer, method)
  const second = await depart(stack, buyer, method)
  await wayOf(method).act(first, "pay")
  await wayOf(method).act(second, "close")
}

/** @type {Habit} */
const changesTheCart = async (stack, buyer, method) => {
  const address = await depart(stack, buyer, method)
  const { cart } = await stack.store.get(`/store/carts/${buyer.cartId}?fields=id,*items`)
  const [item] = cart.items
  await stack.store.post(`/store/carts/${cart.id}/line-items/${item.id}`, { quantity: item.quantity + 1 })
  await wayOf(method).act(address, "pay")
}

/** @type {Habit} */
const leavesItOpen = async (stack, buyer, method) => {
  buyer.open.push({ address: await depart(stack, buyer, method), method })
}

/** The session of the first method is replaced, while its window at the gateway stays open. @type {Habit} */
const choosesAnother = async (stack, buyer, method) => {
  await leavesItOpen(stack, buyer, method)
  const other = method === "linepay" ? "ecpay-credit" : "linepay"
  const sessions = `/store/payment-collections/${buyer.collectionId}/payment-sessions`
  const wish = { provider_id: `pp_${other}_main`, data: { return_url: returnUrl, locale: "zh-TW" } }
  const { payment_collection } = await stack.store.post(sessions, wish)
  const session = payment_collection.payment_sessions.find(
    (/** @type {{ provider_id: string }} */ each) => each.provider_id === wish.provider_id,
  )
  buyer.sessions.push({ id: session.id, startUrl: session.data.start_url })
  await buys("pay")(stack, buyer, other)
}

/** @type {Readonly<Record<string, Habit>>} */
const habits = {
  pays: buys("pay"),
  "closes the window": buys("close"),
  "is declined": buys("decline"),
  "is declined, then pays": buys("decline", "pay"),
  leaves: buys("leave"),
  "leaves, then pays": buys("leave", "pay"),
  "pays twice": paysTwice,
  "changes the cart, then pays": changesTheCart,
  "pays hours later": leavesItOpen,
  "chooses another method": choosesAnother,
}

/**
 * A purchase as planned. The buyer is remembered before anything can fail.
 * @param {Stack} stack @param {Step} step @param {Map<number, Buyer>} buyers
 */
export async function shop(stack, step, buyers) {
  if (step.what === BY_TELEPHONE) return orderByTelephone(stack, step, buyers)
  const buyer = await enterShop(stack, step)
  buyers.set(buyer.number, buyer)
  const { gateway = "", fault = "none" } = step
  if (fault !== "none")
    stack.sandbox.fault({ kind: fault, gateway, milliseconds: fault === "delay" ? 5_400_000 : 2_000 })
  await habits[step.what]?.(stack, buyer, step.method ?? "")
}

/** @param {Buyer} buyer */
export async function finishLater({ open }) {
  const left = open.shift()
  if (!left) throw new Error("nothing was left open")
  await wayOf(left.method).act(left.address, "pay")
}

/**
 * What the shop's page said, and what the gateways held for the session before and after it was asked.
 * @param {Stack} stack @param {string} session @returns {Promise<import("./audit/books.mjs").Said | null>}
 */
export async function look(stack, session) {
  const before = await heldFor(stack, session)
  const at = stack.sandbox.clock.now()
  const response = await fetch(`${stack.servers.url}/pay/sessions/${session}/status`).catch(() => null)
  if (!response?.ok) return null
  const { state } = Object(await response.json())
  return { at, session, state: String(state), before, after: await heldFor(stack, session) }
}

/** All that buyers ever paid, whatever went back. @param {Stack} stack @param {string} session */
async function heldFor({ sandbox, postgres }, session) {
  const sql = "select gateway, trade_no from taiwan_payment_attempt where session_id = $1"
  const attempts = await postgres.query(sql, [session])
  const sums = attempts.map(({ gateway, trade_no }) => {
    const trades = sandbox.gateway(gateway).trades()
    return trades.find(({ reference }) => reference === trade_no)?.money?.paid ?? 0
  })
  return sums.reduce((sum, paid) => sum + paid, 0)
}

const SURE = new Set(["paid", "awaiting", "failed", "held", "refunded"])

/** Waits a while, as the shop's page does, until it says something sure. @param {Stack} stack @param {string} session */
export async function watch(stack, session) {
  const said = []
  for (let times = 0; times < 6; times++) {
    const seen = await look(stack, session)
    if (seen) said.push(seen)
    if (SURE.has(seen?.state ?? "")) break
    await sleep(500)
  }
  return said
}
