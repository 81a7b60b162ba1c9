import { configManager } from "@medusajs/framework/config"
import { moduleProviderLoader } from "@medusajs/framework/modules-sdk"
import { createMedusaContainer, ModuleProvider, Modules } from "@medusajs/framework/utils"
import { beforeEach, describe, expect, it, vi } from "vitest"
import type { providersOf as ProvidersOf } from "../../../src/payments/provider/services"
import { ecpay } from "../../../src/providers/ecpay/gateway"
import { linepay } from "../../../src/providers/linepay/gateway"
import type { Gateway } from "../../../src/toolkit/contract/gateway"

const logged: string[] = []
const logger = { error: (text: string) => void logged.push(text), log: () => {}, warn: () => {} }

const ENTRIES = [
  { gateway: ecpay, id: "main", options: { merchantId: 12, colour: "red" } },
  { gateway: linepay, id: "wallet", options: { channelId: "1650000001" } },
]

let providersOf: typeof ProvidersOf
beforeEach(async () => {
  logged.length = 0
  vi.resetModules()
  providersOf = (await import("../../../src/payments/provider/services")).providersOf
})

/** Boots Medusa's payment module with these providers, by its own loader. */
async function boot(entries: readonly { gateway: Gateway; id: string; options: object }[], plugin = true) {
  const modules = {
    payment: { resolve: "payment", options: { providers: entries.map(({ id, options }) => ({ id, options })) } },
    ...(plugin ? { taiwanPaymentBackground: { resolve: "x" } } : {}),
  }
  const projectConfig = { projectConfig: {}, modules, logger }
  configManager.loadConfig({ projectConfig: projectConfig as never, baseDir: "/shop", throwOnValidationError: false })
  const providers = entries.map(({ gateway, id, options }) => {
    return { id, options, resolve: ModuleProvider(Modules.PAYMENT, { services: providersOf(gateway) as never }) }
  })
  const container = createMedusaContainer()
  await moduleProviderLoader({ container, providers: providers as never, registerServiceFn: async () => {} })
}

describe("options that are wrong", () => {
  it("are told of all gateways at once, each by its provider's id, and stop the boot", async () => {
    await expect(boot(ENTRIES)).rejects.toThrow(/^Provider "main": ECPay is not configured: .*merchantId must be/)
    expect(logged).toEqual([
      expect.stringMatching(/^Taiwan payments: Provider "main": ECPay .*merchantId must be.*colour is not an option/),
      expect.stringMatching(/^Taiwan payments: Provider "wallet": LINE Pay .*channelSecret is missing/),
    ])
  })
})

describe("the plugin's entry", () => {
  it("that is missing is told once, with what to write; the boot goes on", async () => {
    const url = { backendUrl: "http://localhost:9000", storefrontUrl: "http://localhost:8000" }
    const keys = { channelId: "1650000001", channelSecret: "sandbox-linepay-contracted-secret" }
    const entry = { gateway: linepay, id: "main", options: { ...url, ...keys, environment: "stage" } }
    await boot([entry], false)
    expect(logged).toEqual([expect.stringContaining('Add { resolve: "@taiwan-payments/medusa" } to plugins')])
    logged.length = 0
    await boot([entry])
    expect(logged).toEqual([])
  })
})
