import { readdirSync, statSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { root } from "./paths.mjs"
import { longest, SlowFirst } from "./test-order.mjs"

/** As vitest asks, on a machine where nothing was ever timed. @param {[project: string, file: string][]} files */
async function sorted(files) {
  const stats = (/** @type {string} */ key) => ({ size: statSync(path.join(root, key.split(":")[1] ?? "")).size })
  const cache = { getFileTestResults: () => undefined, getFileStats: stats }
  const order = new SlowFirst(/** @type {never} */ ({ cache, config: { root } }))
  const specs = files.map(([name, file]) => ({ project: { name }, moduleId: path.join(root, file) }))
  const result = await order.sort(/** @type {never} */ (specs))
  return result.map(({ moduleId }) => path.relative(root, moduleId))
}

const [office, card] = ["e2e/admin-pages.browser.test.ts", "e2e/card.test.ts"]
const [six, unit] = ["packages/prove/test/gateways-in-store.test.ts", "scripts/lib/lock.test.mjs"]

test("files of minutes start first, the longest before longer texts", async () => {
  const found = await sorted([
    ["scripts", unit],
    ["@taiwan-payments/prove", six],
    ["@taiwan-payments/prove", "packages/prove/test/planted.test.ts"],
    ["e2e", card],
    ["e2e", office],
  ])
  expect(found).toEqual([office, card, six, "packages/prove/test/planted.test.ts", unit])
})

test("what is named as longest is there", () => {
  const places = ["e2e", "packages/prove/test"].flatMap((folder) =>
    readdirSync(path.join(root, folder)).map((name) => path.join(root, folder, name)),
  )
  for (const name of longest) expect(places.filter((place) => place.endsWith(name))).toHaveLength(1)
})
