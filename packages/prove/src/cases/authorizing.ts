import { applies, messageOf, must } from "../finding.js"
import { held, PRICE, type Sale } from "../shop/sale.js"
import { type Fault, GARBLED } from "../wire/faults.js"
import { afterTheMove } from "./at-the-move.js"
import { type Case, money, type Scene } from "./case.js"
import { authorizeUnknownStatus } from "./unknown-status.js"

/** Nothing is bought before the bank holds the money. */
async function mustHaveNoPayment({ shop }: Scene, id: string, seen: string) {
  must(!(await shop.payment(id)), seen)
}

async function paid({ shop }: Scene) {
  const sale = await shop.captured()
  const { captured, bank } = await shop.books(sale)
  must(captured === PRICE, `Medusa captured ${captured} of ${PRICE}`)
  must(bank.captured === PRICE, `the bank captured ${bank.captured}, Medusa ${captured}`)
}

async function unpaid(scene: Scene) {
  const sale = await scene.shop.open()
  await scene.shop.authorize(sale)
  await mustHaveNoPayment(scene, sale.session.id, "a payment exists, and the buyer never paid")
  await mustComeAlive(scene, sale, "the buyer came back too early")
}

/** Who has paid since is served. */
async function mustComeAlive({ shop, bank }: Scene, sale: Sale, what: string) {
  await bank.payIfOpen(sale.trade)
  const { error } = await shop.authorize(sale)
  const isPaid = await shop.payment(sale.session.id)
  must(isPaid, `${what} and has paid since, and the session is dead: ${messageOf(error)}`)
}

async function declined(scene: Scene) {
  const sale = await scene.shop.open()
  await scene.bank.decline(sale.trade)
  await scene.shop.authorize(sale)
  await mustHaveNoPayment(scene, sale.session.id, "a payment exists, and the card was declined")
}

const authorizeDuring = (fault: Fault) => async (scene: Scene) => {
  const { shop, bank } = scene
  const sale = await shop.open()
  await shop.givenUp(() => scene.during(fault, () => shop.authorize(sale)))
  await mustHaveNoPayment(scene, sale.session.id, "a payment exists, and the bank said nothing of the kind")
  await bank.pay(sale.trade)
  const { error } = await shop.authorize(sale)
  must(await shop.payment(sale.session.id), `the buyer has paid since, and the session is dead: ${messageOf(error)}`)
}

/** What the browser would have said of the amount. */
const CHEAP_WORDS = { amount: 10, price: 10, value: 10, total: 10 }

async function anotherAmount(scene: Scene) {
  const { shop, bank } = scene
  for (const data of [{}, CHEAP_WORDS]) {
    const { value: sale } = await shop.try(() => shop.open({ data }))
    if (!sale) continue
    // Some banks count in cents.
    sale.trade.amount = (Number(sale.trade.amount) * 10) / PRICE
    await bank.pay(sale.trade)
    applies(held(bank.books(sale.trade)) === 10, "this bank's amount cannot be changed")
    await shop.authorize(sale)
    await mustHaveNoPayment(scene, sale.session.id, `the bank holds 10, and Medusa has a payment of ${PRICE}`)
  }
}

/** Who confirms a trade when authorising must find it confirmed when the buyer tries again. */
async function authorizeReplyLost(scene: Scene) {
  const { shop, bank } = scene
  for (const loss of ["lose-reply-of-the-move", ...GARBLED] as const) {
    const sale = await shop.open()
    await bank.pay(sale.trade)
    await afterTheMove(scene, loss, () => shop.authorize(sale))
    const { error } = await shop.authorize(sale)
    must(
      await shop.payment(sale.session.id),
      `the bank's reply was lost (${loss}), and the paid session is dead: ${messageOf(error)}`,
    )
    const { captured, bank: books } = await shop.books(sale)
    must(held(books) === PRICE, `the bank's reply was lost (${loss}), and it holds ${held(books)} of ${PRICE}`)
    must(captured <= books.captured, `Medusa captured ${captured}, the bank ${books.captured}`)
  }
}

async function authorizedTwice({ shop, bank }: Scene) {
  const sale = await shop.open()
  await bank.pay(sale.trade)
  await Promise.all([1, 2, 3].map(() => shop.authorize(sale)))
  const payments = await shop.paymentsOf(sale.session.id)
  must(payments.length === 1, `three completions at once made ${payments.length} payments`)
  const { captured, bank: books } = await shop.books(sale)
  must(held(books) === PRICE, `the bank holds ${held(books)} of ${PRICE}`)
  must(captured <= books.captured, `Medusa captured ${captured}, the bank ${books.captured}`)
}

/** Medusa hands a failed completion's data to the next session. */
async function oldDataInANewSession(scene: Scene) {
  const { shop, bank, facts } = scene
  const old = await shop.captured()
  if (facts.refund !== "none") await shop.refund(old, PRICE)
  const sale = await shop.open({ data: { ...(await shop.session(old.session.id)).data } })
  await shop.authorize(sale)
  await mustHaveNoPayment(scene, sale.session.id, "the new session was paid with the old trade")
  await bank.pay(sale.trade)
  const { error } = await shop.authorize(sale)
  must(await shop.payment(sale.session.id), `the new trade is paid, and the session is dead: ${messageOf(error)}`)
}

const LOST_WORD = "goods leave without a word from the bank, or a paid cart is dead"

const faults: readonly (readonly [Fault, string])[] = [
  ["down", "down"],
  ["hang", "silent"],
  ["nonsense", "nonsense"],
  ["empty", "empty"],
  ["error500", "error500"],
  ["unauthorized", "unauthorized"],
  ["not-found", "not-found"],
]

export const authorizingCases: readonly Case[] = [
  money("paid", "paid, and no order", paid, { gate: "everything" }),
  money("unpaid-is-not-authorized", "goods leave, and nobody paid; or paid, and no order", unpaid),
  money("declined-is-not-authorized", "goods leave, and the card was declined", declined),
  ...faults.map(([fault, name]) => money(`authorize-while-${name}`, LOST_WORD, authorizeDuring(fault))),
  money("authorize-while-unknown-status", LOST_WORD, authorizeUnknownStatus),
  money("authorize-reply-lost", "paid, and no order", authorizeReplyLost),
  money("another-amount-is-not-authorized", `an order of ${PRICE} for 10`, anotherAmount, {
    needs: ["amountMayDiffer"],
  }),
  money("authorized-twice", "charged twice, or paid and the money let go", authorizedTwice),
  money("old-data-in-a-new-session", "an order is paid with a trade that was given back", oldDataInANewSession),
]
