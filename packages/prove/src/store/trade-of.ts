import type { Session, Trade } from "../facts.js"
import { looksLikeId } from "../shop/forge.js"

const namesOf = (trade: Trade) =>
  Object.values(trade).filter((value) => typeof value === "string" && looksLikeId(value))

/** The trade that a session is about, as far as one names the other; null where neither does. */
export function tradeNamedBy(trades: readonly Trade[], { id, data }: Pick<Session, "id" | "data">): Trade | null {
  const words = new Set(Object.values(data))
  // A merchant's number stands in every trade, and names none.
  const isNamed = (trade: Trade) =>
    namesOf(trade).some(
      (name) => words.has(name) && trades.every((other) => other === trade || !namesOf(other).includes(name)),
    )
  const spoken = trades.find((trade) => JSON.stringify(trade).includes(id))
  return spoken ?? trades.findLast(isNamed) ?? null
}
