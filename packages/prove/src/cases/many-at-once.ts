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

/** All leave at once, all but the first pay, all come back at once. */
export async function manyAtOnce(scene: StoreScene) {
  const { store, bank } = scene
  const sales = await openAll(scene)
  const areNamed = sales.every(({ isNamed }) => isNamed)
  applies(areNamed, "neither the bank's trades nor the sessions name the other")
  const trades = new Set(sales.map(({ trade }) => trade))
  must(trades.size === BUYERS, `${BUYERS} buyers at once, and the bank has trades for ${trades.size}`)
  for (const { trade } of sales.slice(1)) await bank.pay(trade)
  const made = await Promise.all(sales.map((sale) => store.try(() => store.complete(sale), PATIENCE_MS)))
  const [unpaid, ...paid] = made.map(({ value }) => Boolean(value))
  must(!unpaid, `of ${BUYERS} buyers at once one did not pay, and has an order`)
  const orders = paid.filter(Boolean).length
  must(orders === BUYERS - 1, `${BUYERS - 1} buyers paid at once, and ${orders} have an order`)
}
