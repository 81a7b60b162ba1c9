import { describe, expect, it } from "vitest"
import { isServer } from "../../src/modules/background/service"

describe("work in the background", () => {
  it.each([["start"], ["develop"], ["start", "--port", "9000"]])("is done by a server: %s", (...args) => {
    expect(isServer(["node", "cli.js", ...args])).toBe(true)
  })

  it.each([["db:migrate"], ["exec", "./seed.ts"], ["user", "--email", "a@b.c"], ["plugin:build"]])(
    "is not begun by a command: %s",
    (...args) => {
      expect(isServer(["node", "cli.js", ...args])).toBe(false)
    },
  )
})
