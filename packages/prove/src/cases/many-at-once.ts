import { applies, messageOf, must } from "../finding.js"
import type { StoreScene } from "../store/scene.js"
import type { CartSale } from "../store/store.js"

const BUYERS = 20
/** Whose order is whose is judged, not how fast the machine serves them. */
const PATIENCE_MS = 120_000

async function openAll({ store, bank }: StoreScene): Promise<CartSale[]> {
  const opened = await Promise.all(Array.from({ length: BUYERS }, () => store.try(() => store.open(bank), PATIENCE_MS)))
  const failure = opened.find(({ error }) => error)
  must(!failure, `${BUYERS} buyers at once, and one cannot leave for the bank: ${messageOf(failure?.error)}`)
  return opened.flatMap(({ value }) => value ?? [])
}

const orderOf = ({ store }: StoreScene, sale: CartSale) => store.try(() => store.complete(sale), PATIENCE_MS)

/** All leave at once, all but the first pay, all come back at once; who has no order then presses once more, as a buyer would. */
export async function manyAtOnce(scene: StoreScene) {
  const { bank } = scene
  const sales = await openAll(scene)
  const areNamed = sales.every(({ isNamed }) => isNamed)
  applies(areNamed, "neither the bank's trades nor the sessions name the other")
  const trades = new Set(sales.map(({ trade }) => trade))
  must(trades.size === BUYERS, `${BUYERS} buyers at once, and the bank has trades for ${trades.size}`)
  for (const { trade } of sales.slice(1)) await bank.pay(trade)
  const [unpaid, ...paid] = await Promise.all(sales.map((sale) => orderOf(scene, sale)))
  must(!unpaid?.value, `of ${BUYERS} buyers at once one did not pay, and has an order`)
  for (const [index, sale] of sales.slice(1).entries())
    if (!paid[index]?.value) paid[index] = await orderOf(scene, sale)
  const without = paid.filter(({ value }) => !value)
  const why = without.map(({ error }) => (error ? messageOf(error) : "Medusa left a cart as it was"))
  must(without.length === 0, `${paid.length} buyers paid at once, and ${without.length} have no order: ${why[0]}`)
}
