import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, it } from "vitest"
import { published } from "../lib/build.mjs"
import { root } from "../lib/paths.mjs"

const link = /\]\(([^)\s]+)\)/g

/** Links that lead out of the package: npm shows the README alone. @param {string} place */
function strayLinks(place) {
  const folder = path.join(root, place)
  const targets = [...readFileSync(path.join(folder, "README.md"), "utf8").matchAll(link)].map(([, to = ""]) => to)
  const files = targets.filter((to) => !/^(https?:|#)/.test(to))
  return files.filter((to) => to.startsWith("..") || !existsSync(path.join(folder, to.replace(/#.*/, ""))))
}

describe("the README of a published package", () => {
  it.each(published)("in %s says how it is installed or run", (place) => {
    const { name } = JSON.parse(readFileSync(path.join(root, place, "package.json"), "utf8"))
    const text = readFileSync(path.join(root, place, "README.md"), "utf8")
    const commands = [
      `npm install ${name}`,
      `npm install --save-dev ${name}`,
      `npx ${name}`,
      `npm create ${name.replace("create-", "")}`,
    ]
    expect(commands.filter((command) => text.includes(command))).not.toEqual([])
  })

  it.each(published)("in %s has no link that is dead on npm", (place) => {
    expect(strayLinks(place)).toEqual([])
  })
})
