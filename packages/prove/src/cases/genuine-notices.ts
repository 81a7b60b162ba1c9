import type { Notice } from "../facts.js"
import { applies, must } from "../finding.js"
import { PRICE } from "../shop/sale.js"
import { PAID, parsed } from "../shop/shop.js"
import { type Case, money, type Scene } from "./case.js"

/** The same value, with the keys of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== "object" || value === null) return value
  const entries = Object.entries(value).reverse()
  return Object.fromEntries(entries.map(([name, each]) => [name, reversed(each)]))
}

const readAnew = (body: string, headers: Notice["headers"]) =>
  Object.fromEntries(Object.entries(Object(reversed(parsed(body, headers)))))

const isObject = (body: string) => /^\s*\{/.test(body)

/** What is signed is the text: what was parsed from it and written again has lost its spaces, its order and its noughts. */
async function asItWasSent({ shop, bank }: Scene) {
  const sale = await shop.open()
  await bank.pay(sale.trade)
  const notice = bank.notice(sale.trade)
  applies(notice && isObject(notice.body), "the bank sends no notice in JSON")
  const told = await shop.hear(notice)
  const again = await shop.hear(notice, readAnew)
  const seen = `${told.action} of a notice, and ${again.action} when its keys are read in another order: verify rawData`
  must(again.action === told.action && again.session === told.session, seen)
}

/** Captured in the bank's back office, or by a process that died then: the bank's notice tells Medusa. */
async function captureTold(scene: Scene) {
  const { shop, bank } = scene
  const sale = await shop.authorized()
  const payment = await shop.payment(sale.session.id)
  applies(payment && !payment.captured_at, "captured at once")
  const context = { idempotency_key: "back_office" }
  await shop.try(() => scene.call("capturePayment", { data: { ...payment.data }, context }))
  applies(bank.books(sale.trade).captured === PRICE, "the class captures nothing that Medusa has no capture of")
  const notice = bank.notice(sale.trade)
  applies(notice, "the bank sends no notice of it")
  const { value: told } = await shop.try(() => shop.hear(notice))
  applies(told && PAID.has(told.action), "the class tells nothing of a capture")
  must(told.session === sale.session.id, `says the capture is of ${told.session}, not of its session`)
  must(told.amount === PRICE, `says ${told.amount} were captured, the bank ${PRICE}`)
}

export const genuineNoticeCases: readonly Case[] = [
  money("notice-as-it-was-sent", "paid, and no order, on the day the bank writes a space elsewhere", asItWasSent, {
    needs: ["signed"],
  }),
  money("notice-of-a-capture", "the capture is of another amount, or fails for ever", captureTold, {
    needs: ["manual", "notices"],
  }),
]
