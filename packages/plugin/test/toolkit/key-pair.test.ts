import { describe, expect, it } from "vitest"
import { type KeyShape, readKeyPairs, refusePublishedKeys } from "../../src/toolkit/key-pair"
import { OptionReader } from "../../src/toolkit/options"

const SHAPE: KeyShape = { hashKey: [/^k\d{3}$/, "a key of the bank's"], hashIv: [/^v\d{3}$/, "an iv of the bank's"] }
const PAIR = { hashKey: "k111", hashIv: "v111" }
const BEFORE = { hashKey: "k000", hashIv: "v000" }

function read(options: Record<string, unknown>) {
  const reader = new OptionReader("Bank", options)
  return { pairs: readKeyPairs(reader, SHAPE), problems: reader.problems, reader }
}

describe("keys of an account", () => {
  it.each([[null], ["k000"], [{ hashKey: "k000" }], [{ ...BEFORE, hashIv: "v00" }]])(
    "are refused when a previous pair is %j, without showing it",
    (previous) => {
      const problems = ["previousKeys must be a list of { hashKey, hashIv }"]
      expect(read({ ...PAIR, previousKeys: [BEFORE, previous] }).problems).toEqual(problems)
    },
  )

  it("are missed by name", () => {
    expect(read({}).problems).toEqual([
      "hashKey is missing (a key of the bank's)",
      "hashIv is missing (an iv of the bank's)",
    ])
  })

  it("stand in the order in which they are tried", () => {
    expect(read({ ...PAIR, previousKeys: [BEFORE] })).toMatchObject({ pairs: [PAIR, BEFORE], problems: [] })
  })

  it("are refused where the vendor published them, also among the previous ones", () => {
    const { pairs, reader } = read({ ...PAIR, previousKeys: [BEFORE] })
    // SHA-256 of "k000", its first 16 digits
    refusePublishedKeys(reader, pairs, new Set(["3b2073a45a9c3c09"]))
    expect(reader.problems).toEqual([expect.stringMatching(/^hashKey is a published test credential/)])
  })
})
