import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import type { ModuleBeside } from "../facts.js"
import type { Medusa } from "../house/medusa.js"

/** A provider as the server process loads it: by its file, since a class cannot be handed to another process. */
export interface Entry {
  readonly file: string
  /** Of its services, those that are judged. */
  readonly identifiers: readonly string[]
  readonly options: Readonly<Record<string, unknown>>
  /** Further settings of the payment module. */
  readonly module: Readonly<Record<string, unknown>>
  readonly modules: Readonly<Record<string, ModuleBeside>>
  readonly plugins: readonly ModuleBeside[]
}

export const PROVIDER = "prove"

const CONFIG = `const { defineConfig } = require("@medusajs/framework/utils")
const { databaseUrl, entry } = require("./plan.json")

const classesIn = (value) => {
  if (typeof value === "function" && "identifier" in value) return [value]
  if (Array.isArray(value?.services)) return value.services
  return value?.default === undefined || value.default === value ? [] : classesIn(value.default)
}

function payment({ file, identifiers, options, module }) {
  const services = classesIn(require(file)).filter(({ identifier }) => identifiers.includes(identifier))
  const providers = [{ resolve: { services }, id: "${PROVIDER}", options }]
  return { ...module, resolve: "@medusajs/medusa/payment", options: { providers } }
}

const http = { storeCors: "*", adminCors: "*", authCors: "*", jwtSecret: "prove", cookieSecret: "prove" }

module.exports = defineConfig({
  projectConfig: { databaseUrl, http, cookieOptions: { secure: false } },
  admin: { disable: true },
  plugins: entry?.plugins ?? [],
  modules: entry ? { ...entry.modules, payment: payment(entry) } : {},
})
`

/** A completion that fails when the money is taken already, as with any link or hook of a shop that breaks. */
const FAILING = `const { completeCartWorkflow } = require("@medusajs/medusa/core-flows")

const failed = new Set()

completeCartWorkflow.hooks.orderCreated(async ({ cart_id }, { container }) => {
  const cart = await container.resolve("cart").retrieveCart(cart_id)
  if (cart.metadata?.prove !== "fails" || failed.has(cart_id)) return
  failed.add(cart_id)
  throw new Error("prove: this completion fails")
})
`

/** Medusa waits for five seconds before it hears a message. It would read another delay from its payment module, which has none. */
const HURRYING = `const { defineMiddlewares } = require("@medusajs/framework/http")

const hurry = ({ scope }, _response, next) => {
  scope.resolve("payment").options = { webhook_delay: 100 }
  next()
}

module.exports = { default: defineMiddlewares({ routes: [{ matcher: "/hooks/payment/*", middlewares: [hurry] }] }) }
`

/** A Medusa project that has nothing of its own but its configuration. */
export function makeFolder({ nodeModules }: Medusa, databaseUrl: string, entry: Entry | null): string {
  const folder = mkdtempSync(path.join(tmpdir(), "prove-store-"))
  symlinkSync(nodeModules, path.join(folder, "node_modules"), "junction")
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "prove-store", private: true }))
  writeFileSync(path.join(folder, "plan.json"), JSON.stringify({ databaseUrl, entry }))
  writeFileSync(path.join(folder, "medusa-config.js"), CONFIG)
  writeInto(folder, "src/workflows/prove.js", FAILING)
  writeInto(folder, "src/api/middlewares.js", HURRYING)
  return folder
}

function writeInto(folder: string, name: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  writeFileSync(path.join(folder, name), text)
}

export const removeFolder = (folder: string) => rmSync(folder, { recursive: true, force: true })
