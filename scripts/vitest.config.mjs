import { defineConfig } from "vitest/config"

// These start programs, and may share the machine with other tests.
export default defineConfig({ test: { name: "scripts", testTimeout: 60_000, hookTimeout: 60_000 } })
