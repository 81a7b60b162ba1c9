import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    environment: "node",
    globalSetup: ["../../scripts/lib/vitest-database.mjs"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
