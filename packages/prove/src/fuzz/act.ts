import type { Scene } from "../cases/case.js"
import type { Notice } from "../facts.js"
import { readdressed, renumbered, spoiltHeaders } from "../shop/forge.js"
import { held, type PaidSale, PRICE, type Sale } from "../shop/sale.js"
import { isLoss } from "../wire/faults.js"
import type { Action, Step } from "./story.js"

/** What a history knows beside both books. */
export interface Plot {
  readonly sale: Sale
  /** The most that staff can have meant to give back. */
  meant: number
  /** A refund moved at the bank, and Medusa was not told. */
  isLost: boolean
  isDeleted: boolean
}

type Act = (scene: Scene, plot: Plot, step: Step) => Promise<unknown> | unknown

async function paidSale({ shop }: Scene, { sale }: Plot): Promise<PaidSale | null> {
  const payment = await shop.payment(sale.session.id)
  return payment ? { ...sale, paymentId: payment.id } : null
}

/** Buyers pay and fail only while nothing is held. */
async function isOpen(scene: Scene, plot: Plot): Promise<boolean> {
  return !(await paidSale(scene, plot)) && held(scene.bank.books(plot.sale.trade)) === 0
}

const receive = ({ shop }: Scene, notice: Notice | null) => (notice ? shop.receive(notice) : undefined)

/** A genuine message of a trade of one's own, rewritten; its proof kept, or left out. */
const forge: Act = async (scene, { sale }) => {
  const { shop, bank, wire } = scene
  wire.calm()
  const { value: own } = await shop.try(() => shop.open())
  if (!own) return
  await bank.pay(own.trade)
  const genuine = bank.notice(own.trade)
  if (!genuine) return
  const body = readdressed(genuine.body, own, sale)
  await shop.receive({ body, headers: genuine.headers })
  await shop.receive({ body, headers: spoiltHeaders(genuine)[0]?.[1] ?? {} })
}

const twist: Act = (scene, { sale }, { amount }) => {
  const genuine = scene.bank.notice(sale.trade)
  return receive(scene, genuine && { ...genuine, body: renumbered(genuine.body, PRICE, amount) })
}

const refund: Act = async (scene, plot, step) => {
  const paid = await paidSale(scene, plot)
  if (!paid) return
  const before = await scene.shop.books(plot.sale)
  plot.meant = Math.max(plot.meant, before.refunded + step.amount)
  await scene.shop.refund(paid, step.amount)
  const after = await scene.shop.books(plot.sale)
  plot.isLost = after.bank.refunded > after.refunded && (plot.isLost || isLoss(step.fault))
}

const onPayment =
  (work: (scene: Scene, paid: PaidSale) => Promise<unknown>): Act =>
  async (scene, plot) => {
    const paid = await paidSale(scene, plot)
    if (paid) await work(scene, paid)
  }

const acts: Readonly<Record<Action, Act>> = {
  pay: async (scene, plot) => {
    if (await isOpen(scene, plot)) await scene.bank.payIfOpen(plot.sale.trade)
  },
  decline: async (scene, plot) => {
    if (await isOpen(scene, plot)) await scene.bank.decline(plot.sale.trade)
  },
  authorize: ({ shop }, { sale }) => shop.authorize(sale),
  notice: (scene, { sale }) => receive(scene, scene.bank.notice(sale.trade)),
  forge,
  twist,
  capture: onPayment(({ shop }, paid) => shop.capture(paid)),
  refund,
  cancel: onPayment(({ shop }, paid) => shop.cancel(paid)),
  delete: async (scene, plot) => {
    if (await paidSale(scene, plot)) return
    await scene.shop.remove(plot.sale)
    plot.isDeleted = true
  },
}

/** One step of a history, with its fault. */
export async function act(scene: Scene, plot: Plot, step: Step): Promise<void> {
  if (step.fault) scene.wire.suffer(step.fault)
  try {
    await acts[step.action](scene, plot, step)
  } finally {
    scene.wire.calm()
  }
}
