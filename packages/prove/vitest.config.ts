import { defineConfig } from "vitest/config"

/** One process-wide wire a file, and a PostgreSQL of its own: nothing is shared between files. */
export default defineConfig({
  test: { include: ["test/**/*.test.ts"], testTimeout: 400_000, hookTimeout: 120_000 },
})
