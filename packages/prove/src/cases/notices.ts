import type { Notice, Trade } from "../facts.js"
import { applies, messageOf, must } from "../finding.js"
import { guessedHeaders, readdressed, renumbered, repainted, spoiltHeaders, unproven } from "../shop/forge.js"
import { held, PRICE, type Sale } from "../shop/sale.js"
import { PAID } from "../shop/shop.js"
import { type Case, money, type Scene } from "./case.js"
import { letGo } from "./letting-go.js"

function noticeOf({ bank }: Scene, trade: Trade): Notice {
  const notice = bank.notice(trade)
  applies(notice, "the bank sends no notice of it")
  return notice
}

/** Opened and paid at the bank; Medusa does not know yet. */
async function paidSilently(scene: Scene, amount = PRICE): Promise<Sale> {
  const sale = await scene.shop.open({ amount })
  await scene.bank.pay(sale.trade)
  return sale
}

/** The one law for every message: Medusa's books never say more than the bank's. */
async function mustNotExceed({ shop }: Scene, sale: Sale, what: string) {
  const { payment, captured, bank } = await shop.books(sale)
  must(
    !payment || held(bank) >= Number(payment.amount),
    `${what} paid an order of ${PRICE}, the bank holds ${held(bank)}`,
  )
  must(captured <= bank.captured, `${what}: Medusa captured ${captured}, the bank ${bank.captured}`)
}

async function noticeOfMoney(scene: Scene) {
  const { shop } = scene
  // Other buyers are in the shop, and have been heard of.
  await shop.try(async () => shop.hear(noticeOf(scene, (await paidSilently(scene)).trade)))
  const sale = await paidSilently(scene)
  await paidSilently(scene)
  const told = await shop.hear(noticeOf(scene, sale.trade))
  must(PAID.has(told.action), `says ${told.action} of a notice of money`)
  must(told.session === sale.session.id, `says the money is for ${told.session}, not for its session`)
  must(told.amount === PRICE, `says the amount is ${told.amount}`)
  await shop.obey(told)
  must(await shop.payment(sale.session.id), "no payment after the notice")
}

/** By name, what a stranger can make of a genuine message of a trade of his own. */
function* forgeries(genuine: Notice, model: Sale, victim: Sale): Generator<[string, Notice]> {
  const body = readdressed(genuine.body, model, victim)
  for (const [how, headers] of spoiltHeaders(genuine)) {
    yield [how, { body, headers }]
    yield [`${how} and its own proof`, { body: unproven(body), headers }]
  }
  yield ["with another message's proof", { body, headers: genuine.headers }]
}

async function forgedNotice(scene: Scene) {
  const { shop } = scene
  const model = await paidSilently(scene)
  const genuine = noticeOf(scene, model.trade)
  const count = [...forgeries(genuine, model, model)].length
  for (let index = 0; index < count; index++) {
    const victim = await shop.open()
    const [how, notice] = [...forgeries(genuine, model, victim)][index] ?? ["", genuine]
    await shop.receive(notice)
    await mustNotExceed(scene, victim, `a forged notice (${how})`)
  }
  const victim = await shop.open()
  const body = readdressed(genuine.body, model, victim)
  for (const headers of guessedHeaders(genuine)) await shop.receive({ body, headers })
  await mustNotExceed(scene, victim, "a forged notice (with one sign for a signature)")
}

async function changedAfterSigning(scene: Scene) {
  const { shop, bank } = scene
  const model = await paidSilently(scene)
  const paid = noticeOf(scene, model.trade)
  for (const make of [repainted, (_: string, body: string) => body]) {
    const sale = await shop.open()
    await bank.decline(sale.trade)
    const declined = noticeOf(scene, sale.trade)
    await shop.receive({ ...declined, body: make(declined.body, readdressed(paid.body, model, sale)) })
    await mustNotExceed(scene, sale, "a declined notice, changed after signing,")
  }
}

/** A cheap order's genuine message pays the cheap order alone. */
async function anotherOrder(scene: Scene) {
  const { shop } = scene
  const cheap = await paidSilently(scene, 10)
  const genuine = noticeOf(scene, cheap.trade)
  const dear = await shop.open()
  const swapped = genuine.body.replaceAll(cheap.session.id, dear.session.id)
  for (const body of [genuine.body, swapped]) await shop.receive({ ...genuine, body })
  await mustNotExceed(scene, dear, "another order's notice")
}

async function noticeAmount(scene: Scene) {
  const { shop } = scene
  const sale = await shop.authorized()
  const genuine = noticeOf(scene, sale.trade)
  const words = { authorized_amount: "success", authorized: "captured" }
  const cheap = renumbered(genuine.body, PRICE, 10)
  const bodies = [cheap, ...Object.entries(words).map(([from, to]) => cheap.replaceAll(`"${from}"`, `"${to}"`))]
  const headers = [genuine.headers, ...spoiltHeaders(genuine).map(([, spoilt]) => spoilt)]
  for (const body of bodies) for (const each of headers) await shop.receive({ body, headers: each })
  const { captured, bank } = await shop.books(sale)
  must(captured === bank.captured, `a message with 10 in it: Medusa captured ${captured}, the bank ${bank.captured}`)
}

const repeated = (deliver: (scene: Scene, notice: Notice) => Promise<unknown>) => async (scene: Scene) => {
  const { shop } = scene
  const sale = await paidSilently(scene)
  await deliver(scene, noticeOf(scene, sale.trade))
  const payments = await shop.paymentsOf(sale.session.id)
  must(payments.length === 1, `five notices made ${payments.length} payments`)
  const { captured, bank } = await shop.books(sale)
  must(captured === bank.captured && captured <= PRICE, `Medusa captured ${captured}, the bank ${bank.captured}`)
  must(held(bank) === PRICE, `after five notices the bank holds ${held(bank)} of ${PRICE}`)
}

async function oneByOne({ shop }: Scene, notice: Notice) {
  for (let times = 0; times < 5; times++) await shop.receive(notice)
}

const allAtOnce = ({ shop }: Scene, notice: Notice) => Promise.all([1, 2, 3, 4, 5].map(() => shop.receive(notice)))

/** Medusa takes the first cart it finds when the session of a message is gone. */
async function deletedSession(scene: Scene) {
  const { shop, bank } = scene
  const early = await paidSilently(scene)
  const notice = noticeOf(scene, early.trade)
  await shop.remove(early)
  const late = await shop.open()
  await shop.remove(late)
  await bank.payIfOpen(late.trade)
  const messages = [notice, ...[bank.notice(late.trade)].filter((each) => each !== null)]
  for (const message of messages) {
    const { value } = await shop.try(() => shop.hear(message))
    must(!value || !PAID.has(value.action), `says ${value?.action} of a session that is gone`)
  }
}

async function lateFailure(scene: Scene) {
  const { shop, bank } = scene
  const sale = await shop.open()
  await bank.decline(sale.trade)
  const failure = noticeOf(scene, sale.trade)
  await bank.pay(sale.trade)
  applies(held(bank.books(sale.trade)) === PRICE, "a declined trade cannot be paid at this bank")
  await shop.authorize(sale)
  must(await shop.payment(sale.session.id), "declined first and paid then, and Medusa has no payment")
  await shop.receive(failure)
  const { payment, bank: books } = await shop.books(sale)
  must(held(books) === PRICE, `an old failure arrives, and the bank holds ${held(books)}`)
  must(payment && !payment.canceled_at, "an old failure arrives, and the payment is cancelled")
}

async function refundNotice(scene: Scene) {
  const { shop } = scene
  const sale = await shop.captured()
  const before = noticeOf(scene, sale.trade)
  await shop.refund(sale, PRICE)
  const after = noticeOf(scene, sale.trade)
  applies(before.body !== after.body, "the bank sends no notice of a refund")
  const { value } = await shop.try(() => shop.hear(after))
  must(!value || !PAID.has(value.action), `says ${value?.action} of money that was given back`)
}

async function race(scene: Scene) {
  const { shop } = scene
  const sale = await paidSilently(scene)
  await Promise.all([shop.authorize(sale), shop.receive(noticeOf(scene, sale.trade)), shop.authorize(sale)])
  const payments = await shop.paymentsOf(sale.session.id)
  must(payments.length === 1, `a notice and a completion at once made ${payments.length} payments`)
  const { captured, bank } = await shop.books(sale)
  must(captured === bank.captured, `Medusa captured ${captured}, the bank ${bank.captured}`)
  must(held(bank) === PRICE, `a notice and a completion at once, and the bank holds ${held(bank)} of ${PRICE}`)
}

/** A voucher that waits for its buyer. */
async function issued(scene: Scene): Promise<Sale> {
  const { shop, bank } = scene
  applies(bank.release && bank.later, "the bank has no release() and later()")
  const sale = await shop.open()
  await bank.release(sale.trade)
  const { error } = await shop.authorize(sale)
  must(!(await shop.payment(sale.session.id)), "a payment exists, and the voucher is not paid")
  const { status } = await shop.session(sale.session.id)
  must(status === "pending_authorization", `the voucher is issued, the session ${status}: ${messageOf(error)}`)
  return sale
}

async function voucherIssued(scene: Scene) {
  await issued(scene)
}

async function voucherPaid(scene: Scene) {
  const { shop, bank } = scene
  const sale = await issued(scene)
  await bank.later?.(sale.trade)
  await shop.receive(noticeOf(scene, sale.trade))
  const { captured, bank: books } = await shop.books(sale)
  must(
    captured === PRICE && books.captured === PRICE,
    `the voucher is paid: Medusa ${captured}, the bank ${books.captured}`,
  )
}

/** What a genuine message tells of, when no money is held. */
const withoutMoney: readonly (readonly [string, (scene: Scene, sale: Sale) => unknown])[] = [
  ["nobody has paid", () => undefined],
  ["was declined", ({ bank }, { trade }) => bank.decline(trade)],
  ["waits for its voucher", ({ bank }, { trade }) => bank.release?.(trade)],
  ["was let go", letGo],
]

async function noticeWithoutMoney(scene: Scene) {
  for (const [what, happens] of withoutMoney) {
    const sale = await scene.shop.open()
    await happens(scene, sale)
    const notice = scene.bank.notice(sale.trade)
    if (notice) await scene.shop.receive(notice)
    await mustNotExceed(scene, sale, `a genuine notice of a trade that ${what}`)
  }
}

const notices = { needs: ["notices"] as const }
const later = { needs: ["later"] as const }

export const noticeCases: readonly Case[] = [
  money("notice-of-money", "paid, the window is closed, and there is no order", noticeOfMoney, {
    ...notices,
    gate: "notices",
  }),
  money("forged-notice", "anybody orders for nothing", forgedNotice, notices),
  money("notice-changed-after-signing", "a declined card becomes an order", changedAfterSigning, { needs: ["signed"] }),
  money("notice-of-another-order", "a cheap order pays a dear one", anotherOrder, notices),
  money("notice-without-money", "whoever fails to pay has an order", noticeWithoutMoney, notices),
  money("notice-amount", "the capture is of the amount that a stranger wrote", noticeAmount, notices),
  money("notice-many-times", "captured twice", repeated(oneByOne), notices),
  money("notices-at-once", "captured twice", repeated(allAtOnce), notices),
  money("notice-for-a-deleted-session", "a stranger's cart becomes the order", deletedSession, notices),
  money("late-failure-after-paid", "a paid order is undone by an old message", lateFailure, notices),
  money("refund-notice-is-no-capture", "money given back is booked as money received", refundNotice, {
    needs: ["notices", "refund"],
  }),
  money("notice-and-complete-race", "one payment is booked twice", race, notices),
  money("voucher-issued-is-not-paid", "goods leave for a slip of paper", voucherIssued, later),
  money("voucher-paid-later", "paid at the counter, and no order", voucherPaid, { needs: ["later", "notices"] }),
]
