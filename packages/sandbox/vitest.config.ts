import { defineConfig } from "vitest/config"
import { inThreads } from "../../scripts/lib/threads.mjs"

export default defineConfig({
  test: { ...inThreads, include: ["test/**/*.test.ts"], testTimeout: 60_000 },
})
