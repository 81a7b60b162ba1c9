import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

const root = fileURLToPath(new URL(".", import.meta.url))

/** Who imports one of these waits for PostgreSQL or for a gateway's sandbox. */
const slow = /shop-database|test-database|@taiwan-payments\/sandbox|at-the-sandbox|at-sandbox|paid-trade|session-at-bank/

/** The plugin's tests that need no server, found by what they import. */
const pure = readdirSync(path.join(root, "packages/plugin/test"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.ts"))
  .filter((file) => !slow.test(readFileSync(path.join(root, "packages/plugin/test", file), "utf8")))
  .map((file) => `test/${file.split(path.sep).join("/")}`)

/** `npm run test:quick`: units and laws, without a server, a database or a build. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: "plugin", root: "packages/plugin", include: pure } },
      "packages/storefront",
      "examples/store/storefront",
      { test: { name: "laws", root: "scripts", include: ["{laws,docs,check}/**/*.test.mjs"], testTimeout: 30_000 } },
    ],
  },
})
