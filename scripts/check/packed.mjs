import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { published } from "../lib/build.mjs"
import { root } from "../lib/paths.mjs"
import { runQuietly } from "./run-quietly.mjs"

const gateways = () =>
  readdirSync(path.join(root, "packages/plugin/src/providers"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)

/** @param {string} folder @returns {{ name: string, exports?: Record<string, unknown> }} */
const manifestOf = (folder) => JSON.parse(readFileSync(path.join(root, folder, "package.json"), "utf8"))

/** The tarballs as npm would publish them. @param {string} project @returns {string[]} problems */
function pack(project) {
  mkdirSync(path.join(project, "tarballs"))
  const workspaces = published.flatMap((folder) => ["-w", folder])
  return runQuietly("npm", ["pack", "--pack-destination", path.join(project, "tarballs"), ...workspaces])
}

/** Without peers: what the packages load by themselves must be enough. @param {string} project */
function installTarballs(project) {
  writeFileSync(path.join(project, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }))
  const tarballs = readdirSync(path.join(project, "tarballs")).map((file) => `./tarballs/${file}`)
  return runQuietly("npm", ["install", "--legacy-peer-deps", "--no-audit", "--no-fund", ...tarballs], project)
}

/** The peers, from the checkout. @param {string} project */
function addPeers(project) {
  for (const name of ["@medusajs", "@types", "react", "vitest"]) {
    symlinkSync(path.join(root, "node_modules", name), path.join(project, "node_modules", name))
  }
}

/** @param {string} project @param {string} code */
const node = (project, code) => runQuietly(process.execPath, ["--input-type=module", "--eval", code], project)

/** @param {string} project */
function loadWithoutPeers(project) {
  return [
    ...gateways().flatMap((id) => node(project, `await import("@taiwan-payments/medusa/gateways/${id}")`)),
    ...node(project, 'await import("@taiwan-payments/medusa/toolkit")'),
    ...node(
      project,
      'await import("@taiwan-payments/medusa/events"); await import("@taiwan-payments/medusa/messages")',
    ),
    ...node(project, 'await import("@taiwan-payments/sandbox"); await import("@taiwan-payments/sandbox/shopper")'),
    ...node(project, 'await import("@taiwan-payments/storefront")'),
    ...node(project, 'await import("@taiwan-payments/prove")'),
    ...runQuietly("npx", ["--no-install", "taiwan-payments-sandbox", "--help"], project),
    ...runQuietly("npx", ["--no-install", "prove", "--list"], project),
    ...runQuietly("npx", ["--no-install", "create-taiwan-payment-provider", "--name", "my-bank", "--yes"], project),
  ]
}

/** @param {string} id */
const loadProvider = (id) => `
  const { default: provider } = await import("@taiwan-payments/medusa/providers/${id}")
  const { services } = provider.default ?? provider
  if (!services?.length || services.some((each) => !each.identifier)) throw new Error("${id} provides no service")
`

/** @param {string} project */
function loadWithPeers(project) {
  return [
    ...gateways().flatMap((id) => node(project, loadProvider(id))),
    ...node(project, 'await import("@taiwan-payments/conformance")'),
    ...node(project, 'await import("@taiwan-payments/storefront/react")'),
    ...runQuietly("npx", ["--no-install", "taiwan-payments", "--help"], project),
  ]
}

/** The entries of a package that promise types. @param {string} folder */
function typedEntries(folder) {
  const manifest = manifestOf(folder)
  const entries = Object.entries(manifest.exports ?? {}).filter(([, target]) =>
    JSON.stringify(target).includes(".d.ts"),
  )
  const expanded = entries.flatMap(([entry]) => (entry.includes("*") ? starEntries(entry) : [entry]))
  return expanded.map((entry) => path.posix.join(manifest.name, entry))
}

/** @param {string} entry such as "./gateways/*" */
function starEntries(entry) {
  return /^\.\/(gateways|providers)\//.test(entry) ? gateways().map((id) => entry.replace("*", id)) : []
}

/** A consumer in strict TypeScript: an entry without types, or typed as any, does not compile. */
const consumer = () => `
type NotAny<T> = 0 extends 1 & T ? never : T
${published
  .flatMap(typedEntries)
  .map(
    (entry, index) =>
      `import * as entry${index} from "${entry}"\nexport const known${index}: NotAny<typeof entry${index}> = entry${index}`,
  )
  .join("\n")}
`

/** @param {string} project */
function compileConsumer(project) {
  writeFileSync(path.join(project, "consumer.ts"), consumer())
  const compilerOptions = {
    strict: true,
    noEmit: true,
    module: "NodeNext",
    target: "ES2022",
    skipLibCheck: true,
    jsx: "react-jsx",
  }
  writeFileSync(path.join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["consumer.ts"] }))
  return runQuietly(process.execPath, [path.join(root, "node_modules/typescript/bin/tsc"), "-p", "."], project)
}

/** The tarballs, installed in an empty project, load and have types. */
export function packed() {
  const project = mkdtempSync(path.join(tmpdir(), "taiwan-payments-consumer-"))
  try {
    const unready = [...pack(project), ...installTarballs(project)]
    if (unready.length > 0) return unready
    const problems = loadWithoutPeers(project)
    addPeers(project)
    return [...problems, ...loadWithPeers(project), ...compileConsumer(project)]
  } finally {
    rmSync(project, { recursive: true, force: true })
  }
}
