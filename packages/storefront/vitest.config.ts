import { defineConfig } from "vitest/config"
import { inThreads } from "../../scripts/lib/threads.mjs"

export default defineConfig({
  test: { ...inThreads, include: ["test/**/*.test.{ts,tsx}"], environment: "happy-dom", testTimeout: 60_000 },
})
