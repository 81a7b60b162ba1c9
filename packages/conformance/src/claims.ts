import { AssertionError } from "node:assert"
import { inspect, isDeepStrictEqual } from "node:util"

/** @throws AssertionError with `sentence` when `held` is false. */
export function claim(held: boolean, sentence: string): asserts held {
  if (!held) throw new AssertionError({ message: sentence })
}

/** @throws AssertionError that shows both values. */
export function claimEqual(actual: unknown, expected: unknown, what: string): void {
  if (isDeepStrictEqual(actual, expected)) return
  throw new AssertionError({ message: `${what}: expected ${show(expected)}, got ${show(actual)}`, actual, expected })
}

/** @throws AssertionError naming the first word of `words` that stands in `text`, without showing the word. */
export function claimSilent(text: string, words: readonly string[], where: string): void {
  const index = words.findIndex((word) => text.includes(word))
  claim(index < 0, `${where} shows the ${ordinal(index)} of the values that must stay hidden`)
}

export function show(value: unknown): string {
  return inspect(value, { depth: 4, breakLength: 160 })
}

function ordinal(index: number): string {
  return ["first", "second", "third"][index] ?? `${index + 1}th`
}

/** Everything an error tells: to a log, to JSON, to an inspector, causes included. */
export function everythingIn(error: unknown): string {
  return `${inspect(error, { depth: 8, showHidden: true })} ${JSON.stringify(error)} ${error instanceof Error ? error.stack : ""}`
}
