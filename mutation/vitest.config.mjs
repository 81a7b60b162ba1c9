import { defineConfig } from "vitest/config"
import { partOf } from "./parts.mjs"

const { tests, database } = partOf(process.env.MUTATION_PART)

/** The plugin's tests of one part, without those that need what the part has not. */
export default defineConfig({
  test: {
    root: "packages/plugin",
    include: tests.include,
    exclude: tests.exclude,
    environment: "node",
    globalSetup: database ? ["../../scripts/lib/vitest-database.mjs"] : [],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
