import { describe, expect, it } from "vitest"
import { atVersion, releasedChangelog, unpublishable } from "./versions.mjs"

describe("a package at its next version", () => {
  const manifest = {
    name: "a",
    version: "0.1.0",
    dependencies: { b: "^0.1.0", c: "^3.0.0" },
    peerDependencies: { b: "0.1.0", d: "*" },
  }

  it("takes ours at the same, and nothing else at another", () => {
    expect(atVersion(manifest, "0.2.0", ["a", "b", "d"])).toEqual({
      ...{ name: "a", version: "0.2.0" },
      ...{ dependencies: { b: "^0.2.0", c: "^3.0.0" }, peerDependencies: { b: "0.2.0", d: "*" } },
    })
    expect(atVersion(manifest, "0.2.0", ["b"]).version).toBe("0.1.0")
  })
})

describe("the changelog of a version", () => {
  it("is what was unreleased", () => {
    const released = releasedChangelog("# Changelog\n\n## [Unreleased]\n\n### Added\n\n- x\n", "0.2.0", "2026-12-01")
    expect(released).toBe("# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n\n### Added\n\n- x\n")
  })

  it("is refused where there is nothing, or that version already", () => {
    expect(() => releasedChangelog("## [Unreleased]\n\n", "0.2.0", "")).toThrow(/nothing/)
    expect(() => releasedChangelog("## [Unreleased]\n- x\n## [0.2.0]\n", "0.2.0", "")).toThrow(/already/)
  })
})

it("a package that provenance cannot be shown of is named", () => {
  const good = { name: "a", version: "1.0.0", license: "MIT", files: ["dist"], repository: "x" }
  expect(unpublishable(good)).toEqual([])
  expect(unpublishable({ name: "a", version: "1.0.0" })).toHaveLength(3)
})
