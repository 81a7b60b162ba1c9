import { spawnSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { copyCluster, removeCluster, servePostgres, temporaryDir } from "../../../scripts/lib/postgres.mjs"
import { templateCluster, templateName } from "../../../scripts/lib/template.mjs"
import { medusaTables } from "./medusa-tables.mjs"

const file = fileURLToPath(new URL("../src/harness/medusa-tables.ts", import.meta.url))
const dir = temporaryDir()
copyCluster(await templateCluster(console.log), dir)
const postgres = await servePostgres(dir, { durable: false })
try {
  writeFileSync(file, await medusaTables((sql, values) => postgres.query(templateName, sql, values)))
  spawnSync("npx", ["biome", "check", "--write", file], { stdio: "inherit" })
} finally {
  await postgres.stop()
  removeCluster(dir)
}
