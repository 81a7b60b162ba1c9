import { applies, messageOf, must } from "../finding.js"
import type { PaidSale } from "../shop/sale.js"
import { PRICE } from "../shop/sale.js"
import { type Fault, REFUSALS } from "../wire/faults.js"
import { AT_THE_MOVE, atTheMove, requestsBefore } from "./at-the-move.js"
import { type Case, money, type Scene } from "./case.js"

/** Both sides have given back the same, and no other amount than was meant. */
async function mustHaveRefunded({ shop }: Scene, sale: PaidSale, meant: number) {
  const { refunded, bank } = await shop.books(sale)
  const seen = `staff meant ${meant}: Medusa gave back ${refunded}, the bank ${bank.refunded}`
  must(refunded === meant && bank.refunded === meant, seen)
}

async function refundInPart(scene: Scene) {
  for (const meant of scene.facts.digits >= 2 ? [60, 19.99] : [60]) {
    const sale = await scene.shop.captured()
    const { error } = await scene.shop.refund(sale, meant)
    must(!error, `refunding ${meant} of ${PRICE} throws: ${messageOf(error)}`)
    await mustHaveRefunded(scene, sale, meant)
  }
}

/** Medusa gives an object, but its types allow more: who calls the class elsewhere gives a number or a text. */
async function refundAmountShapes(scene: Scene) {
  const { shop, house } = scene
  for (const amount of [60, "60", { value: "60", precision: 20 }, new house.medusa.utils.BigNumber(60)]) {
    const sale = await shop.captured()
    const payment = await shop.payment(sale.session.id)
    const context = { idempotency_key: `ref_${typeof amount}` }
    const data = { ...payment?.data }
    await shop.try(() => scene.call("refundPayment", { data, amount, context }))
    const { refunded } = scene.bank.books(sale.trade)
    // Who looks for Medusa's row and finds none may refuse.
    must(refunded === 60 || refunded === 0, `60 as ${typeof amount}: the bank gave back ${refunded}`)
  }
}

async function refundTwice(scene: Scene) {
  const sale = await scene.shop.captured()
  await scene.shop.refund(sale, 60)
  await scene.shop.refund(sale, 100)
  await mustHaveRefunded(scene, sale, 160)
}

/** Part by part, to the last dollar. */
async function refundTheRest(scene: Scene) {
  const parts = [60, 100, PRICE - 160]
  const sale = await scene.shop.captured()
  for (const part of parts) {
    const { error } = await scene.shop.refund(sale, part)
    must(!error, `${parts.join(", then ")}: refunding ${part} throws: ${messageOf(error)}`)
  }
  await mustHaveRefunded(scene, sale, PRICE)
}

const refundDuring = (faults: readonly Fault[], what: string) => async (scene: Scene) => {
  await refundMovedDuring(scene, what)
  const { shop } = scene
  for (const fault of faults) {
    const sale = await shop.captured()
    await scene.during(fault, () => shop.refund(sale, PRICE))
    const { refunded, bank } = await shop.books(sale)
    const seen = `${what} (${fault}): Medusa shows ${refunded} given back, the bank ${bank.refunded}`
    must(refunded === bank.refunded, seen)
  }
}

async function refundMovedDuring(scene: Scene, what: string) {
  const { shop } = scene
  const model = await shop.captured()
  const spared = await requestsBefore(scene, () => shop.refund(model, PRICE))
  for (const fault of spared > 0 ? AT_THE_MOVE : []) {
    const sale = await shop.captured()
    await atTheMove(scene, fault, spared, () => shop.refund(sale, PRICE))
    const { refunded, bank } = await shop.books(sale)
    const seen = `${what} (${fault}, after it was asked): Medusa shows ${refunded} given back, the bank ${bank.refunded}`
    must(refunded === bank.refunded, seen)
  }
}

/** Staff see a failure, and try again until Medusa shows the refund. */
async function refundReplyLost(scene: Scene) {
  const { shop } = scene
  const again = (sale: PaidSale) => shop.refund(sale, 60)
  // The second try looks first, and the look fails: that is no word that nothing was given back.
  const inVain = (sale: PaidSale) => atTheMove(scene, "error500", 0, () => again(sale))
  for (const tries of [[again], [inVain, again]]) {
    const sale = await shop.captured()
    await scene.during("lose-reply-of-the-move", () => shop.refund(sale, 60))
    for (const one of tries) if ((await shop.books(sale)).refunded === 0) await one(sale)
    const { refunded, bank } = await shop.books(sale)
    must(bank.refunded === 60, `staff meant 60, the bank gave back ${bank.refunded}, Medusa shows ${refunded}`)
  }
}

/** Medusa's pages ask for any amount, whatever the facts say: it is refused, or given back just so. */
async function refundNotOffered({ shop, facts }: Scene) {
  applies(facts.refund !== "partial", "declared: any part can be given back")
  for (const amount of facts.refund === "full" ? [60] : [60, PRICE]) {
    const sale = await shop.captured()
    await shop.refund(sale, amount)
    const { refunded, bank } = await shop.books(sale)
    const seen = `declared: ${facts.refund === "full" ? "no refunds in part" : "no refunds"}; staff asked for ${amount}`
    const isMeant = refunded === bank.refunded && (refunded === 0 || refunded === amount)
    must(isMeant, `${seen}: Medusa shows ${refunded} given back, the bank ${bank.refunded}`)
  }
}

/** Medusa knows of no refund, and the bank has given nearly all back already. */
async function refundMoreThanLeft(scene: Scene) {
  const { shop } = scene
  const sale = await shop.captured()
  await scene.during("lose-reply-of-the-move", () => shop.refund(sale, 1000))
  await shop.refund(sale, 500)
  const { refunded, bank } = await shop.books(sale)
  must(
    refunded === 0 || refunded === bank.refunded,
    `60 were left: Medusa shows ${refunded} given back, the bank ${bank.refunded}`,
  )
  must(bank.refunded <= PRICE, `the bank gave back ${bank.refunded} of ${PRICE}`)
}

async function refundsAtOnce(scene: Scene) {
  const { shop } = scene
  const sale = await shop.captured()
  await Promise.all([shop.refund(sale, 60), shop.refund(sale, 60)])
  const { refunded, bank } = await shop.books(sale)
  must(refunded === bank.refunded, `two of 60 at once: Medusa gave back ${refunded}, the bank ${bank.refunded}`)
}

/** Medusa does both, in this order, when a completion fails after its money was taken. */
async function cancelledThenRefunded(scene: Scene) {
  const { shop } = scene
  const sale = await shop.captured()
  await shop.cancel(sale)
  const { error } = await shop.refund(sale, PRICE)
  const { refunded, bank } = await shop.books(sale)
  const seen = `Medusa shows ${refunded} given back, the bank ${bank.refunded}${error ? `: ${messageOf(error)}` : ""}`
  must(bank.refunded === PRICE && refunded === PRICE, seen)
}

const NEVER_WAS = "the customer is told of a refund that never was"
const refund = { needs: ["refund"] as const }
const partial = { needs: ["partial"] as const }

export const refundingCases: readonly Case[] = [
  money("refund-in-part", "too much, or nothing, is given back", refundInPart, partial),
  money("refund-amount-shapes", "too much is given back", refundAmountShapes, partial),
  money("refund-twice-in-part", "the second refund is lost, or gives back the whole", refundTwice, partial),
  money("refund-of-the-rest", "the last part of the money is never given back", refundTheRest, partial),
  money("refund-refused", NEVER_WAS, refundDuring(REFUSALS, "the bank refused"), refund),
  money("refund-unreached", NEVER_WAS, refundDuring(["down", "error500"], "the bank was not reached"), refund),
  money("refund-reply-lost", "given back twice", refundReplyLost, partial),
  money("refund-not-offered", `${NEVER_WAS}, or gets all of it for a part`, refundNotOffered),
  money("refund-more-than-left", NEVER_WAS, refundMoreThanLeft, partial),
  money("refunds-at-once", "one of two refunds is lost, or made twice", refundsAtOnce, partial),
  money(
    "cancelled-then-refunded",
    "a failed order keeps the buyer's money, or gives it back twice",
    cancelledThenRefunded,
    refund,
  ),
]
