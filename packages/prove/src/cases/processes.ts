import { setTimeout as sleep } from "node:timers/promises"
import { messageOf, must } from "../finding.js"
import { PRICE } from "../shop/sale.js"
import { PAID } from "../shop/shop.js"
import { type Case, manners, money, type Scene } from "./case.js"

/** Two servers behind one address, or one that was started anew: what an instance remembers is not there at the next request. */
async function anotherServer(scene: Scene) {
  const { shop, bank, house, service, facts } = scene
  const next = () => house.replace(service)
  const sale = await shop.open()
  await bank.pay(sale.trade)
  next()
  const { error } = await shop.authorize(sale)
  const payment = await shop.payment(sale.session.id)
  must(payment, `opened on one server, completed on another, and no payment: ${messageOf(error)}`)
  const paid = { ...sale, paymentId: payment.id }
  next()
  if (!payment.captured_at) await shop.capture(paid)
  const { captured, bank: books } = await shop.books(sale)
  must(
    captured === PRICE && books.captured === PRICE,
    `captured on another server: ${captured}, the bank ${books.captured}`,
  )
  next()
  if (facts.refund !== "none") await mustRefund(scene, paid)
  if (facts.notices !== "none") await mustHear(scene, next)
}

async function mustRefund({ shop, facts }: Scene, paid: Parameters<Scene["shop"]["refund"]>[0]) {
  const amount = facts.refund === "full" ? PRICE : 60
  const { error } = await shop.refund(paid, amount)
  const { refunded, bank } = await shop.books(paid)
  const why = error ? `: ${messageOf(error)}` : ""
  must(
    refunded === amount && bank.refunded === amount,
    `refunded on another server: Medusa ${refunded}, the bank ${bank.refunded} of ${amount}${why}`,
  )
}

async function mustHear({ shop, bank }: Scene, next: () => void) {
  const sale = await shop.open()
  await bank.pay(sale.trade)
  const notice = bank.notice(sale.trade)
  if (!notice) return
  next()
  const told = await shop.hear(notice)
  must(
    PAID.has(told.action) && told.session === sale.session.id,
    `a notice that another server hears is ${told.action}`,
  )
  next()
  const { error } = await shop.try(() => shop.obey(told))
  must(
    await shop.payment(sale.session.id),
    `a notice heard by one server, and another has no payment: ${messageOf(error)}`,
  )
}

const AMOUNTS = [PRICE, 1070, 1080] as const

/** What an instance keeps of one buyer is another's a moment later. */
async function buyersAtOnce({ shop, bank }: Scene) {
  const opened = await Promise.all(AMOUNTS.map((amount) => shop.try(() => shop.openSession({ amount }))))
  const sales = opened.map(({ value, error }, index) => {
    const amount = AMOUNTS[index] ?? PRICE
    must(value, `three buyers at once, and one cannot open a session: ${messageOf(error)}`)
    const trade = bank.trades().find((each) => bank.books(each).asked === amount)
    must(trade, `three buyers at once, and the bank has no trade of ${amount}`)
    return { session: value.session, trade, amount }
  })
  const [first, second, third] = sales
  must(first && second && third, "three buyers at once, and not three sessions")
  await bank.pay(second.trade)
  await Promise.all(sales.map((sale) => shop.authorize(sale)))
  must(await shop.payment(second.session.id), "three buyers at once, and the one who paid has no payment")
  for (const { session, amount } of [first, third])
    must(
      !(await shop.payment(session.id)),
      `of three buyers at once one paid ${second.amount}, and another's ${amount} are paid`,
    )
}

const FAULTS = [null, "down", "refuse", "error500"] as const
const A_MOMENT_MS = 200

/** A promise that nobody waits for and nobody catches: Node ends the process when it fails. */
async function noStrayErrors(scene: Scene) {
  const { shop, facts, house, wire } = scene
  for (const fault of FAULTS) {
    const [open, sale] = [await shop.open(), await shop.authorized()]
    if (fault) wire.suffer(fault)
    await shop.authorize(open)
    await shop.remove(open)
    await shop.capture(sale)
    if (facts.refund !== "none") await shop.refund(sale, PRICE)
    await shop.cancel(sale)
    wire.calm()
    await sleep(A_MOMENT_MS)
    const [stray] = house.watch.rejections
    must(!stray, `nobody catches this, and Node ends the server for it${fault ? ` (${fault})` : ""}: ${stray}`)
  }
}

export const processCases: readonly Case[] = [
  money("another-server", "paid, and no order: the buyer came back to another server", anotherServer),
  money("buyers-at-once", "one buyer's money pays for another's order", buyersAtOnce),
  manners("no-stray-errors", "the server ends, and every checkout with it", noStrayErrors),
]
