import { defineConfig } from "vitest/config"
import { chosen } from "./chosen.mjs"

const { tests, without, testServer } = chosen()

/** The plugin's tests that must notice, as scripts/mutate.mjs chose them. */
export default defineConfig({
  test: {
    root: "packages/plugin",
    include: tests,
    exclude: without,
    environment: "node",
    globalSetup: testServer ? ["../../mutation/vitest-database.mjs"] : [],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
