import { describe, expect, it } from "vitest"
import { whereAndWhen, withSection } from "./proof.mjs"

describe("a section of docs/proof.md", () => {
  const page = withSection("# Proof\n\nWords.\n", "month", "## The month\n\nOne.\n")

  it("goes to the end of a page that has none", () => {
    expect(page).toBe("# Proof\n\nWords.\n\n<!-- proof:month -->\n\n## The month\n\nOne.\n\n<!-- /proof:month -->\n")
  })

  it("is made anew, and no other is touched", () => {
    const two = withSection(page, "security", "## Security, tried")
    const again = withSection(two, "month", "## The month\n\nTwo.")
    expect(again).toBe(two.replace("One.", "Two."))
    expect(withSection(again, "security", "## Security, tried")).toBe(again)
  })

  it("whose end is gone is not guessed", () => {
    expect(() => withSection(page.replace("<!-- /proof:month -->", ""), "month", "")).toThrow(/without/)
  })
})

it("a report says when and where it was made", () => {
  expect(whereAndWhen(new Date("2026-11-28T15:00:00Z"))).toMatch(/^2026-11-28, \d+ × .+ GiB, \w+, Node \d+/)
})
