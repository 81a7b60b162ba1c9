import { applies, messageOf, must } from "../finding.js"
import { leavesOf, rewrite } from "../shop/body.js"
import type { Sale } from "../shop/sale.js"
import type { Scene } from "./case.js"

/** Words and short codes: not amounts of a nought, times, names or signatures. */
const isWord = (value: unknown): value is string =>
  typeof value === "string" && /^[a-z][\w.-]{0,30}$|^\d{1,4}$/i.test(value)

/** A word that no bank has told anybody; codes stay codes. */
const unknown = (word: string) => (/^\d+$/.test(word) ? "9".repeat(word.length) : "prove_unheard_of")

type Words = ReadonlyMap<string, ReadonlySet<unknown>>

/** What the bank answers while a session is authorised, by the place in the answer. */
async function answersTo({ shop, wire }: Scene, sale: Sale): Promise<Words> {
  const before = wire.exchanges.length
  await shop.authorize(sale)
  const words = new Map<string, Set<unknown>>()
  for (const { answered } of wire.exchanges.slice(before))
    for (const [place, value] of leavesOf(answered)) words.set(place, (words.get(place) ?? new Set()).add(value))
  return words
}

async function paidAnswers(scene: Scene): Promise<Words> {
  const sale = await scene.shop.open()
  await scene.bank.pay(sale.trade)
  return answersTo(scene, sale)
}

const isSame = (one: ReadonlySet<unknown> | undefined, other: ReadonlySet<unknown> | undefined) =>
  one !== undefined && other !== undefined && [...one].every((value) => other.has(value))

/** Where two paid trades are told by the same word, and an unpaid one by another: that is a status. */
async function statusPlaces(scene: Scene): Promise<ReadonlySet<string>> {
  const unpaid = await answersTo(scene, await scene.shop.open())
  const [one, other] = [await paidAnswers(scene), await paidAnswers(scene)]
  const places = [...unpaid].filter(([place, words]) => {
    const isStatus = isSame(one.get(place), other.get(place)) && !isSame(words, one.get(place))
    return isStatus && [...words, ...(one.get(place) ?? [])].every(isWord)
  })
  return new Set(places.map(([place]) => place))
}

/** A bank invents a status after the provider was written. Unknown is neither success nor failure. */
export async function authorizeUnknownStatus(scene: Scene) {
  const { shop, bank, wire } = scene
  const places = await statusPlaces(scene)
  applies(places.size > 0, "the bank tells paid and unpaid apart by no word")
  const sale = await shop.open()
  wire.reword((body) => rewrite(body, (place, value) => (places.has(place) && isWord(value) ? unknown(value) : value)))
  await shop.authorize(sale)
  wire.calm()
  must(!(await shop.payment(sale.session.id)), "a payment exists, and the bank gave a status that nobody knows")
  await bank.pay(sale.trade)
  const { error } = await shop.authorize(sale)
  must(await shop.payment(sale.session.id), `the buyer has paid since, and the session is dead: ${messageOf(error)}`)
}
