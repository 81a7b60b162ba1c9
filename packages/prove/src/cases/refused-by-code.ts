import type { BankRequest } from "../facts.js"
import { applies, messageOf, must } from "../finding.js"
import { leavesOf } from "../shop/body.js"
import { misaddressed, readdressed, renumbered } from "../shop/forge.js"
import { type PaidSale, PRICE, type Sale } from "../shop/sale.js"
import type { Exchange } from "../wire/wire.js"
import { type Case, money, type Scene } from "./case.js"

/**
 * Many banks answer 200 to everything, and say no by a code inside. Their codes are their own: so the request reaches the bank about
 * a trade that it does not have, or cannot do it to, and the bank refuses in its own words.
 */
type Garble = (text: string) => string

const garbled =
  (change: Garble) =>
  (request: BankRequest): BankRequest => ({ ...request, path: change(request.path), body: change(request.body) })

const isWord = (value: unknown) => typeof value === "boolean" || /^[a-z][\w.-]{0,30}$|^-?\d{1,3}$/i.test(String(value))

type Words = ReadonlyMap<string, unknown>

const wordsIn = ({ answered }: Exchange): Words => new Map(leavesOf(answered).filter(([, value]) => isWord(value)))

/** Two answers of success: what is the same in both is the word for it. */
function commonWords([one, other]: readonly Exchange[]): Words {
  const second = other ? wordsIn(other) : new Map()
  return new Map([...(one ? wordsIn(one) : [])].filter(([place, word]) => second.get(place) === word))
}

/** Whether an answer of 200 lacks words that success has. */
function isRefusal(answer: Exchange | undefined, success: Words): boolean {
  if (!answer || answer.moved || answer.status === null || answer.status >= 300) return false
  const words = wordsIn(answer)
  return [...success].some(([place, word]) => words.get(place) !== word)
}

type Work<S> = (sale: S) => Promise<unknown>

interface Move<S extends Sale> {
  readonly begin: () => Promise<S>
  readonly work: Work<S>
  readonly garble: (sale: S) => Garble | Promise<Garble>
}

async function exchangesOf({ wire }: Scene, work: () => Promise<unknown>): Promise<Exchange[]> {
  const before = wire.exchanges.length
  await work()
  return wire.exchanges.slice(before)
}

/** The sale whose one moving request the bank has refused by a code. */
async function refusedAtTheMove<S extends Sale>(scene: Scene, { begin, work, garble }: Move<S>): Promise<S> {
  const models: Exchange[][] = []
  for (const _ of [1, 2]) {
    const model = await begin()
    models.push(await exchangesOf(scene, () => work(model)))
  }
  const spared = models[0]?.findIndex(({ moved }) => moved) ?? -1
  applies(spared >= 0, "the bank is asked for nothing that moves money")
  const sale = await begin()
  scene.wire.garble(garbled(await garble(sale)), spared)
  const asked = await exchangesOf(scene, () => work(sale).finally(() => scene.wire.calm()))
  const success = commonWords(models.flatMap((exchanges) => exchanges.find(({ moved }) => moved) ?? []))
  applies(isRefusal(asked[spared], success), "the bank refuses by status, not by a code in an answer of 200")
  return sale
}

const aboutNobody = (sale: Sale) => (text: string) => misaddressed(text, sale)

/** Authorised and not captured; the case means nothing where the bank captures at once. */
async function reserved({ shop }: Scene): Promise<PaidSale> {
  const sale = await shop.authorized()
  applies(!(await shop.payment(sale.session.id))?.captured_at, "captured at once")
  return sale
}

/** A payment whose money the bank does not hold, even when it is captured then. */
async function mustNotOutrun({ shop }: Scene, sale: Sale, what: string) {
  const payment = await shop.payment(sale.session.id)
  if (payment && !payment.captured_at) await shop.capture({ ...sale, paymentId: payment.id })
  const { captured, bank } = await shop.books(sale)
  must(
    captured <= bank.captured,
    `the bank refused ${what} by a code: Medusa captured ${captured}, the bank ${bank.captured}`,
  )
}

async function paidAtTheBank({ shop, bank }: Scene): Promise<Sale> {
  const sale = await shop.open()
  await bank.pay(sale.trade)
  return sale
}

async function confirmRefused(scene: Scene) {
  const work: Work<Sale> = (sale) => scene.shop.authorize(sale)
  const sale = await refusedAtTheMove(scene, { begin: () => paidAtTheBank(scene), work, garble: aboutNobody })
  await mustNotOutrun(scene, sale, "to confirm")
}

async function captureRefused(scene: Scene) {
  const work: Work<PaidSale> = (sale) => scene.shop.capture(sale)
  const sale = await refusedAtTheMove(scene, { begin: () => reserved(scene), work, garble: aboutNobody })
  const { captured, bank } = await scene.shop.books(sale)
  must(captured <= bank.captured, `the bank refused by a code: Medusa captured ${captured}, the bank ${bank.captured}`)
}

/** Of a trade that the bank does not know nothing is reserved: it is asked to let go what is captured. */
async function cancelRefused(scene: Scene) {
  const { shop } = scene
  const garble = async (sale: PaidSale) => {
    const other = await shop.captured()
    return (text: string) => readdressed(text, sale, other)
  }
  const work: Work<PaidSale> = (sale) => shop.cancel(sale)
  const sale = await refusedAtTheMove(scene, { begin: () => reserved(scene), work, garble })
  const { payment, bank } = await shop.books(sale)
  const seen = `the bank refused by a code, Medusa says cancelled, ${bank.reserved} reserved`
  must(!payment?.canceled_at || bank.reserved === 0, seen)
}

async function refundRefused(scene: Scene) {
  const { shop } = scene
  const work: Work<PaidSale> = (sale) => shop.refund(sale, PRICE)
  const sale = await refusedAtTheMove(scene, { begin: () => shop.captured(), work, garble: aboutNobody })
  const { refunded, bank } = await shop.books(sale)
  must(
    refunded === bank.refunded,
    `the bank refused by a code: Medusa shows ${refunded} given back, the bank ${bank.refunded}`,
  )
}

/** The bank says that it has no such trade, and nothing of a status. */
async function authorizeRefused(scene: Scene) {
  const { shop, bank, wire } = scene
  const models: Exchange[][] = []
  for (const _ of [1, 2]) {
    const model = await paidAtTheBank(scene)
    models.push(await exchangesOf(scene, () => shop.authorize(model)))
  }
  applies(models[0]?.length, "the bank is not asked")
  const sale = await shop.open()
  wire.garble(garbled(aboutNobody(sale)))
  const [answer] = await exchangesOf(scene, () => shop.authorize(sale).finally(() => wire.calm()))
  const success = commonWords(models.flatMap(([first]) => first ?? []))
  applies(isRefusal(answer, success), "the bank refuses by status, not by a code in an answer of 200")
  must(!(await shop.payment(sale.session.id)), "a payment exists, and the bank refused by a code")
  await bank.pay(sale.trade)
  const { error } = await shop.authorize(sale)
  must(await shop.payment(sale.session.id), `the buyer has paid since, and the session is dead: ${messageOf(error)}`)
}

const HUNDREDTHS = PRICE * 100

/** No bank opens a trade of nothing. */
const worthless: Garble = (text) => renumbered(renumbered(text, PRICE, 0), HUNDREDTHS, 0)

async function initiateRefused(scene: Scene) {
  const { shop, wire } = scene
  const models: Exchange[][] = []
  for (const _ of [1, 2]) models.push(await exchangesOf(scene, () => shop.open()))
  applies(models[0]?.length && !scene.facts.depart, "the bank is not asked")
  wire.garble(garbled(worthless))
  let given: unknown
  const [answer] = await exchangesOf(scene, async () => {
    const { value } = await shop.try(() => shop.openSession())
    wire.calm()
    given = value
  })
  const success = commonWords(models.flatMap(([first]) => first ?? []))
  applies(isRefusal(answer, success), "the bank refuses by status, not by a code in an answer of 200")
  must(!given, "the bank refused to open a trade by a code, and the session was given out")
}

const manual = { needs: ["manual"] as const }
const refund = { needs: ["refund"] as const }

export const refusedByCodeCases: readonly Case[] = [
  money("initiate-refused-by-code", "a session that can never be paid", initiateRefused),
  money("authorize-refused-by-code", "goods leave, and the bank said no", authorizeRefused),
  money("confirm-refused-by-code", "goods leave, and the buyer's money was never taken", confirmRefused),
  money("capture-refused-by-code", "goods leave, and the bank refused the money", captureRefused, manual),
  money("cancel-refused-by-code", "the buyer's card stays reserved, and nobody knows", cancelRefused, manual),
  money("refund-refused-by-code", "the customer is told of a refund that never was", refundRefused, refund),
]
