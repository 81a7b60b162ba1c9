import { defineConfig } from "vitest/config"

/** One process-wide wire a file, and databases of its own: nothing is shared between files. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["../../scripts/lib/vitest-database.mjs"],
    testTimeout: 400_000,
    hookTimeout: 120_000,
  },
})
