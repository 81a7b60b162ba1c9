import { describe, expect, it } from "vitest"
import { withSection } from "./proof-page.mjs"

const page = "# Proof\n\nWords.\n\n## One\n\nold\n\n### Part\n\nmore\n\n## Two\n\nkept\n"

describe("a page of several commands", () => {
  it("has one section replaced, down to the next", () => {
    expect(withSection(page, "One", "new\n")).toBe("# Proof\n\nWords.\n\n## One\n\nnew\n\n## Two\n\nkept\n")
  })

  it("has the last section replaced", () => {
    expect(withSection(page, "Two", "new")).toBe(page.replace("kept", "new"))
  })

  it("gets a new section at its end", () => {
    expect(withSection(page, "Three", "new")).toBe(`${page}\n## Three\n\nnew\n`)
  })
})
