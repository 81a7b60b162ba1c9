import { mkdtempSync, rmSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { build, type Plugin } from "esbuild"
import { afterAll } from "vitest"

const require = createRequire(import.meta.url)
const folders: string[] = []

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** What the server has itself is not brought along a second time: it is found from this package. */
const elsewhere: Plugin = {
  name: "elsewhere",
  setup: ({ onResolve }) => {
    onResolve({ filter: /^@(medusajs|taiwan-payments)\// }, ({ path }) => ({
      path: require.resolve(path),
      external: true,
    }))
  },
}

/** A file of providers as a server loads it. */
export async function built(source: string): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "prove-built-"))
  folders.push(folder)
  const file = path.join(folder, "services.js")
  await build({
    entryPoints: [fileURLToPath(new URL(source, import.meta.url))],
    outfile: file,
    bundle: true,
    platform: "node",
    format: "cjs",
    keepNames: true,
    plugins: [elsewhere],
    logLevel: "error",
  })
  return file
}
