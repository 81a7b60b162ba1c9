import { setTimeout as sleep } from "node:timers/promises"
import type { Notice } from "../facts.js"
import { applies, messageOf, must } from "../finding.js"
import { held, PRICE } from "../shop/sale.js"
import type { StoreCase, StoreScene } from "../store/scene.js"
import type { CartSale, OrderSeen, PaymentSeen } from "../store/store.js"
import type { CaseTitle } from "./case.js"
import { manyAtOnce } from "./many-at-once.js"

type Run = StoreCase["run"]
type Particulars = Partial<Pick<CaseTitle, "needs" | "gate">>

const shop = (id: string, loss: string, run: Run, { needs = [], gate = null }: Particulars = {}): StoreCase => ({
  ...{ id, tier: "shop", loss, needs, gate, run },
})

/** Medusa's subscriber works some time after the message. */
const HEARD_MS = 10_000

async function eventually<T>(look: () => Promise<T | null | undefined | false>): Promise<T | null> {
  for (const late = performance.now() + HEARD_MS; performance.now() < late; await sleep(150)) {
    const found = await look()
    if (found) return found
  }
  return null
}

async function paidCart({ store, bank }: StoreScene): Promise<CartSale> {
  const sale = await store.open(bank)
  await bank.pay(sale.trade)
  return sale
}

interface Ordered extends CartSale {
  readonly order: string
  readonly payment: PaymentSeen
}

async function ordered(scene: StoreScene): Promise<Ordered> {
  const sale = await paidCart(scene)
  const { value: order, error } = await scene.store.try(() => scene.store.complete(sale))
  must(order, `paid, and the cart became no order${error ? `: ${messageOf(error)}` : ""}`)
  return { ...sale, order, payment: await onlyPayment(scene, sale) }
}

async function onlyPayment({ store }: StoreScene, { session }: CartSale): Promise<PaymentSeen> {
  const [payment, ...more] = await store.payments(session)
  must(payment, "the order has no payment")
  must(more.length === 0, `the order has ${more.length + 1} payments`)
  return payment
}

/** Nobody captures but staff, where the bank does not at once. */
async function captured(scene: StoreScene): Promise<Ordered> {
  const sale = await ordered(scene)
  if (sale.payment.captured === PRICE) return sale
  await scene.store.api.post(`/admin/payments/${sale.payment.id}/capture`)
  return { ...sale, payment: await onlyPayment(scene, sale) }
}

function noticeOf({ bank }: StoreScene, { trade }: CartSale): Notice {
  const notice = bank.notice(trade)
  applies(notice, "the bank sends no notice of it")
  return notice
}

/** What stays at the bank of all trades. */
const kept = ({ bank }: StoreScene) =>
  bank.trades().reduce((sum, trade) => sum + held(bank.books(trade)) - bank.books(trade).refunded, 0)

async function order(scene: StoreScene) {
  const { trade, payment } = await captured(scene)
  const { captured: taken } = scene.bank.books(trade)
  must(taken === PRICE && payment.captured === taken, `Medusa captured ${payment.captured}, the bank ${taken}`)
}

async function unpaidCart({ store, bank }: StoreScene) {
  const sale = await store.open(bank)
  const { value } = await store.try(() => store.complete(sale))
  must(!value, "the cart became an order, and nobody paid")
}

async function windowClosed(scene: StoreScene) {
  const sale = await paidCart(scene)
  await scene.store.notify(noticeOf(scene, sale))
  const made = await eventually(async () => (await scene.store.ordersOf(sale))[0])
  must(made, "the bank told of the money, and Medusa made no order")
  // The order is there before its payment.
  await eventually(async () => (await scene.store.payments(sale.session))[0])
  await onlyPayment(scene, sale)
}

/** Medusa takes the first cart it finds when the session of a message is gone. */
async function strangersCart(scene: StoreScene) {
  const { store, bank } = scene
  const stranger = await store.open(bank)
  const gone = await paidCart(scene)
  const notice = noticeOf(scene, gone)
  await store.addItem(gone)
  const before = (await store.orders()).length
  await store.notify(notice)
  await sleep(2500)
  const made = await store.orders()
  must((await store.ordersOf(stranger)).length === 0, "a stranger's cart became the order")
  must(made.length === before, `a message of a session that is gone made ${made.length - before} orders`)
}

/** A failed completion is undone by Medusa: cancelled, or refunded, with a new session; then the buyer tries again. */
async function failedCompletion(scene: StoreScene) {
  const { store, bank } = scene
  const cart = await store.fill({ prove: "fails" })
  const first = await store.open(bank, cart)
  await bank.pay(first.trade)
  const { value } = await store.try(() => store.complete(first))
  must(!value, "a completion that failed made an order")
  const again = await store.open(bank, cart)
  const { reserved, captured: taken } = bank.books(again.trade)
  if (reserved + taken === 0) await bank.pay(again.trade)
  const second = await store.try(() => store.complete(again))
  must(second.value, `tried again and paid, and there is no order: ${messageOf(second.error)}`)
  must(kept(scene) === PRICE, `one order of ${PRICE}, and the bank keeps ${kept(scene)}`)
}

async function orderCancelled(scene: StoreScene) {
  const sale = await ordered(scene)
  const { error } = await scene.store.try(() => scene.store.api.post(`/admin/orders/${sale.order}/cancel`))
  must(!error, `the order cannot be cancelled: ${messageOf(error)}`)
  must(kept(scene) === 0, `the order is cancelled, and the bank keeps ${kept(scene)}`)
}

/** Medusa refunds what was captured, and cancels the payment besides. */
async function capturedOrderCancelled(scene: StoreScene) {
  const sale = await captured(scene)
  const { error } = await scene.store.try(() => scene.store.api.post(`/admin/orders/${sale.order}/cancel`))
  const { refunded } = await onlyPayment(scene, sale)
  const there = scene.bank.books(sale.trade).refunded
  must(refunded === there, `the order is cancelled: Medusa shows ${refunded} given back, the bank ${there}`)
  must(there === PRICE, `the order is cancelled, the bank gave back ${there} of ${PRICE}: ${messageOf(error)}`)
}

async function refundedByStaff(scene: StoreScene) {
  const sale = await captured(scene)
  const asked = () => scene.store.api.post(`/admin/payments/${sale.payment.id}/refund`, { amount: 60 })
  const { error } = await scene.store.try(asked)
  const { refunded } = await onlyPayment(scene, sale)
  const there = scene.bank.books(sale.trade).refunded
  const words = error ? `: ${messageOf(error)}` : ""
  must(refunded === 60 && there === 60, `staff gave back 60: Medusa shows ${refunded}, the bank ${there}${words}`)
}

async function publicData({ store, bank, facts }: StoreScene) {
  const { cart, collection } = await store.open(bank)
  const fields = "*payment_collection.payment_sessions"
  const shown = JSON.stringify([await store.api.get(`/store/carts/${cart}?fields=${fields}`), collection])
  const secret = facts.secrets.find((each) => each !== "" && shown.includes(each))
  must(!secret, "the Store API shows a secret to everybody who has the cart's id")
}

async function cartChange(scene: StoreScene) {
  const { store, bank } = scene
  const sale = await store.open(bank)
  const { error } = await scene.during("down", () => store.try(() => store.addItem(sale)))
  must(!error, `the bank is down, and the cart cannot be changed: ${messageOf(error)}`)
}

async function mustBeOneOrder(scene: StoreScene, sale: CartSale): Promise<OrderSeen> {
  const orders = await scene.store.ordersOf(sale)
  const [made] = orders
  must(made && orders.length === 1, `one paid cart made ${orders.length} orders`)
  return made
}

async function noticeAndCompletion(scene: StoreScene) {
  const { store, bank } = scene
  const sale = await paidCart(scene)
  const notice = noticeOf(scene, sale)
  const tries = [1, 2].map(() => store.try(() => store.complete(sale)))
  await Promise.all([store.notify(notice), ...tries, store.notify(notice)])
  await eventually(async () => (await store.payments(sale.session))[0])
  await sleep(1500)
  await mustBeOneOrder(scene, sale)
  const payment = await onlyPayment(scene, sale)
  const books = bank.books(sale.trade)
  must(held(books) === PRICE, `one order of ${PRICE}, and the bank holds ${held(books)}`)
  must(payment.captured === books.captured, `Medusa captured ${payment.captured}, the bank ${books.captured}`)
}

/** The order stands from the slip on; its money comes days later. */
async function voucherOrder(scene: StoreScene) {
  const { store, bank } = scene
  applies(bank.release && bank.later, "the bank has no release() and later()")
  const sale = await store.open(bank)
  await bank.release(sale.trade)
  await store.try(() => store.complete(sale))
  must((await store.payments(sale.session)).length === 0, "a payment exists, and the voucher is not paid")
  await bank.later(sale.trade)
  await store.notify(noticeOf(scene, sale))
  const paid = await eventually(async () => (await store.payments(sale.session)).find((each) => each.captured > 0))
  must(paid?.captured === PRICE, `the voucher is paid, and Medusa captured ${paid?.captured ?? 0}`)
  await mustBeOneOrder(scene, sale)
}

async function restarted(scene: StoreScene) {
  const sale = await paidCart(scene)
  await scene.restart()
  const { value, error } = await scene.store.try(() => scene.store.complete(sale))
  must(value, `the server was started again, and the paid cart became no order: ${messageOf(error)}`)
}

const notices = { needs: ["notices"] as const }

/** On a whole Medusa server, by its HTTP API and its own webhook subscriber. */
export const storeCases: readonly StoreCase[] = [
  shop("order", "paid, and no order", order, { gate: "everything" }),
  shop("order-unpaid", "goods leave, and nobody paid", unpaidCart),
  shop("order-by-notice", "paid, the window is closed, and there is no order", windowClosed, notices),
  shop("order-of-a-stranger", "a stranger's cart becomes the order", strangersCart, notices),
  shop("order-failed", "charged twice, or paid and never given back", failedCompletion),
  shop("order-cancelled", "the order is cancelled, and the buyer's money stays", orderCancelled),
  shop("order-cancelled-captured", "too much, or nothing, is given back", capturedOrderCancelled, {
    needs: ["refund"],
  }),
  shop("order-refunded-by-staff", "too much, or nothing, is given back", refundedByStaff, { needs: ["partial"] }),
  shop("cart-shown", "the key is public", publicData),
  shop("cart-changed-while-down", "a cart that cannot be changed any more", cartChange),
  shop("order-by-notice-and-completion", "one payment makes two orders, or is let go", noticeAndCompletion, notices),
  shop("order-by-voucher", "paid at the counter, and the order knows nothing", voucherOrder, {
    needs: ["later", "notices"],
  }),
  shop("order-after-a-restart", "a deployment loses the buyers under way", restarted),
  shop("order-of-many", "on a busy day buyers pay for each other", manyAtOnce),
]
