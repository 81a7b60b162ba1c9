import { defineConfig } from "vitest/config"
import { inThreads } from "../../scripts/lib/threads.mjs"

export default defineConfig({
  test: {
    ...inThreads,
    include: ["test/**/*.test.ts"],
    environment: "node",
    globalSetup: ["../../scripts/lib/vitest-database.mjs"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
