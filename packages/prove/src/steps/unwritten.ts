import type { Adapter, Bank, Facts } from "../facts.js"
import { attempt, messageOf } from "../finding.js"
import { METHODS, type Method } from "../house/provider-class.js"
import { chosenServices, openCourt, type Question } from "../prove.js"
import { openScene } from "../run.js"
import { PRICE } from "../shop/sale.js"

/** What is left to write. */
export interface Step {
  readonly number: number
  readonly what: string
}

/** Something of the author's that may not be written yet. It is called, whatever it does with nonsense. */
export type Probe = () => unknown

const UNWRITTEN = /^Step (\d+) not written: (.+)$/s

/** The step that an error tells of, as a generated package throws it. */
export function stepIn(error: unknown): Step | null {
  const [, number, what = ""] = UNWRITTEN.exec(messageOf(error)) ?? []
  return number ? { number: Number(number), what } : null
}

/** Calls everything, and gathers what is not written: each step once, in order. */
export async function unwritten(probes: readonly Probe[], patienceMs: number): Promise<Step[]> {
  const found = new Map<number, Step>()
  for (const probe of probes) {
    const { error } = await attempt(probe, patienceMs).catch((late: unknown) => ({ error: late }))
    const step = stepIn(error)
    if (step) found.set(step.number, step)
  }
  return [...found.values()].sort((one, other) => one.number - other.number)
}

const REQUEST = { method: "POST", host: "", path: "/", headers: {}, body: "{}" }

/** Every function of the author's bank, on a trade that it does not know. */
export function bankProbes({ bank: open }: Adapter, facts: Facts): Probe[] {
  const on = (use: (bank: Bank, trade: { amount: number }) => unknown) => () => use(open(), { amount: PRICE })
  const vouchers = [on((bank, trade) => bank.release?.(trade)), on((bank, trade) => bank.later?.(trade))]
  return [
    on((bank) => bank.trades()),
    on((bank) => bank.handle(REQUEST)),
    on((bank, trade) => bank.pay(trade)),
    on((bank, trade) => bank.decline(trade)),
    on((bank, trade) => bank.books(trade)),
    ...(facts.notices === "none" ? [] : [on((bank, trade) => bank.notice(trade))]),
    ...(facts.later ? vouchers : []),
  ]
}

/** Knows no trade and refuses everything, so that a method that is written cannot do any harm. */
const closedBank: Bank = {
  handle: () => ({ status: 503, headers: {}, body: "" }),
  trades: () => [],
  pay: () => undefined,
  decline: () => undefined,
  books: () => ({ asked: 0, reserved: 0, captured: 0, refunded: 0 }),
  notice: () => null,
}

function inputOf(method: Method, currency_code: string): Record<string, unknown> {
  const data = { session_id: "payses_probe" }
  if (method === "getWebhookActionAndData") return { data, rawData: JSON.stringify(data), headers: {} }
  return { data, amount: PRICE, currency_code, context: { idempotency_key: data.session_id } }
}

/** The methods that are not written, told by the provider itself in Medusa. @throws what it throws at the boot */
export async function unwrittenMethods(question: Question, facts: Facts): Promise<Step[]> {
  const adapter = { ...question.adapter, bank: () => closedBank }
  const court = await openCourt({ ...question, adapter }, facts)
  try {
    const probes = chosenServices(question.provider, question.service).flatMap((service) => {
      const scene = openScene(court.trialOf(service))
      return METHODS.map((method) => () => scene.call(method, inputOf(method, facts.currency)))
    })
    return await unwritten(probes, facts.patienceMs)
  } finally {
    await court.close()
  }
}
