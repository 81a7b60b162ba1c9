import { afterEach, describe, expect, it, vi } from "vitest"
import { missingServices } from "./services.mjs"

afterEach(() => vi.unstubAllEnvs())

describe("what a machine lacks", () => {
  it("is told for what tests want, and not for what only a month wants", () => {
    vi.stubEnv("PATH", "")
    expect(missingServices().map((reason) => reason.split(" ", 1)[0])).toEqual(["Chromium", "Redis"])
  })
})
