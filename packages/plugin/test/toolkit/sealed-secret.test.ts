import { randomBytes } from "node:crypto"
import { describe, expect, it } from "vitest"
import { OptionReader } from "../../src/toolkit/options"
import { readSealingKeys, seal, unseal } from "../../src/toolkit/sealed-secret"

function keysOf(value: unknown) {
  const reader = new OptionReader("The shop", { cardKeys: value })
  const keys = readSealingKeys(reader, "cardKeys")
  reader.finish()
  return keys
}

const OLD = randomBytes(32).toString("hex")
const NEW = randomBytes(32).toString("base64")
const OWNER = "tpk_1 cus_1 tappay sandbox 11327"
const SECRET = '{"card_key":"k","card_token":"t"}'

describe("what is sealed", () => {
  it("opens for its owner, and says nothing to anybody else", () => {
    const keys = keysOf(OLD)
    const sealed = seal(keys, SECRET, OWNER)
    expect(sealed).not.toContain("card_key")
    expect(unseal(keys, sealed, OWNER)).toBe(SECRET)
    expect(seal(keys, SECRET, OWNER)).not.toBe(sealed)
  })

  it.each(["tpk_2 cus_1 tappay sandbox 11327", "tpk_1 cus_2 tappay sandbox 11327", ""])(
    "does not open for %j",
    (owner) => {
      const keys = keysOf(OLD)
      expect(() => unseal(keys, seal(keys, SECRET, OWNER), owner)).toThrow(/another owner/)
    },
  )

  it("does not open when a character of it was changed, or its end is missing", () => {
    const keys = keysOf(OLD)
    const sealed = seal(keys, SECRET, OWNER)
    const [version, id, iv = "", text = "", tag = ""] = sealed.split(".")
    const flip = (part: string) => `${part.startsWith("A") ? "B" : "A"}${part.slice(1)}`
    const refused = expect.objectContaining({ kind: "unreadable", message: expect.stringContaining("changed") })
    for (const changed of [
      [version, id, flip(iv), text, tag],
      [version, id, iv, flip(text), tag],
      [version, id, iv, text, flip(tag)],
      [version, id, iv, text, tag.slice(0, 8)],
      [version, id, iv, text, Buffer.from(tag, "base64url").subarray(0, 8).toString("base64url")],
      [version, id, iv, text, ""],
      [version, id, iv],
    ])
      expect(() => unseal(keys, changed.join("."), OWNER)).toThrow(refused)
  })

  it("is of the first version, and no other is opened", () => {
    const keys = keysOf(OLD)
    const sealed = seal(keys, SECRET, OWNER)
    expect(sealed).toMatch(/^v1\.[0-9a-f]{8}\./)
    const later = expect.objectContaining({ kind: "config" })
    expect(() => unseal(keys, sealed.replace("v1", "v2"), OWNER)).toThrow(later)
    expect(() => seal([], SECRET, OWNER)).toThrow(later)
  })

  it("opens with an older key after a new one has taken its place, and not without it", () => {
    const sealed = seal(keysOf(OLD), SECRET, OWNER)
    expect(unseal(keysOf([NEW, OLD]), sealed, OWNER)).toBe(SECRET)
    expect(seal(keysOf([NEW, OLD]), SECRET, OWNER).split(".")[1]).toBe(keysOf(NEW)[0]?.id)
    expect(() => unseal(keysOf(NEW), sealed, OWNER)).toThrow(/No key of this account/)
    expect(() => unseal(keysOf(NEW), "", OWNER)).toThrow(/No key of this account/)
    expect(() => seal([], SECRET, OWNER)).toThrow(/no key/)
  })
})

describe("keys", () => {
  it("are none where none is given", () => expect(keysOf(undefined)).toEqual([]))

  const BYTES = Buffer.from("0001020304050607".repeat(4), "hex")

  it.each([
    ["hexadecimal", BYTES.toString("hex")],
    ["capitals", randomBytes(32).toString("hex").toUpperCase()],
    ["base64", BYTES.toString("base64")],
    ["base64url", BYTES.toString("base64url")],
  ])("are 32 bytes in %s", (_, text) => expect(keysOf(text)[0]?.bytes).toHaveLength(32))

  it("are the same however they are written", () => {
    const [hex, base64] = [keysOf(BYTES.toString("hex")), keysOf(BYTES.toString("base64"))]
    expect(hex).toEqual(base64)
    expect(hex[0]?.bytes).toEqual(BYTES)
  })

  it.each<[string, unknown]>([
    ["nothing", ""],
    ["a word", "password"],
    ["16 bytes", randomBytes(16).toString("hex")],
    ["31 bytes", randomBytes(31).toString("base64")],
    ["33 bytes", randomBytes(33).toString("base64")],
    ["33 bytes in hexadecimal", randomBytes(33).toString("hex")],
    ["more than one key in a text", `${OLD} ${OLD}`],
    ["a key after something", `key=${NEW}`],
    ["a key before something", `${NEW};`],
    ["noughts", "0".repeat(64)],
    ["one letter", "A".repeat(43)],
    ["seven different bytes", "00010203040506".repeat(5).slice(0, 64)],
    ["a number", 5],
    ["an empty list", []],
    ["a list with a bad one", [OLD, "short"]],
    ["an object", { key: OLD }],
  ])("are not %s, and the problem does not show it", (_, value) => {
    expect(() => keysOf(value)).toThrow(/cardKeys must be 32 random bytes/)
    expect(() => keysOf(value)).not.toThrow(/password|short/)
  })
})
