import type { Gateway } from "@taiwan-payments/medusa/toolkit"
import type { Adapter, Probe } from "@taiwan-payments/prove"
import { dollars } from "../contract/context.js"
import { STAGES, type Stage } from "./stages.js"
import { ask, move, openWalker, PRICE, rawOf, start, trade, type Walked, type Walker } from "./walker.js"

/**
 * Walks payments through a gateway as pure data and functions, with its author's bank on the other side: no Medusa, no
 * network, no database. For a gateway that is just begun.
 * @returns what is wrong, a line each, in the order of a payment
 */
export async function walk(gateway: Gateway, adapter: Adapter): Promise<string[]> {
  const problems: string[] = []
  for (const stage of STAGES) problems.push(...(await problemOf(stage, gateway, adapter)))
  return problems
}

async function problemOf({ title, section, play }: Stage, gateway: Gateway, adapter: Adapter): Promise<string[]> {
  try {
    await play(openWalker(gateway, adapter, adapter.bank()), adapter.facts)
    return []
  } catch (error) {
    return [`${title}: ${error instanceof Error ? error.message : String(error)} (tutorial, ${section})`]
  }
}

const NOBODY = { body: "{}", headers: {} }
const CLOSED = { status: 503, headers: {}, body: "{}" }

/** Knows no trade and answers nothing. */
const closedBank = (adapter: Adapter) => ({ ...adapter.bank(), trades: () => [], handle: () => CLOSED })

/** Calls every part of a gateway, to see what is not written yet. */
export function gatewayProbes(gateway: Gateway, adapter: Adapter): Probe[] {
  const on = (use: (walker: Walker, walked: Walked) => unknown) => () => {
    const walker = openWalker(gateway, adapter, closedBank(adapter))
    return use(walker, { key: trade(walker), there: undefined })
  }
  const money = { amount: dollars(PRICE), captured: dollars(PRICE), refunded: dollars(0), resumed: false }
  return [
    on((walker) => start(walker)),
    on((walker, walked) => ask(walker, walked)),
    ...(["capture", "void", "refund"] as const).map((kind) =>
      on((walker, walked) => move(walker, kind, walked, money)),
    ),
    on(({ account: { notice } }) => (notice?.kind === "signed" ? notice.verify(rawOf(NOBODY)) : null)),
    on(({ account: { notice } }) => (notice?.kind === "hint" ? notice.tradeNo(rawOf(NOBODY)) : null)),
  ]
}
