import { createHash } from "node:crypto"
import { describe, expect, it } from "vitest"
// A test may know both sides; neither side knows the other.
import { checkMacValue as sandboxMac } from "../../../../sandbox/src/gateways/ecpay/wire/codec"
import { checkMacValue } from "../../../src/providers/ecpay/wire"
import type { KeyPair } from "../../../src/toolkit/key-pair"
import type { Fields } from "../../../src/toolkit/redact"
import { STAGE_KEYS } from "../../ecpay-account"
import { chooseSeed, seededRandom } from "../../seeded-random"
import { randomFields } from "./random-fields"
import { VECTORS } from "./vectors"

type Sign = (fields: Fields, keys: KeyPair) => string

const independent: Sign = (fields, { hashKey, hashIv }) => sandboxMac({ ...fields }, { hashKey, hashIV: hashIv })
const ROUNDS = 500

/** Ids of the vectors that a signing function gets wrong. */
function vectorsAgainst(sign: Sign): string[] {
  return VECTORS.filter(({ fields, keys, expected }) => sign(fields, keys) !== expected).map(({ id }) => id)
}

/** The first random message on which a signing function and the independent one disagree. */
function differenceFrom(sign: Sign, seed: number): Fields | undefined {
  const random = seededRandom(seed)
  return Array.from({ length: ROUNDS }, () => randomFields(random)).find(
    (fields) => sign(fields, STAGE_KEYS) !== independent(fields, STAGE_KEYS),
  )
}

/** The signing function with a part replaced, as one slip of the pen would. */
interface Parts {
  readonly sort?: (a: string, b: string) => number
  readonly encode?: (text: string) => string
  readonly keep?: (value: string) => boolean
  readonly hash?: "sha256" | "md5"
  readonly wrap?: (pairs: string, keys: KeyPair) => string
  readonly finish?: (mac: string) => string
}

const byName = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const ignoringCase = (a: string, b: string) => byName(a.toLowerCase(), b.toLowerCase())
const percent = (text: string) => encodeURIComponent(text.toWellFormed())
const php = (text: string) => percent(text).replaceAll("%20", "+").replaceAll("'", "%27").replaceAll("~", "%7e")
const properly = (text: string) => php(text).toLowerCase()
const inKeys = (pairs: string, keys: KeyPair) => `HashKey=${keys.hashKey}&${pairs}&HashIV=${keys.hashIv}`

function signer(parts: Parts): Sign {
  const { sort = ignoringCase, encode = properly, keep = () => true, hash = "sha256", wrap = inKeys } = parts
  const { finish = (mac) => mac } = parts
  return (fields, keys) => {
    const names = Object.keys(fields).filter((name) => name !== "CheckMacValue" && keep(fields[name] ?? ""))
    const pairs = names.sort(sort).map((name) => `${name}=${fields[name]}`)
    return finish(
      createHash(hash)
        .update(encode(wrap(pairs.join("&"), keys)))
        .digest("hex")
        .toUpperCase(),
    )
  }
}

/** models.md §7, and which vectors must catch each. */
const MUTANTS: readonly { readonly fault: string; readonly parts: Parts; readonly caughtBy: string }[] = [
  { fault: "case-sensitive sort", parts: { sort: byName }, caughtBy: "sdk-case-sort" },
  { fault: "no sort", parts: { sort: () => 0 }, caughtBy: "support-16608-a" },
  {
    fault: "space as %20",
    parts: { encode: (text) => properly(text).replaceAll("+", "%20") },
    caughtBy: "sdk-plus-and-space",
  },
  {
    fault: "' left alone",
    parts: { encode: (text) => properly(text).replaceAll("%27", "'") },
    caughtBy: "sdk-apostrophe",
  },
  { fault: "~ left alone", parts: { encode: (text) => properly(text).replaceAll("%7e", "~") }, caughtBy: "sdk-tilde" },
  {
    fault: "strict RFC 3986: !*() encoded",
    parts: {
      encode: (text) => properly(text).replace(/[!*()]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`),
    },
    caughtBy: "sdk-exclamation-star-parens",
  },
  { fault: "no lower-casing", parts: { encode: php }, caughtBy: "doc-2902" },
  { fault: "MD5 for SHA-256", parts: { hash: "md5" }, caughtBy: "doc-2902" },
  {
    fault: "key and IV swapped",
    parts: { wrap: (pairs, { hashKey, hashIv }) => inKeys(pairs, { hashKey: hashIv, hashIv: hashKey }) },
    caughtBy: "doc-2902",
  },
  { fault: "empty values dropped", parts: { keep: (value) => value !== "" }, caughtBy: "sdk-empty-custom-fields" },
  { fault: "no URL-encoding", parts: { encode: (text) => text.toLowerCase() }, caughtBy: "doc-2902" },
  { fault: "signature truncated", parts: { finish: (mac) => mac.slice(0, 63) }, caughtBy: "doc-2902" },
]

describe("checkMacValue", () => {
  it("has vectors to satisfy", () => expect(VECTORS.length).toBeGreaterThanOrEqual(24))

  it.each(VECTORS.map((vector) => [vector.id, vector] as const))("agrees with the vendor on %s", (_id, vector) => {
    expect(checkMacValue(vector.fields, vector.keys)).toBe(vector.expected)
    expect(independent(vector.fields, vector.keys)).toBe(vector.expected)
  })

  it("agrees with the independently written one on random messages", () => {
    const seed = chooseSeed()
    expect(differenceFrom(checkMacValue, seed), `repeat with TEST_SEED=${seed}`).toBeUndefined()
  })

  it("is not confused by lone surrogates, which no form can carry", () => {
    const broken = { ItemName: "Tea \ud83d", TradeDesc: "\udc00" }
    const replaced = { ItemName: "Tea \ufffd", TradeDesc: "\ufffd" }
    expect(checkMacValue(broken, STAGE_KEYS)).toBe(checkMacValue(replaced, STAGE_KEYS))
  })

  it.each([
    ["Chinese", "珍珠奶茶".repeat(5_000)],
    ["letters", "Tea".repeat(200_000)],
    ["what is encoded", "{~'}".repeat(5_000)],
    ["Chinese behind letters", `${"Tea".repeat(5_000)}茶`],
  ])("takes any length of %s, and remembers nothing of it", (_of, long) => {
    const short = { MerchantID: "3002607", ItemName: "Tea" }
    for (const fields of [{ ...short, ItemName: long }, { ...short, [`Note${long}`]: "" }, short])
      expect(checkMacValue(fields, STAGE_KEYS)).toBe(independent(fields, STAGE_KEYS))
  })
})

describe("teeth: a signing function with one fault is caught", () => {
  it("and the one without a fault is not", () => {
    expect(vectorsAgainst(signer({}))).toEqual([])
    expect(differenceFrom(signer({}), 1)).toBeUndefined()
  })

  it("twelve of them", () => expect(MUTANTS).toHaveLength(12))

  it.each(MUTANTS)("$fault: by the vector $caughtBy", ({ parts, caughtBy }) => {
    expect(vectorsAgainst(signer(parts))).toContain(caughtBy)
  })

  it.each(MUTANTS)("$fault: by random messages as well", ({ parts }) => {
    expect(differenceFrom(signer(parts), 20_261_122)).toBeDefined()
  })
})
