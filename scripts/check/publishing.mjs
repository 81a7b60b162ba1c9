import { readFileSync } from "node:fs"
import path from "node:path"
import { publint } from "publint"
import { formatMessage } from "publint/utils"
import { published } from "../lib/build.mjs"
import { root } from "../lib/paths.mjs"

/** @param {string} folder */
async function lint(folder) {
  const pkgDir = path.join(root, folder)
  const manifest = JSON.parse(readFileSync(path.join(pkgDir, "package.json"), "utf8"))
  const { messages } = await publint({ pkgDir, pack: "npm", strict: true })
  return messages
    .filter(({ type }) => type !== "suggestion")
    .map((message) => `${folder}: ${formatMessage(message, manifest, { color: false })}`)
}

export async function publishing() {
  return (await Promise.all(published.map(lint))).flat()
}
