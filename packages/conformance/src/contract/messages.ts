import type { RawMessage } from "@taiwan-payments/medusa/toolkit"
import { claim } from "../claims.js"
import type { Facts, Pair, WireFixtures } from "../gateway-under-test.js"
import { type Step, step } from "../scenario.js"
import { type ContractContext, factsFor } from "./context.js"

type BenchStep = Step<ContractContext>

/** The gateway composes a notice, and signs it. */
export function speak(changes: Partial<Facts>, signer: "gateway" | "stranger" = "gateway"): BenchStep {
  return step(`the ${signer} sends ${telling(changes)}`, (context) => {
    const raw = context.subject.wire.notice(factsFor(context, changes), signer)
    context.original = { name: telling(changes), raw }
    context.said = [context.original]
  })
}

export function telling({ message = "payment", meaning = "paid", simulated }: Partial<Facts>): string {
  const what = typeof meaning === "string" ? meaning : `code ${meaning.code}`
  return `a ${simulated ? "simulated " : ""}${message} notice: ${what}`
}

/** Replaces the messages on their way by altered ones. */
export function alter(
  name: string,
  change: (fields: readonly Pair[], wire: WireFixtures) => [string, Pair[]][],
): BenchStep {
  return step(name, (context) => {
    const { wire } = context.subject
    context.said = context.said.flatMap(({ raw }) => {
      const before = wire.fieldsOf(raw)
      return change(before, wire).map(([what, fields]) => ({
        name: what,
        raw: wire.compose(fields),
        isHarmless: isHarmless(before, fields, wire),
      }))
    })
    claim(context.said.length > 0, "nothing could be altered")
  })
}

/** Whether all that the signature reaches still stands there, once and unchanged. */
function isHarmless(before: readonly Pair[], after: readonly Pair[], { outside }: WireFixtures): boolean {
  if (!outside || new Set(after.map(([name]) => name)).size !== after.length) return false
  const signed = before.filter(([name]) => !outside.includes(name))
  return signed.every(([name, value]) => after.some((pair) => pair[0] === name && pair[1] === value))
}

const BITS = [0, 1, 2, 3, 4, 5, 6]

/** One bit of one character of one value, each in its turn. */
export const flipEachBit = alter("one bit of it is flipped, each in its turn", (fields, wire) =>
  fields.flatMap(([field, value], index) =>
    flipsOf(value)
      .filter(([, flipped]) => !isSameText(flipped, value, wire.foldsCase || field === wire.signature))
      .map(([where, flipped]): [string, Pair[]] => [`${field}, ${where}`, fields.with(index, [field, flipped])]),
  ),
)

function flipsOf(value: string): [string, string][] {
  return [...value].flatMap((character, at) =>
    BITS.map((bit): [string, string] => {
      const flipped = String.fromCodePoint((character.codePointAt(0) ?? 0) ^ (1 << bit))
      return [`character ${at}, bit ${bit}`, [...value].with(at, flipped).join("")]
    }),
  )
}

/** A signature in lower case is still the same number, and some vendors sign without regard to case. */
function isSameText(one: string, other: string, foldsCase: boolean): boolean {
  return foldsCase && one.toLowerCase() === other.toLowerCase()
}

export const dropEachField = alter("one field of it is missing, each in its turn", (fields) =>
  fields.map(([field], index) => [`without ${field}`, fields.toSpliced(index, 1)]),
)

export const repeatEachField = alter("one field of it stands twice, each in its turn, before and behind", (fields) =>
  fields.flatMap(([field, value]): [string, Pair[]][] => [
    [`${field} once more behind`, [...fields, [field, `${value}9`]]],
    [`${field} once more before`, [[field, `${value}9`], ...fields]],
  ]),
)

export const addFields = alter("a field is added, also ones that objects inherit", (fields) =>
  ["More", "__proto__", "constructor", "toString", ""].map((field) => [`with ${field}`, [...fields, [field, "1"]]]),
)

export const spoilSignature = alter(
  "its signature is taken off, emptied, cut, lengthened, replaced",
  (fields, { signature }) => {
    const others = fields.filter(([field]) => field !== signature)
    const proper = fields.find(([field]) => field === signature)?.[1] ?? ""
    const spoilt = [
      "",
      " ",
      proper.slice(1),
      proper.slice(0, -1),
      `${proper}0`,
      "0".repeat(proper.length),
      "undefined",
      "null",
      "true",
    ]
    return [
      ["no signature at all", others],
      ["signature under another name", [...others, [signature.toLowerCase(), proper]]],
      ...spoilt.map((text): [string, Pair[]] => [`signature "${text.slice(0, 9)}…"`, [...others, [signature, text]]]),
    ]
  },
)

/** The status is another one, and the signature the old one. */
export const changeOnly = (field: RegExp): BenchStep =>
  alter(`only ${field.source} is changed`, (fields) =>
    fields.flatMap(([name, value], index): [string, Pair[]][] =>
      field.test(name) ? [[name, fields.with(index, [name, value === "1" ? "2" : "1"])]] : [],
    ),
  )

/** Bytes that are no message of any gateway. */
export const speakNonsense = step<ContractContext>("somebody sends what is no message", (context) => {
  const bodies: [string, string | Buffer][] = [
    ["nothing", ""],
    ["spaces", "   "],
    ["JSON", '{"RtnCode":1}'],
    ["a JSON list", "[[[[[[]]]]]]"],
    ["a page", "<html><body>1|OK</body></html>"],
    ["bytes", Buffer.from([0, 255, 254, 195, 40, 0, 13, 10])],
    ["64 KiB of one field", `a=${"%41".repeat(21_000)}`],
    ["10,000 fields", Array.from({ length: 10_000 }, (_, index) => `a${index}=1`).join("&")],
    ["broken escapes", "MerchantID=%E4%ZZ%&=&&==&%"],
    ["inherited names", "__proto__=1&constructor=1&hasOwnProperty=1&toString=1"],
  ]
  context.said = bodies.map(([name, body]) => ({ name, raw: rawOf(body) }))
})

export function rawOf(body: string | Buffer): RawMessage {
  return {
    body: Buffer.from(body as string),
    headers: { "content-type": "application/x-www-form-urlencoded" },
    query: "",
  }
}
