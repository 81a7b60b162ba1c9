import { describe, expect, it } from "vitest"
import { idOf } from "../../src/api/reading"

describe("an id out of an address", () => {
  it.each([undefined, null, "", "a b", "payses_\u0000", "../x", "a".repeat(65), ["payses_1"], { id: "payses_1" }])(
    "is none when it is %j",
    (value) => expect(idOf(value)).toBe(""),
  )

  it("is kept as it stands", () => {
    expect(idOf("payses_01M82EEJQFZ7PB0WC43M851Q9A")).toBe("payses_01M82EEJQFZ7PB0WC43M851Q9A")
  })
})
