import type { Fault } from "../wire/faults.js"

export const ACTIONS = [
  "pay",
  "decline",
  "authorize",
  "notice",
  "forge",
  "twist",
  "capture",
  "refund",
  "cancel",
  "delete",
] as const

export type Action = (typeof ACTIONS)[number]

/** One thing that happens to a payment, and what is wrong with the bank meanwhile. */
export interface Step {
  readonly action: Action
  readonly fault: Fault | null
  /** An amount, where the action has one. */
  readonly amount: number
}

export type Story = readonly Step[]

/** Those that are over at once: who waits in vain would make a history long. */
const FAULTS: readonly Fault[] = [
  "down",
  "error500",
  "nonsense",
  "refuse",
  "cut",
  "lose-reply-of-the-move",
  "bad-gateway-after-the-move",
  "nonsense-after-the-move",
]

/** Beginnings that lead where money is: without them most histories never pay. */
const BEGINNINGS: readonly (readonly Action[])[] = [
  [],
  ["pay"],
  ["pay", "authorize"],
  ["pay", "notice"],
  ["pay", "authorize", "capture"],
  ["pay", "authorize", "capture", "refund"],
]

/** A sequence of numbers in [0, 1) that a seed fixes (mulberry32). */
export function random(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function pick<T>(next: () => number, from: readonly [T, ...T[]] | readonly T[]): T {
  const found = from[Math.floor(next() * from.length)]
  if (found === undefined) throw new Error("There is nothing to pick from.")
  return found
}

const amountOf = (next: () => number) => 1 + Math.floor(next() * 500)

const calm =
  (next: () => number) =>
  (action: Action): Step => ({ action, fault: null, amount: amountOf(next) })

/** A history that nobody wrote. */
export function invent(next: () => number): Story {
  const beginning = pick(next, BEGINNINGS).map(calm(next))
  const length = 3 + Math.floor(next() * 6)
  const rest = Array.from({ length }, (): Step => {
    const fault = next() < 0.4 ? null : pick(next, FAULTS)
    return { action: pick(next, ACTIONS), fault, amount: amountOf(next) }
  })
  return [...beginning, ...rest]
}

const DEFAULT_AMOUNT = 60

/** "open > pay > refund 60 (down)": what is printed, and read by --replay. */
export function tell(story: Story): string {
  const steps = story.map(({ action, fault, amount }) => {
    const sum = action === "refund" && amount !== DEFAULT_AMOUNT ? ` ${amount}` : ""
    return `${action}${sum}${fault ? `(${fault})` : ""}`
  })
  return ["open", ...steps].join(" > ")
}

/** @throws when a word of it is no action */
export function read(text: string): Story {
  const words = text.split(">").map((word) => word.trim())
  return words.filter((word) => word !== "open").map(readStep)
}

function readStep(word: string): Step {
  const [, name, amount, fault] = /^(\w+)(?: (\d+))?(?: ?\(([\w-]+)\))?$/.exec(word) ?? []
  const action = ACTIONS.find((each) => each === name)
  const known = FAULTS.find((each) => each === fault)
  if (!action || (fault && !known))
    throw new Error(`"${word}" is no step. Actions: ${ACTIONS.join(", ")}; faults: ${FAULTS.join(", ")}.`)
  return { action, fault: known ?? null, amount: Number(amount ?? DEFAULT_AMOUNT) }
}
