import { describe, expect, it } from "vitest"
import { blockBelow, blocksOf } from "../../../../scripts/lib/markdown-code.mjs"
import { withEntries } from "../../src/commands/init/config-file"
import { withVariables } from "../../src/commands/init/environment"
import { FIRST_ACCOUNTS, gatewaysNamed } from "../../src/commands/init/first-accounts"
import { withProviders } from "../../src/commands/init/providers-file"

const ALL = Object.keys(FIRST_ACCOUNTS)

describe("src/payment-providers.ts", () => {
  it("is what README says, with all gateways in it", () => {
    expect(withProviders(null, ALL)).toBe(blockBelow(blocksOf("README.md"), "7. ", "const { env }"))
  })

  it("is the same whether gateways come at once or one after the other", () => {
    const one = withProviders(withProviders(null, ["ecpay"]), ["ecpay", "linepay"])
    expect(one).toBe(withProviders(null, ["ecpay", "linepay"]))
    expect(withProviders(one, ["linepay"])).toBe(one)
  })

  it("is left alone where somebody else wrote it", () => {
    expect(withProviders("export const paymentProviders = []\n", ["ecpay"])).toBeNull()
    const own = `export const paymentProviders = [{ resolve: "@taiwan-payments/medusa/providers/ecpay" }]\n`
    expect(withProviders(own, ["ecpay"])).toBe(own)
  })
})

describe(".env", () => {
  it("gets what README says", () => {
    const lines = withVariables("", ALL).split("\n").slice(1).join("\n")
    expect(lines.replace(/\n{2,}/g, "\n")).toBe(blockBelow(blocksOf("README.md"), "2. ").replace(/\n{2,}/g, "\n"))
  })

  it("keeps what stands in it, commented or exported", () => {
    const before = "DATABASE_URL=postgres://x\nexport BACKEND_URL=https://api.shop.tw\n ECPAY_HASH_KEY = mine"
    const after = withVariables(before, ["ecpay"])
    expect(after.startsWith(`${before}\n\n# `)).toBe(true)
    expect(after.match(/BACKEND_URL|ECPAY_HASH_KEY/g)).toHaveLength(2)
    expect(withVariables(after, ["ecpay"])).toBe(after)
    expect(withVariables("#BACKEND_URL=http://old\n", ["ecpay"])).toMatch(/^BACKEND_URL=http:\/\/localhost:9000$/m)
  })
})

const STARTER = `import { loadEnv, defineConfig } from '@medusajs/framework/utils'

loadEnv(process.env.NODE_ENV || 'development', process.cwd())

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
  }
})
`

describe("medusa-config.ts", () => {
  it("gets the entries in front of what stands in it", () => {
    const after = withEntries(STARTER)
    expect(after).toMatch(/^import \{ paymentProviders \} from "\.\/src\/payment-providers"\n/)
    expect(after).toMatch(
      /defineConfig\(\{\n {2}plugins: \[\{ resolve: "@taiwan-payments\/medusa", options: \{\} \}\],\n/,
    )
    expect(after).toMatch(/ {2}\],\n {2}projectConfig: \{\n/)
    expect(after?.endsWith("  }\n})\n")).toBe(true)
  })

  it("gets them on one line, too", () => {
    expect(withEntries("module.exports = defineConfig({ projectConfig: {} })\n")).toMatch(
      / {2}\],\n projectConfig: \{\} \}\)\n$/,
    )
  })

  it.each([
    ["plugins of its own", STARTER.replace("projectConfig", "plugins: [],\n  projectConfig")],
    ["modules of its own", STARTER.replace("projectConfig", "...{ modules },\n  projectConfig")],
    ["two calls", STARTER + STARTER],
    ["a call of something else", STARTER.replaceAll("defineConfig", "configure")],
    ["an object that is made elsewhere", STARTER.replace(/defineConfig\(\{[\s\S]*/, "defineConfig(config)\n")],
  ])("with %s is left alone", (_what, text) => expect(withEntries(text)).toBeNull())
})

describe("the words of init", () => {
  it("name gateways by themselves, by methods, by providers; in the order of README", () => {
    expect(gatewaysNamed(["pp_linepay_main", "ecpay-atm", "ecpay"])).toEqual(["ecpay", "linepay"])
    expect(gatewaysNamed([])).toEqual([])
  })

  it("that name none are refused", () => {
    expect(() => gatewaysNamed(["ecpay", "ecpaycredit", "constructor"])).toThrow(/^ecpaycredit, constructor: no such/)
  })
})
