import { applies, messageOf, must } from "../finding.js"
import { type PaidSale, PRICE } from "../shop/sale.js"
import { type Fault, REFUSALS } from "../wire/faults.js"
import { AT_THE_MOVE, atTheMove, requestsBefore } from "./at-the-move.js"
import { type Case, money, type Scene } from "./case.js"

/** Authorised and not captured; the case means nothing where the bank captures at once. */
export async function reserved({ shop }: Scene): Promise<PaidSale> {
  const sale = await shop.authorized()
  const payment = await shop.payment(sale.session.id)
  applies(!payment?.captured_at, "captured at once")
  return sale
}

async function captureHappens({ shop }: Scene) {
  const { captured, bank } = await shop.books(await shop.captured())
  must(bank.captured === captured, `Medusa captured ${captured}, the bank ${bank.captured}`)
}

/** The bank is asked how things stand, answers, and fails then. */
async function failingAtTheMove(
  scene: Scene,
  work: (sale: PaidSale) => Promise<unknown>,
  check: (sale: PaidSale, fault: Fault) => Promise<void>,
) {
  const model = await reserved(scene)
  const spared = await requestsBefore(scene, () => work(model))
  for (const fault of spared > 0 ? AT_THE_MOVE : []) {
    const sale = await reserved(scene)
    await atTheMove(scene, fault, spared, () => work(sale))
    await check(sale, fault)
  }
}

async function captureRefused(scene: Scene) {
  const { shop } = scene
  const check = async (sale: PaidSale, fault: Fault) => {
    const { captured, bank } = await shop.books(sale)
    must(captured <= bank.captured, `Medusa captured ${captured}, and the bank refused (${fault})`)
  }
  await failingAtTheMove(scene, (sale) => shop.capture(sale), check)
  for (const fault of [...REFUSALS, "error500", "down"] as const) {
    const sale = await reserved(scene)
    await scene.during(fault, () => shop.capture(sale))
    await check(sale, fault)
  }
}

async function captureReplyLost(scene: Scene) {
  const { shop } = scene
  const sale = await reserved(scene)
  await scene.during("lose-reply-of-the-move", () => shop.capture(sale))
  await mustCaptureAgain(scene, sale)
}

export async function mustCaptureAgain({ shop }: Scene, sale: PaidSale, afterWhat = "") {
  const { error } = await shop.capture(sale)
  const { captured, bank } = await shop.books(sale)
  const why = error ? `: ${messageOf(error)}` : ""
  const seen = `the bank took ${bank.captured}, Medusa says ${captured} after a second try${afterWhat}${why}`
  must(captured === bank.captured, seen)
}

/** The provider is not told the amount: it can look it up, or refuse. */
async function captureInPart(scene: Scene) {
  const sale = await reserved(scene)
  for (const [amount, what] of [
    [500, "500"],
    [PRICE - 500, "500, then the rest"],
  ] as const) {
    await scene.shop.capture(sale, amount)
    const { captured, bank } = await scene.shop.books(sale)
    must(captured === bank.captured, `staff took ${what}: Medusa says ${captured}, the bank took ${bank.captured}`)
  }
}

async function cancelReleases(scene: Scene) {
  const sale = await reserved(scene)
  await scene.shop.cancel(sale)
  const { bank } = await scene.shop.books(sale)
  must(bank.reserved === 0, `cancelled in Medusa, and ${bank.reserved} stay reserved at the bank`)
  const kept = bank.captured - bank.refunded
  must(kept === 0, `cancelled in Medusa, which captured nothing, and the bank has taken ${kept}`)
}

async function cancelRefused(scene: Scene) {
  const { shop } = scene
  const check = async (sale: PaidSale, fault: Fault) => {
    const { payment, bank } = await shop.books(sale)
    const seen = `the bank refused (${fault}), Medusa says cancelled, ${bank.reserved} reserved`
    must(!payment?.canceled_at || bank.reserved === 0, seen)
  }
  await failingAtTheMove(scene, (sale) => shop.cancel(sale), check)
  // Not "not-found": of a trade that the bank does not know nothing is reserved.
  for (const fault of ["refuse", "unauthorized", "error500", "down"] as const) {
    const sale = await reserved(scene)
    await scene.during(fault, () => shop.cancel(sale))
    await check(sale, fault)
  }
}

/** The bank has let the money go: whoever asks once more must be able to cancel. */
async function cancelReplyLost(scene: Scene) {
  const { shop } = scene
  const sale = await reserved(scene)
  await scene.during("lose-reply-of-the-move", () => shop.cancel(sale))
  await mustCancelAgain(scene, sale)
}

export async function mustCancelAgain({ shop }: Scene, sale: PaidSale, afterWhat = "") {
  const { error } = await shop.cancel(sale)
  const { payment, bank } = await shop.books(sale)
  const why = error ? `: ${messageOf(error)}` : ""
  const seen = `${bank.reserved} are reserved at the bank, and Medusa cannot cancel at a second try${afterWhat}${why}`
  must(payment?.canceled_at, seen)
}

const manual = { needs: ["manual"] as const }

export const capturingCases: readonly Case[] = [
  money("capture-happens", "the money is never taken, and the authorisation lapses", captureHappens, manual),
  money("capture-refused", "goods leave, and the bank refused the money", captureRefused, manual),
  money("capture-reply-lost", "staff see a failure for ever, and the money is taken", captureReplyLost, manual),
  money("capture-in-part", "more is taken than staff meant", captureInPart, manual),
  money("cancel-releases", "the buyer's card stays reserved", cancelReleases, manual),
  money("cancel-refused", "the buyer's card stays reserved, and nobody knows", cancelRefused, manual),
  money("cancel-reply-lost", "an order that can never be cancelled", cancelReplyLost, manual),
]
