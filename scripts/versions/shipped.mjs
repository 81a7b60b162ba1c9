import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import path from "node:path"
import { licenceLines } from "../check/licences.mjs"
import { markdownTable } from "../docs/table.mjs"
import { published } from "../lib/build.mjs"
import { lockPackages } from "../lib/lock-packages.mjs"
import { root } from "../lib/paths.mjs"

const BESIDE_THE_CODE = ["LICENSE", "CHANGELOG.md", "README.md"]
const BUNDLED = "packages/plugin/.medusa/server/src/admin/THIRD-PARTY-LICENCES.txt"

/**
 * @typedef {{ name: string, files: { path: string }[] }} Packed
 * @returns {Packed[]} what npm would publish
 */
function packed() {
  const workspaces = published.flatMap((folder) => ["-w", folder])
  const options = { cwd: root, maxBuffer: 2 ** 26, encoding: /** @type {const} */ ("utf8") }
  return JSON.parse(execFileSync("npm", ["pack", "--dry-run", "--json", "--silent", ...workspaces], options))
}

/** @param {Packed} tarball */
function besideTheCode({ name, files }) {
  const missing = BESIDE_THE_CODE.filter((wanted) => !files.some((file) => file.path === wanted))
  if (missing.length > 0) throw new Error(`the tarball of ${name} lacks ${missing.join(", ")}`)
  return BESIDE_THE_CODE.join(", ")
}

/** The licences by package-lock.json: "packages/sandbox MIT: hono MIT, …". @param {string} folder @param {readonly string[]} lines */
function termsOf(folder, lines) {
  const line = lines.find((each) => each.startsWith(`${folder} `)) ?? ""
  const [own = "", others = ""] = line.slice(folder.length + 1).split(": ")
  return { own, others }
}

export function shippedTable() {
  const lines = licenceLines(lockPackages())
  const tarballs = packed()
  const rows = published.map((folder) => {
    const { name } = JSON.parse(readFileSync(path.join(root, folder, "package.json"), "utf8"))
    const tarball = tarballs.find((each) => each.name === name)
    if (!tarball) throw new Error(`npm packs no ${name}`)
    const { own, others } = termsOf(folder, lines)
    return [`\`${name}\``, own, besideTheCode(tarball), others]
  })
  return markdownTable(["Package", "Licence", "Beside the code", "Installed with it, without peers"], rows)
}

/** The titles of the texts: "recharts 3.11.1 (MIT)". */
export function bundledTable() {
  const titles = [...readFileSync(path.join(root, BUNDLED), "utf8").matchAll(/^(\S+ \S+) \((.+)\)\n-+$/gm)]
  /** @type {Map<string, string[]>} */
  const byLicence = new Map()
  for (const [, name = "", licence = ""] of titles) byLicence.set(licence, [...(byLicence.get(licence) ?? []), name])
  return markdownTable(
    ["Licence", "Packages"],
    [...byLicence].map(([licence, names]) => [licence, names.join(", ")]),
  )
}
