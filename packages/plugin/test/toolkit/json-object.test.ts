import { describe, expect, it } from "vitest"
import { decodeObject } from "../../src/toolkit/json-object"

describe("a message that must be a JSON object", () => {
  it.each(["", "<html>", "null", "[]", '"text"', "12", "{"])("is refused when it is %j", (text) => {
    expect(() => decodeObject(text, "The bank's answer", "bank")).toThrow(
      expect.objectContaining({
        kind: "unreadable",
        message: "The bank's answer cannot be read: it is not a JSON object.",
      }),
    )
  })

  it("is given as it is", () => {
    expect(decodeObject('{"a":[1]}', "The bank's answer", "bank")).toEqual({ a: [1] })
  })
})
