import { parseArgs } from "node:util"
import { ALL_TIERS, TIERS } from "../cases/index.js"

export const USAGE = `prove: judges a Medusa payment provider in Medusa's real payment module.

  prove <class.js | package/providers/x | package@version> --bank ./bank.prove.mjs
  prove --demo

  --bank <file>      exports facts and bank(): what the provider talks to
  --tier <names>     ${TIERS.join(",")} unless told otherwise; shop: on a whole Medusa server
  --only <case>      one case
  --service <id>     one of several services, by its identifier
  --fuzz <n>         n histories that nobody wrote, besides the cases; --seed <n> makes them the same again
  --replay <story>   one history, such as "open > pay > authorize > refund"
  --zero             without a bank: the class, and a world that says nothing true; --options '{"apiKey":"x"}'
  --json <file>      the whole report; - for standard output
  --junit <file>     for CI
  --badge <file>     an SVG for a README
  --strict           bad manners fail, too
  --list             the cases, and what a shop loses by each
  --help             this text

  Ends with 0 all passed · 1 contract or money failed · 3 only manners failed · 2 not judged, or the case that was
  asked for does not apply · 4 the bank is unsound.
`

const OPTIONS = {
  bank: { type: "string" },
  tier: { type: "string" },
  only: { type: "string" },
  service: { type: "string" },
  fuzz: { type: "string" },
  seed: { type: "string", default: "1" },
  replay: { type: "string" },
  zero: { type: "boolean", default: false },
  options: { type: "string", default: "{}" },
  json: { type: "string" },
  junit: { type: "string" },
  badge: { type: "string" },
  strict: { type: "boolean", default: false },
  demo: { type: "boolean", default: false },
  list: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const

/** @throws on a flag that is not known, or a number that is none */
export function readArguments(args: readonly string[]) {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  const [target, ...rest] = positionals
  if (rest.length > 0) throw new Error(`One provider at a time; ${rest.join(" ")} is too much.`)
  return { ...values, target, tiers: tiersOf(values.tier), fuzz: wholeNumber(values.fuzz), seed: seedOf(values.seed) }
}

export type Arguments = ReturnType<typeof readArguments>

function tiersOf(given: string | undefined): string[] | undefined {
  const names = given?.split(",").map((name) => name.trim())
  const unknown = names?.filter((name) => !ALL_TIERS.some((tier) => tier === name)) ?? []
  if (unknown.length === 0) return names
  throw new Error(`There is no tier ${unknown.join(", ")}; there are ${ALL_TIERS.join(", ")}.`)
}

function seedOf(given: string): number {
  if (/^\d+$/.test(given)) return Number(given)
  throw new Error(`--seed ${given} is no whole number.`)
}

function wholeNumber(given: string | undefined): number | undefined {
  if (given === undefined || /^[1-9]\d*$/.test(given)) return given === undefined ? undefined : Number(given)
  throw new Error(`${given} is no number of histories.`)
}
