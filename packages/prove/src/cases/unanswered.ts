import { applies, messageOf, must } from "../finding.js"
import { held, type PaidSale, PRICE, type Sale } from "../shop/sale.js"
import { type Fault, GARBLED, UNHEARD } from "../wire/faults.js"
import { afterTheMove, atTheMove, requestsBefore, unheardAtTheMove } from "./at-the-move.js"
import { mustCancelAgain, mustCaptureAgain, reserved } from "./capturing.js"
import { type Case, money, type Scene } from "./case.js"

/**
 * The bank's word on a movement does not arrive. Silence is no success: the bank may never have heard of it. It is no failure either:
 * the bank may have done it, and whoever does it again does it twice.
 */
type Move<S extends Sale> = readonly [begin: () => Promise<S>, work: (sale: S) => Promise<unknown>]

/** For each way to be left without an answer: a sale whose movement the bank never heard of. */
async function eachUnheard<S extends Sale>(
  scene: Scene,
  [begin, work]: Move<S>,
  check: (sale: S, fault: Fault) => Promise<void>,
) {
  const model = await begin()
  const spared = await requestsBefore(scene, () => work(model))
  applies(spared >= 0, "the bank is asked for nothing that moves money")
  for (const fault of UNHEARD) {
    const sale = await begin()
    await unheardAtTheMove(scene, fault, spared, () => work(sale))
    await check(sale, fault)
    await scene.shop.givenUp(() => work(sale))
    await check(sale, fault)
  }
}

const NEVER_HEARD = "the bank never heard of it"
const partOf = ({ facts }: Scene) => (facts.refund === "full" ? PRICE : 60)

function refundOf(scene: Scene, amount: number): Move<PaidSale> {
  return [() => scene.shop.captured(), (sale) => scene.shop.refund(sale, amount)]
}

async function refundUnanswered(scene: Scene) {
  await eachUnheard(scene, refundOf(scene, partOf(scene)), async (sale, fault) => {
    const { refunded, bank } = await scene.shop.books(sale)
    const seen = `${NEVER_HEARD} (${fault}): Medusa shows ${refunded} given back, the bank ${bank.refunded}`
    must(refunded === bank.refunded, seen)
  })
}

async function captureUnanswered(scene: Scene) {
  const move: Move<PaidSale> = [() => reserved(scene), (sale) => scene.shop.capture(sale)]
  await eachUnheard(scene, move, async (sale, fault) => {
    const { captured, bank } = await scene.shop.books(sale)
    const seen = `${NEVER_HEARD} (${fault}): Medusa captured ${captured}, the bank ${bank.captured}`
    must(captured === bank.captured, seen)
  })
}

async function cancelUnanswered(scene: Scene) {
  const move: Move<PaidSale> = [() => reserved(scene), (sale) => scene.shop.cancel(sale)]
  await eachUnheard(scene, move, async (sale, fault) => {
    const { payment, bank } = await scene.shop.books(sale)
    const seen = `${NEVER_HEARD} (${fault}): Medusa says cancelled, ${bank.reserved} stay reserved at the bank`
    must(!payment?.canceled_at || bank.reserved === 0, seen)
  })
}

/** Wallets confirm when Medusa authorises. */
async function confirmUnanswered(scene: Scene) {
  const { shop, bank } = scene
  const paid = async () => {
    const sale = await shop.open()
    await bank.pay(sale.trade)
    return sale
  }
  await eachUnheard(scene, [paid, (sale) => shop.authorize(sale)], async (sale, fault) => {
    const { payment, captured, bank: books } = await shop.books(sale)
    const seen = `${NEVER_HEARD} (${fault}): Medusa captured ${captured}, the bank ${books.captured}`
    must(captured <= books.captured && (!payment || held(books) === PRICE), seen)
  })
}

const MOST_TRIES = 3

/** Staff see a failure, and try again until Medusa shows the refund, or until they give up. */
async function refundAgain({ shop }: Scene, sale: PaidSale, amount: number) {
  let error: unknown
  for (let tries = 0; tries < MOST_TRIES && (await shop.books(sale)).refunded === 0; tries++)
    error = (await shop.refund(sale, amount)).error
  return error
}

async function refundTimedOut(scene: Scene) {
  const { shop } = scene
  const amount = partOf(scene)
  for (const loss of GARBLED) {
    const sale = await shop.captured()
    await afterTheMove(scene, loss, () => shop.refund(sale, amount))
    await refundAgain(scene, sale, amount)
    const { refunded, bank } = await shop.books(sale)
    const seen = `staff meant ${amount}, the bank gave back ${bank.refunded}, Medusa shows ${refunded} (${loss})`
    must(bank.refunded <= amount && refunded <= bank.refunded, seen)
  }
}

/** The bank makes it after it was looked for: whoever finds nothing, and asks for it again at once, has it made twice. */
async function refundMadeLater(scene: Scene) {
  const { shop, wire } = scene
  const [begin, work] = refundOf(scene, 60)
  const model = await begin()
  const spared = await requestsBefore(scene, () => work(model))
  applies(spared >= 0, "the bank is asked for nothing that moves money")
  const sale = await begin()
  await atTheMove(scene, "late", spared, () => work(sale))
  // Nobody presses again where Medusa shows it: the request may have been repeated, under its own key, within the first call.
  if ((await shop.books(sale)).refunded === 0) await work(sale)
  await wire.deliver()
  await refundAgain(scene, sale, 60)
  const { refunded, bank } = await shop.books(sale)
  const seen = `staff meant 60, pressed again before the bank had made it: the bank gave back ${bank.refunded}, Medusa shows ${refunded}`
  must(bank.refunded <= 60 && refunded <= bank.refunded, seen)
}

/** All of it: the bank has nothing left, and refuses a second time. */
async function refundFoundAgain(scene: Scene) {
  const { shop } = scene
  const sale = await shop.captured()
  await afterTheMove(scene, "lose-reply-of-the-move", () => shop.refund(sale, PRICE))
  const error = await refundAgain(scene, sale, PRICE)
  const { refunded, bank } = await shop.books(sale)
  const why = error ? `: ${messageOf(error)}` : ""
  must(
    refunded === bank.refunded,
    `the bank gave back ${bank.refunded}, Medusa shows ${refunded} after ${MOST_TRIES} more tries${why}`,
  )
}

/** A refund that was found again is one refund: the next of the same amount is another. */
async function refundAfterALostOne(scene: Scene) {
  const { shop } = scene
  const sale = await shop.captured()
  await afterTheMove(scene, "lose-reply-of-the-move", () => shop.refund(sale, 60))
  await refundAgain(scene, sale, 60)
  applies((await shop.books(sale)).refunded === 60, "a refund whose answer was lost is refused from then on")
  await shop.refund(sale, 60)
  const { refunded, bank } = await shop.books(sale)
  const seen = `staff meant 60 and 60 more: Medusa gave back ${refunded}, the bank ${bank.refunded}`
  must(refunded === bank.refunded && bank.refunded <= 120, seen)
}

async function captureTimedOut(scene: Scene) {
  const { shop } = scene
  for (const loss of GARBLED) {
    const sale = await reserved(scene)
    await afterTheMove(scene, loss, () => shop.capture(sale))
    await mustCaptureAgain(scene, sale, ` (${loss})`)
  }
}

async function cancelTimedOut(scene: Scene) {
  const { shop } = scene
  for (const loss of GARBLED) {
    const sale = await reserved(scene)
    await afterTheMove(scene, loss, () => shop.cancel(sale))
    await mustCancelAgain(scene, sale, ` (${loss})`)
  }
}

const manual = { needs: ["manual"] as const }
const refund = { needs: ["refund"] as const }
const partial = { needs: ["partial"] as const }

export const unansweredCases: readonly Case[] = [
  money("confirm-unanswered", "goods leave, and the buyer's money was never taken", confirmUnanswered),
  money("capture-unanswered", "goods leave, and nobody took the money", captureUnanswered, manual),
  money("capture-timed-out", "staff see a failure for ever, and the money is taken", captureTimedOut, manual),
  money("cancel-unanswered", "the buyer's card stays reserved, and nobody knows", cancelUnanswered, manual),
  money("cancel-timed-out", "an order that can never be cancelled", cancelTimedOut, manual),
  money("refund-unanswered", "the customer is told of a refund that never was", refundUnanswered, refund),
  money("refund-timed-out", "given back twice: the bank was slow, and staff tried again", refundTimedOut, refund),
  money(
    "refund-made-later",
    "given back twice: the bank was slow, and no look had found it yet",
    refundMadeLater,
    partial,
  ),
  money(
    "refund-found-again",
    "the customer has the money back, and Medusa shows none of it, for ever",
    refundFoundAgain,
    refund,
  ),
  money(
    "refund-after-a-lost-one",
    "the second refund is taken for the first, and never made",
    refundAfterALostOne,
    partial,
  ),
]
