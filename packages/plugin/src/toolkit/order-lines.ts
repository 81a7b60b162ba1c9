import type { Item, StartRequest } from "./contract/start-request"

/** The cart's lines, deliveries among them, without those that cost nothing. */
export function orderLines({ items, shipping }: Pick<StartRequest, "items" | "shipping">): readonly Item[] {
  return [...items, ...shipping].filter(({ total }) => total !== 0)
}

/** The cart's lines where each is whole dollars and all add up to the amount; null where a single line must stand for them. */
export function linesThatAddUp(request: Pick<StartRequest, "items" | "shipping" | "amount">): readonly Item[] | null {
  const lines = orderLines(request)
  const areWhole = lines.every(({ total }) => Number.isInteger(total) && total > 0)
  return areWhole && lines.reduce((sum, { total }) => sum + total, 0) === request.amount ? lines : null
}
