import type { Item, StartRequest } from "./contract/start-request"
import { orderLines } from "./order-lines"
import { withinBmp } from "./text"

type Goods = Pick<StartRequest, "items" | "shipping" | "amount" | "locale">

/** How one gateway writes an order's lines in a text of its own. */
export interface OrderTextRules {
  /** A name without what the gateway forbids. */
  readonly write: (name: string) => string
  readonly joiner: string
  readonly fits: (text: string) => boolean
  readonly clip: (text: string) => string
}

const WORDS = {
  "zh-TW": {
    goods: "商品",
    less: "折扣",
    more: "其他費用",
    price: (total: number) => `${total} 元`,
    andMore: (lines: number) => `等 ${lines} 項`,
  },
  en: {
    goods: "Goods",
    less: "Discount",
    more: "Other charges",
    price: (total: number) => `TWD ${total}`,
    andMore: (lines: number) => `and ${lines - 1} more`,
  },
} as const

/**
 * The order as the buyer reads it at the gateway: every line with its price, deliveries among them, and what is left as a line of its
 * own, so that they add up to the amount; one line for all where they do not fit, or have cents.
 */
export function orderText(request: Goods, { write, joiner, fits, clip }: OrderTextRules): string {
  const { price, goods } = WORDS[request.locale]
  const named = (title: string) => write(withinBmp(title)) || goods
  const lines = linesWithRest(request)
  const text = lines
    ?.map(({ title, quantity, total }) => `${named(title)} x ${quantity} (${price(total)})`)
    .join(joiner)
  return text !== undefined && fits(text) ? text : clip(inOneLine(request, named))
}

/** Null where a line has cents: rounded lines would not add up. */
function linesWithRest(request: Goods): readonly Item[] | null {
  const lines = orderLines(request)
  if (lines.length === 0 || !lines.every(({ total }) => Number.isInteger(total))) return null
  const rest = request.amount - lines.reduce((sum, { total }) => sum + total, 0)
  const { less, more } = WORDS[request.locale]
  return rest === 0 ? lines : [...lines, { title: rest < 0 ? less : more, quantity: 1, total: rest }]
}

function inOneLine(request: Goods, named: (title: string) => string): string {
  const lines = orderLines(request)
  const { andMore, goods } = WORDS[request.locale]
  const [first] = lines
  if (!first) return goods
  const name = `${named(first.title)} x ${first.quantity}`
  return lines.length > 1 ? `${name} ${andMore(lines.length)}` : name
}
