// The admin's pages have their charts' library built in, so its licence, and those of all it is made of, come with them.
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"

const bundled = ["recharts"]
const file = new URL("../.medusa/server/src/admin/THIRD-PARTY-LICENCES.txt", import.meta.url).pathname

/** @param {string} name @param {string} from a folder in which it is needed @returns {string} its folder */
function folderOf(name, from) {
  const places = createRequire(path.join(from, "x.js")).resolve.paths(name) ?? []
  const found = places.map((place) => path.join(place, name)).find((place) => readManifest(place))
  if (!found) throw new Error(`${name} is not installed`)
  return found
}

/** @param {string} folder */
function readManifest(folder) {
  try {
    return JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"))
  } catch {
    return null
  }
}

/** @param {string} name @param {string} from @param {Map<string, string>} texts by name and version */
function gather(name, from, texts) {
  const folder = folderOf(name, from)
  const { version, license, dependencies = {} } = readManifest(folder)
  const title = `${name} ${version} (${license})`
  if (texts.has(title)) return
  texts.set(title, licenceIn(folder))
  for (const dependency of Object.keys(dependencies).sort())
    if (!dependency.startsWith("@types/")) gather(dependency, folder, texts)
}

/** @param {string} folder */
function licenceIn(folder) {
  const name = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each))
  return name ? readFileSync(path.join(folder, name), "utf8").trim() : "Its package carries no text of its licence."
}

const texts = new Map()
for (const name of bundled) gather(name, new URL("..", import.meta.url).pathname, texts)
const parts = [...texts].map(([title, text]) => `${title}\n${"-".repeat(title.length)}\n\n${text}\n`)
writeFileSync(file, `What is built into the admin's pages, under its own licences:\n\n${parts.join("\n")}`)
