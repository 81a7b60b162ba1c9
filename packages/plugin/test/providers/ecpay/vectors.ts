import { readFileSync } from "node:fs"
import type { Fields } from "../../../src/toolkit/redact"

/** A message of the vendor's and the signature the vendor gave it. */
export interface Vector {
  readonly id: string
  readonly alg: "sha256" | "md5"
  readonly keys: { readonly hashKey: string; readonly hashIv: string }
  readonly fields: Fields
  readonly expected: string
}

interface Row {
  readonly id: string
  readonly alg: Vector["alg"]
  readonly hashKey: string
  readonly hashIV: string
  readonly params: Readonly<Record<string, string | number>>
  readonly expected: string
}

function read(file: string, list: string): Vector[] {
  const rows: Row[] = JSON.parse(
    readFileSync(new URL(`../../../../../vectors/ecpay/${file}`, import.meta.url), "utf8"),
  )[list]
  return rows.map(({ id, alg, hashKey, hashIV, params, expected }) => ({
    id,
    alg,
    keys: { hashKey, hashIv: hashIV },
    fields: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)])),
    expected,
  }))
}

/** All published messages, recorded messages and outputs of the vendor's own SDK. */
export const VECTORS = [...read("published.json", "checkmacvalue"), ...read("vendor-sdk.json", "ecpay")].filter(
  ({ alg }) => alg === "sha256",
)

/** A vector by its id. @throws when there is none: a test must not pass for want of its input */
export function vector(id: string): Vector {
  const found = VECTORS.find((candidate) => candidate.id === id)
  if (!found) throw new Error(`There is no vector ${id}.`)
  return found
}
