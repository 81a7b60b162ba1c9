import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { runCommand } from "../../src/commands/command-line"

let folder = ""
const said: string[] = []

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "no-store-"))
  vi.spyOn(process, "cwd").mockReturnValue(folder)
  vi.spyOn(process.stdout, "write").mockImplementation((text) => said.push(String(text)) > 0)
})

afterEach(() => {
  vi.restoreAllMocks()
  said.length = 0
  rmSync(folder, { recursive: true })
})

describe("the command line", () => {
  it("says how it is used", async () => {
    expect(await runCommand(["--help"])).toBe(0)
    expect(await runCommand([])).toBe(2)
    expect(await runCommand(["docter"])).toBe(2)
    expect(said).toHaveLength(3)
    expect(said.every((text) => text.includes("taiwan-payments doctor"))).toBe(true)
  })

  it.each([["--lang", "fr"], ["--jsonn"]])("refuses %s %s", async (...args) => {
    await expect(runCommand(["doctor", ...args])).rejects.toThrow(/--lang must be|--jsonn/)
  })

  it("could not look outside of a project, and says so in the language that is asked for", async () => {
    expect(await runCommand(["doctor", "--lang", "zh-TW"])).toBe(2)
    expect(said.join("")).toMatch(/^✗ 無法載入 medusa-config（.*請在 Medusa 專案的資料夾執行/)
  })

  it("says the same as JSON", async () => {
    expect(await runCommand(["doctor", "--json"])).toBe(2)
    expect(JSON.parse(said.join(""))).toMatchObject({ exit_code: 2, findings: [{ check: "config", cannotLook: true }] })
  })

  it("writes nothing outside of a project", async () => {
    await expect(runCommand(["init", "ecpay", "--lang", "en"])).rejects.toThrow(/no package\.json here/)
    await expect(runCommand(["init", "ecbay"])).rejects.toThrow(/ecbay: no such gateway/)
  })
})
