import react from "@vitejs/plugin-react"
import { defineConfig } from "vitest/config"

const backend = process.env.BACKEND_URL ?? "http://localhost:9000"

export default defineConfig({
  plugins: [react()],
  // While developing, the shop and its server share one address, as in the demo.
  server: { port: 8000, proxy: { "/store": backend, "/pay": backend, "/auth": backend } },
  build: { target: "es2022" },
  test: { include: ["test/**/*.test.ts"] },
})
