import { builtinModules } from "node:module"
import path from "node:path"
import { importsOf } from "./source.mjs"
import { below, isScript } from "./tree.mjs"

/**
 * @typedef {{ specifier: string, typeOnly: boolean, place: string }} Import
 * @typedef {object} Zone
 * @property {string} folder
 * @property {(specifier: string, file: string, typeOnly: boolean) => boolean} allows  of packages, not of relative imports
 */

const builtins = new Set(builtinModules)

/** @param {string} specifier */
const isBuiltin = (specifier) => specifier.startsWith("node:") || builtins.has(specifier)

/** @param {...string} names */
const oneOf = (...names) => {
  /** @param {string} specifier */
  return (specifier) => names.some((name) => specifier === name || specifier.startsWith(`${name}/`))
}

const medusa = oneOf("@medusajs/framework", "@medusajs/medusa", "@medusajs/types", "@medusajs/utils")
const admin = oneOf(
  "@medusajs/admin-sdk",
  "@medusajs/ui",
  "@medusajs/icons",
  "@medusajs/js-sdk",
  "react",
  "react-dom",
  "react-i18next",
  "react-router-dom",
  "@tanstack/react-query",
  "recharts",
)
const http = oneOf("hono", "@hono/node-server")
/** What a provider's project has, and the database: nothing of this repository. */
const house = oneOf("@medusajs/framework", "pg", "vitest")
const toolkit = oneOf("@taiwan-payments/medusa/toolkit")
/** What an author's bank looks like. */
const bank = oneOf("@taiwan-payments/prove")

/** What level `module` is played on: Medusa's tables, the plugin's insides, a gateway's sandbox, and an HTTP server; and a whole server for level `server`. */
const harness = oneOf(
  "@medusajs/framework",
  "@taiwan-payments/medusa",
  "@taiwan-payments/prove/database",
  "@taiwan-payments/prove/server",
  "@taiwan-payments/sandbox",
  "express",
)

/** @type {Zone[]} */
export const zones = [
  {
    folder: "packages/plugin/src/",
    allows: (specifier, file) =>
      isBuiltin(specifier) || medusa(specifier) || (file.startsWith("packages/plugin/src/admin/") && admin(specifier)),
  },
  { folder: "packages/sandbox/src/", allows: (specifier) => isBuiltin(specifier) || http(specifier) },
  {
    folder: "packages/conformance/src/",
    allows: (specifier, file, typeOnly) =>
      isBuiltin(specifier) ||
      specifier === "vitest" ||
      (typeOnly && (toolkit(specifier) || bank(specifier))) ||
      (file.startsWith("packages/conformance/src/harness/") && harness(specifier)),
  },
  {
    folder: "packages/prove/src/",
    allows: (specifier, file) =>
      isBuiltin(specifier) ||
      (house(specifier) && (specifier !== "vitest" || file.endsWith("/vitest.ts"))) ||
      (file.startsWith("packages/prove/src/store/") && oneOf("@medusajs/medusa")(specifier)),
  },
  { folder: "packages/create-taiwan-payment-provider/src/", allows: isBuiltin },
  {
    folder: "packages/storefront/src/",
    allows: (specifier, file) => oneOf("react")(specifier) && /\/react(\/|\.)/.test(file),
  },
  // The auditor shares no code with what it audits.
  {
    folder: "month/audit/",
    allows: (specifier, _file, typeOnly) =>
      specifier === "vitest" || (typeOnly && specifier === "@taiwan-payments/sandbox"),
  },
]

/** Where a relative import leads. @param {string} file @param {string} specifier */
const target = (file, specifier) => path.posix.join(path.posix.dirname(file), specifier)

/** @param {Zone} zone @param {string} file @param {Import} found */
function mayImport(zone, file, { specifier, typeOnly }) {
  return specifier.startsWith(".")
    ? target(file, specifier).startsWith(zone.folder)
    : zone.allows(specifier, file, typeOnly)
}

/** @type {import("./tree.mjs").Law} */
export const importArrows = {
  title: "a package imports only what its runtime has",
  violations: (tree) =>
    zones.flatMap((zone) =>
      below(tree, zone.folder)
        .filter(([file]) => isScript(file))
        .flatMap(([file, text]) =>
          importsOf(file, text)
            .filter((found) => !mayImport(zone, file, found))
            .map(({ place, specifier }) => `${place} must not import ${specifier}`),
        ),
    ),
}
