import { existsSync } from "node:fs"
import { availableParallelism } from "node:os"
import { defineConfig } from "vitest/config"

const folders = [
  "packages/plugin",
  "packages/sandbox",
  "packages/conformance",
  "packages/prove",
  "packages/storefront",
  "examples/store/storefront",
  "examples/taiwan-bank",
  "bench",
  "scripts",
]

/** A folder with a configuration of its own is taken as it is; the others get vitest's defaults. */
const projects = folders.filter((folder) => existsSync(new URL(folder, import.meta.url)))

/** Real servers on a real database: one file at a time, since each file boots servers of its own. */
const endToEnd = {
  test: {
    name: "e2e",
    root: "e2e",
    globalSetup: ["../scripts/lib/vitest-database.mjs"],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    poolOptions: { forks: { singleFork: true } },
  },
}

/** Tests wait for databases and servers more than they compute: two files at a time, on two cores, too. */
const workers = { maxWorkers: Math.max(2, availableParallelism() - 1), minWorkers: 1 }

export default defineConfig({ test: { ...workers, projects: [...projects, endToEnd] } })
