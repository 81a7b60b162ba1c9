import { mkdtempSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"

/** A file of providers as a server loads it. What it needs of Medusa is found from this package. */
export async function built(source: string): Promise<string> {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "prove-mutants-")), "services.js")
  const framework = createRequire(import.meta.url).resolve("@medusajs/framework/utils")
  await build({
    entryPoints: [fileURLToPath(new URL(source, import.meta.url))],
    outfile: file,
    bundle: true,
    platform: "node",
    format: "cjs",
    keepNames: true,
    alias: { "@medusajs/framework/utils": framework },
    external: [framework],
    logLevel: "error",
  })
  return file
}
