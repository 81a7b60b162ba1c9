import { execFileSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"

const plugin = fileURLToPath(new URL("../../../", import.meta.url))

/** Loads a published entry in a fresh process and tells every module that was asked for on the way. */
const LOADER = `
  const Module = require("node:module")
  const load = Module._load
  const asked = new Set()
  Module._load = function (request, ...rest) { asked.add(request); return load.call(this, request, ...rest) }
  const names = Object.keys(require(process.argv[1]))
  console.log(JSON.stringify({ asked: [...asked], names }))`

function loaded(entry: string): { asked: string[]; names: string[] } {
  const output = execFileSync(process.execPath, ["-e", LOADER, `@taiwan-payments/medusa/${entry}`], { cwd: plugin })
  return JSON.parse(output.toString())
}

/** What is neither ours nor Node's. */
function foreign(asked: readonly string[]): string[] {
  return asked.filter((request) => !/^(\.|\/|node:|@taiwan-payments\/medusa\/)/.test(request) && request !== "crypto")
}

// The compiled output is there because the global set-up builds the plugin.
describe("the published entry", () => {
  it("modules/ledger needs Medusa: the test would see it", () => {
    expect(foreign(loaded("modules/ledger").asked)).toContain("@medusajs/framework/utils")
  })

  it("gateways/ecpay loads nothing of Medusa, and has the pure part", () => {
    const { asked, names } = loaded("gateways/ecpay")
    expect(foreign(asked)).toEqual([])
    expect(names).toEqual(expect.arrayContaining(["ecpay", "checkMacValue", "safeText"]))
  })

  it("toolkit loads nothing of Medusa", () => {
    const { asked, names } = loaded("toolkit")
    expect(foreign(asked)).toEqual([])
    expect(names).toEqual(expect.arrayContaining(["twd", "PaymentError", "converse", "markVerified"]))
  })
})
