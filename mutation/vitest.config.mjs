import { defineConfig } from "vitest/config"
import { chosen } from "./chosen.mjs"
import { keepThread } from "./keep-thread.mjs"

const { tests, without, testServer } = chosen()

keepThread()

/** The plugin's tests that must notice, as scripts/mutate.mjs chose them. */
export default defineConfig({
  test: {
    root: "packages/plugin",
    include: tests,
    exclude: without,
    environment: "node",
    globalSetup: testServer ? ["../../mutation/vitest-database.mjs"] : [],
    setupFiles: ["../../mutation/fresh-run.mjs"],
    sequence: { setupFiles: "list" },
    poolOptions: { threads: { isolate: false } },
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
