import { createHash } from "node:crypto"
import { equalInConstantTime } from "./constant-time.js"
import type { Keys } from "./keys.js"

/** SHA-256 over the fields in the order of their names, between key and IV; upper-case hexadecimal. */
export function sign(fields: Readonly<Record<string, string>>, { hashKey, hashIv }: Keys): string {
  const names = Object.keys(fields).sort()
  const pairs = [`HashKey=${hashKey}`, ...names.map((name) => `${name}=${fields[name]}`), `HashIV=${hashIv}`]
  return createHash("sha256").update(pairs.join("&")).digest("hex").toUpperCase()
}

/** A text with `&` in it can be cut into fields in two ways under one signature: who writes a note to the shop could add fields. */
const isCutInOneWay = ([name, value]: [string, string]) => !/[&=]/.test(name) && !value.includes("&")

/** @param fields all but the signature itself */
export function isSigned(fields: Readonly<Record<string, string>>, received: string, keys: Keys): boolean {
  return equalInConstantTime(received, sign(fields, keys)) && Object.entries(fields).every(isCutInOneWay)
}
