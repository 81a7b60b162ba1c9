import { existsSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { parseArgs } from "node:util"
import { runQuietly } from "./check/run-quietly.mjs"
import { published } from "./lib/build.mjs"
import { root } from "./lib/paths.mjs"
import { atVersion, releasedChangelog, unpublishable } from "./release/versions.mjs"

const usage = `npm run release -- 0.2.0       writes a version: every package.json, package-lock.json, CHANGELOG.md
npm run release -- --publish   publishes the version that is checked out, with provenance; for a pipeline (docs/releasing.md)
`

/** @param {string} folder */
const fileOf = (folder) => path.join(root, folder, "package.json")
/** @param {string} folder @returns {import("./release/versions.mjs").Manifest} */
const manifestOf = (folder) => JSON.parse(readFileSync(fileOf(folder), "utf8"))

/** The folders whose packages take one of ours. */
function workspaces() {
  /** @type {{ packages: Record<string, object> }} */
  const lock = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8"))
  return Object.keys(lock.packages).filter(
    (place) => place && !place.includes("node_modules") && existsSync(fileOf(place)),
  )
}

/** @param {string} version */
function write(version) {
  if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) throw new Error(`${version} is no version`)
  const changelog = path.join(root, "CHANGELOG.md")
  const day = new Date().toISOString().slice(0, 10)
  writeFileSync(changelog, releasedChangelog(readFileSync(changelog, "utf8"), version, day))
  const ours = published.map((folder) => manifestOf(folder).name)
  for (const folder of workspaces())
    writeFileSync(fileOf(folder), `${JSON.stringify(atVersion(manifestOf(folder), version, ours), null, 2)}\n`)
  return runQuietly("npm", ["install", "--package-lock-only", "--no-audit", "--no-fund"])
}

/** All or none: nothing is published while something cannot be. @param {string[]} more */
function publish(more) {
  const problems = published.map(manifestOf).flatMap(unpublishable)
  if (problems.length > 0) return problems
  return published.flatMap((folder) =>
    runQuietly("npm", ["publish", "--provenance", "--access", "public", ...more], path.join(root, folder)),
  )
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { publish: { type: "boolean", default: false }, "dry-run": { type: "boolean", default: false } },
})

const [version] = positionals
if (!values.publish && version === undefined) {
  console.log(usage)
} else {
  const problems = values.publish ? publish(values["dry-run"] ? ["--dry-run"] : []) : write(String(version))
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
}
