import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, it } from "vitest"
import { packages } from "../lib/build.mjs"
import { root } from "../lib/paths.mjs"

const link = /\]\(([^)\s]+)\)/g

/** Links that lead out of the package: npm shows the README alone. @param {string} name */
function strayLinks(name) {
  const folder = path.join(root, "packages", name)
  const targets = [...readFileSync(path.join(folder, "README.md"), "utf8").matchAll(link)].map(([, to = ""]) => to)
  const files = targets.filter((to) => !/^(https?:|#)/.test(to))
  return files.filter((to) => to.startsWith("..") || !existsSync(path.join(folder, to.replace(/#.*/, ""))))
}

describe("the README of a published package", () => {
  it.each(packages)("%s has no link that is dead on npm", (name) => {
    expect(strayLinks(name)).toEqual([])
  })
})
