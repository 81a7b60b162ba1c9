import { applies, must } from "../finding.js"
import { held, PRICE, type Sale } from "../shop/sale.js"
import { type Case, money, type Scene } from "./case.js"

/** Paid by the buyer, and let go by the provider, as when a completion fails; Medusa has no payment. */
export async function letGo(scene: Scene, { session, trade }: Sale): Promise<void> {
  await scene.bank.pay(trade)
  await scene.shop.try(() => scene.call("cancelPayment", { data: { ...session.data } }))
}

/** Paid, taken and given back before Medusa had a payment, as by staff in the bank's back office. */
async function refundedWhole(scene: Scene, { session, trade }: Sale): Promise<void> {
  await scene.bank.pay(trade)
  const data = { ...session.data }
  const context = { idempotency_key: "given_back" }
  await scene.shop.try(() => scene.call("capturePayment", { data, context: { idempotency_key: "taken" } }))
  await scene.shop.try(() => scene.call("refundPayment", { data, amount: PRICE, context }))
}

async function wentBack(scene: Scene) {
  const { shop, bank } = scene
  const kept: Sale[] = []
  const ways = [letGo, ...(scene.facts.refund === "none" ? [] : [refundedWhole])]
  for (const goesBack of ways) {
    const sale = await shop.open()
    await goesBack(scene, sale)
    const books = bank.books(sale.trade)
    if (held(books) > books.refunded) kept.push(sale)
    else await mustNotBePaid(scene, sale)
  }
  applies(kept.length < ways.length, "the bank gives nothing back of a trade that Medusa has no payment of")
}

async function mustNotBePaid({ shop }: Scene, sale: Sale) {
  await shop.authorize(sale)
  must(!(await shop.payment(sale.session.id)), "a payment exists, and the bank has given all the money back")
}

/** What the buyer can still pay at the bank, once their session is gone or asks another amount. */
async function paidLate({ bank }: Scene, { trade }: Sale): Promise<number> {
  await bank.payIfOpen(trade)
  return held(bank.books(trade))
}

async function closesUnpaid(scene: Scene): Promise<boolean> {
  const sale = await scene.shop.open()
  await scene.shop.try(() => scene.call("cancelPayment", { data: { ...sale.session.data } }))
  return (await paidLate(scene, sale)) === 0
}

async function releases(scene: Scene): Promise<boolean> {
  const sale = await scene.shop.open()
  await letGo(scene, sale)
  return held(scene.bank.books(sale.trade)) === 0
}

/** What this provider's own cancelPayment closes at the bank, its deletePayment can close, too. */
async function deletedSession(scene: Scene) {
  const { shop, bank } = scene
  const [closes, lets] = [await closesUnpaid(scene), await releases(scene)]
  applies(closes || lets, "the bank closes no trade that Medusa has no payment of")
  if (closes) {
    const sale = await shop.open()
    await shop.remove(sale)
    const paid = await paidLate(scene, sale)
    must(paid === 0, `the session is deleted, and its buyer can still pay ${paid} for it in another tab`)
  }
  if (!lets) return
  const sale = await shop.open()
  await bank.pay(sale.trade)
  await shop.remove(sale)
  const left = held(bank.books(sale.trade))
  must(left === 0, `the buyer had paid when the session was deleted, and ${left} stay reserved at the bank`)
}

const NOT_DONE = ["refuse", "error500", "down"] as const

/** What the bank did not change is not changed, and neither is what was paid already. */
async function updateRefused(scene: Scene) {
  const { shop, bank } = scene
  for (const fault of [null, ...NOT_DONE]) {
    const sale = await shop.open()
    if (fault) await scene.during(fault, () => shop.update(sale, 2000))
    await bank.payIfOpen(sale.trade)
    if (!fault) await shop.update(sale, 2000)
    await shop.authorize(sale)
    const { payment, bank: books } = await shop.books(sale)
    const asked = Number(payment?.amount)
    const why = fault ? `the bank changed no amount (${fault})` : "the buyer paid before the amount was changed"
    must(!payment || held(books) === asked, `${why}: Medusa has a payment of ${asked}, the bank holds ${held(books)}`)
  }
}

/** Some open another trade for another amount: the first one's page is still open in a tab. */
async function oldTradeAfterUpdate(scene: Scene) {
  const { shop, bank } = scene
  const sale = await shop.open()
  const { error } = await shop.update(sale, 2000)
  applies(!error, "no session is changed")
  await shop.departAgain(sale)
  applies(bank.books(sale.trade).asked === PRICE, "the bank's trade asks the new amount itself")
  await bank.payIfOpen(sale.trade)
  applies(held(bank.books(sale.trade)) > 0, "the bank closes the trade of before")
  const notice = scene.facts.notices === "none" ? null : bank.notice(sale.trade)
  if (notice) await shop.receive(notice)
  await shop.authorize(sale)
  const { payment, bank: books } = await shop.books(sale)
  const seen = `the buyer paid the trade of before: Medusa has a payment of ${payment?.amount}, the bank holds ${held(books)}`
  must(!payment || held(books) === Number(payment.amount), seen)
}

export const lettingGoCases: readonly Case[] = [
  money("money-that-went-back", "goods leave for money that the bank has given back", wentBack),
  money("deleted-session-is-closed", "paid for a cart that is gone, and nobody knows", deletedSession, {
    needs: ["closes"],
  }),
  money("update-refused", "an order is paid with the amount of before", updateRefused),
  money("update-leaves-a-trade", "an order is paid with the amount of before", oldTradeAfterUpdate),
]
