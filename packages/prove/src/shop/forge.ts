import type { Notice, Trade } from "../facts.js"
import { leavesOf, rewrite } from "./body.js"
import type { Sale } from "./sale.js"

/** What an attacker can write without the bank's key: ids are public, and so are messages of trades of one's own. */

const SHORTEST_ID = 4
/** Longer values differ like signatures, not like statuses. */
const LONGEST_WORD = 20

function publicValues({ trade, session }: Sale): Map<string, string> {
  const fields = [...entriesOf(trade, "trade"), ...entriesOf(session.data, "data"), ["session", session.id] as const]
  return new Map(fields.filter(([, value]) => looksLikeId(value)))
}

function entriesOf(record: Trade | Readonly<Record<string, unknown>>, prefix: string) {
  return Object.entries(record)
    .filter(([, value]) => typeof value === "string")
    .map(([name, value]) => [`${prefix}.${name}`, String(value)] as const)
}

/** Statuses and names have no digits. */
export const looksLikeId = (value: string) => value.length >= SHORTEST_ID && /\d/.test(value)

/** A text about one sale, rewritten to be about another. */
export function readdressed(text: string, from: Sale, to: Sale): string {
  const theirs = publicValues(to)
  const swaps = [...publicValues(from)]
    .map(([name, value]) => [value, theirs.get(name) ?? value] as const)
    .filter(([a, b]) => a !== b)
    .sort(([a], [b]) => b.length - a.length)
  return swaps.reduce((result, [a, b]) => result.replaceAll(a, b), text)
}

/** A text about a sale, rewritten to be about none that there is. */
export function misaddressed(text: string, sale: Sale): string {
  const values = [...publicValues(sale).values()].sort((a, b) => b.length - a.length)
  return values.reduce((result, value) => result.replaceAll(value, strangeId(value)), text)
}

/** Of the same shape. */
const strangeId = (id: string) => id.replaceAll(/\d/g, (digit) => String((Number(digit) + 5) % 10))

/** Whatever could prove a message, spoilt: by name, the headers an attacker would send instead. */
export function spoiltHeaders({ headers }: Notice): [string, Record<string, string>][] {
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => name === "content-type"))
  const proofs = Object.entries(headers).filter(([name]) => name !== "content-type")
  return [
    ["without its headers", kept],
    ...proofs.map(([name]): [string, Record<string, string>] => [`${name} empty`, { ...headers, [name]: "" }]),
    ...proofs.map(([name, value]): [string, Record<string, string>] => [
      `${name} of zeros`,
      { ...headers, [name]: value.replaceAll(/[0-9a-f]/gi, "0") },
    ]),
  ]
}

const SIGNS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/"

/** Guesses: one sign of a signature is right, where only as much is compared as was sent. */
export function* guessedHeaders({ headers }: Notice): Generator<Record<string, string>> {
  for (const name of Object.keys(headers).filter((each) => each !== "content-type"))
    for (const sign of SIGNS) yield { ...headers, [name]: sign }
}

/** A message without its proof inside: fields that look like signatures are emptied. */
export function unproven(body: string): string {
  return rewrite(body, (_path, value) => (looksLikeProof(value) ? "" : value))
}

/** A declined message with a paid one's words: statuses and codes, not ids and signatures. */
export function repainted(declined: string, paid: string): string {
  const words = new Map(leavesOf(paid))
  return rewrite(declined, (path, value) => {
    const other = words.get(path)
    return other === undefined || looksLikeProof(value) || String(other).length > LONGEST_WORD ? value : other
  })
}

/** Every number of one value becomes another. */
export function renumbered(body: string, from: number, to: number): string {
  return body.replaceAll(new RegExp(`(?<![\\d.])${from}(?![\\d])`, "g"), String(to))
}

const looksLikeProof = (value: unknown) =>
  typeof value === "string" && /^[0-9a-f]{32,}$|^[A-Za-z0-9+/_-]{40,}={0,2}$/i.test(value)
