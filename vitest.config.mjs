import { existsSync } from "node:fs"
import { availableParallelism } from "node:os"
import { defineConfig } from "vitest/config"
import { SlowFirst } from "./scripts/lib/test-order.mjs"
import { threads } from "./scripts/lib/threads.mjs"

const folders = [
  "packages/plugin",
  "packages/sandbox",
  "packages/conformance",
  "packages/prove",
  "packages/create-taiwan-payment-provider",
  "packages/storefront",
  "examples/store/storefront",
  "examples/taiwan-bank",
  "examples/taiwan-bank-gateway",
  "bench",
  "month",
  "scripts",
]

/** A folder with a configuration of its own is taken as it is; the others get vitest's defaults. */
const projects = folders.filter((folder) => existsSync(new URL(folder, import.meta.url)))

/** Real servers on a real database: each file boots its own, so that files can run beside each other. */
const endToEnd = {
  test: {
    name: "e2e",
    root: "e2e",
    globalSetup: ["../scripts/lib/vitest-database.mjs"],
    testTimeout: 300_000,
    hookTimeout: 240_000,
  },
}

/** Tests wait for servers and for jobs that run once a minute more than they compute: three files at a time on two cores. */
const workers = { maxWorkers: Math.max(3, availableParallelism()), minWorkers: 1 }

const poolOptions = { threads }

export default defineConfig({
  test: { ...workers, poolOptions, sequence: { sequencer: SlowFirst }, projects: [...projects, endToEnd] },
})
