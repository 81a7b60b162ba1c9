import { defineConfig } from "vitest/config"

/** Real servers, each file's on a database of its own; they mostly wait, and want patience. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["../../scripts/lib/vitest-database.mjs"],
    testTimeout: 180_000,
    hookTimeout: 240_000,
  },
})
