import { defineConfig } from "vitest/config"

/** Real servers on a real database, so one file at a time and with patience. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["../../scripts/lib/vitest-database.mjs"],
    testTimeout: 180_000,
    hookTimeout: 240_000,
    fileParallelism: false,
  },
})
