/**
 * Changes that no test can notice, since the code does the same with them. Each with its reason; whoever changes such a line reads it again.
 * `line` is the whole line as it stands in the file, without its indentation; `changes` are `before → after`, or all of the line when left out.
 * @typedef {{ file: string, line: string, changes?: string[], why: string }} Equivalent
 */

const providers = "packages/plugin/src/providers"

/** @type {Equivalent[]} */
export const equivalent = [
  ...[
    "const known = recent.find((order) => isSame(order.names, names))",
    "if (known) return known.sorted",
    "function isSame(some: readonly string[], others: readonly string[]): boolean {",
    "return some.length === others.length && some.every((name, index) => name === others[index])",
  ].map((line) => ({
    file: `${providers}/ecpay/wire.ts`,
    line,
    changes: [
      "(order) => isSame(order.names, names) → () => undefined",
      "known → false",
      "{ return some.length === others.length && some.every((name, index) => name === others[index]) } → {}",
      "some.length === others.length && some.every((name, index) => name === others[index]) → false",
      "(name, index) => name === others[index] → () => undefined",
      "name === others[index] → false",
    ],
    why: "an order that is not remembered is sorted again: slower, and the same",
  })),
]
