import { spawnSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { fileURLToPath } from "node:url"

const here = fileURLToPath(new URL("..", import.meta.url))
const page = fileURLToPath(new URL("../../../docs/conformance.md", import.meta.url))

/** Runs every subject's tests; the results come by files. @param {string} folder */
function runTests(folder) {
  const vitest = fileURLToPath(new URL("../../../node_modules/vitest/vitest.mjs", import.meta.url))
  const env = { ...process.env, CONFORMANCE_RESULTS: folder }
  const args = [vitest, "run", "--exclude", "test/docs.test.ts", "--exclude", "test/mutants.test.ts"]
  return spawnSync(process.execPath, args, { cwd: here, env, stdio: "inherit" }).status ?? 1
}

/** @param {string} folder @param {readonly import("../dist/index.js").Scenario[]} scenarios */
function readResults(folder, scenarios) {
  const rows = readdirSync(folder)
    .sort()
    .flatMap((file) => JSON.parse(readFileSync(path.join(folder, file), "utf8")))
  return rows.map(({ id, ...row }) => ({ ...row, scenario: scenarios.find((scenario) => scenario.id === id) }))
}

const folder = mkdtempSync(path.join(tmpdir(), "conformance-"))
try {
  process.exitCode = runTests(folder)
  const { CONTRACT_SCENARIOS, MODULE_SCENARIOS, SERVER_SCENARIOS, renderMatrix } = await import("../dist/index.js")
  const scenarios = [...CONTRACT_SCENARIOS, ...MODULE_SCENARIOS, ...SERVER_SCENARIOS]
  const matrix = renderMatrix(scenarios, readResults(folder, scenarios))
  const text = readFileSync(page, "utf8")
  writeFileSync(
    page,
    text.replace(/<!-- matrix -->[\s\S]*<!-- \/matrix -->/, () => `<!-- matrix -->\n${matrix}\n<!-- /matrix -->`),
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
