import { describe, expect, it } from "vitest"
import { markVerified, type Verified } from "../../src/toolkit/verified"

/** Stands for all code that believes a message. */
function believe(message: Verified): string {
  return message.fields.RtnCode ?? ""
}

describe("Verified", () => {
  it("is made by markVerified alone: anything else does not compile", () => {
    const fields = { RtnCode: "1" }
    // @ts-expect-error the fields of a message nobody checked
    expect(believe({ fields })).toBe("1")
    // @ts-expect-error the bare fields, which would throw as well
    expect(() => believe(fields)).toThrow()
    // @ts-expect-error an invented brand of the same name
    expect(believe({ fields, verifiedBrand: true })).toBe("1")
    // @ts-expect-error what was read from JSON as a plain object
    expect(believe(JSON.parse(`{"fields":{"RtnCode":"1"}}`) as { fields: typeof fields })).toBe("1")
    expect(believe(markVerified(fields))).toBe("1")
  })

  it("cannot be changed after the check, neither itself nor by its source", () => {
    const fields = { RtnCode: "0" }
    const verified = markVerified(fields)
    fields.RtnCode = "1"
    expect(verified.fields.RtnCode).toBe("0")
    expect(() => Object.assign(verified.fields, { RtnCode: "1" })).toThrow(TypeError)
  })
})
