import { expect, test } from "vitest"
import { verdict } from "./law-testing.mjs"
import { noRuntimeDependency } from "./no-runtime-dependency.mjs"

const file = "packages/plugin/package.json"

test.each([
  { dependencies: { axios: "^1.0.0" } },
  { optionalDependencies: { sharp: "1" } },
  { peerDependencies: { lodash: "4" } },
  { peerDependencies: { react: "^18.3.0" } },
  { peerDependencies: { "@opentelemetry/api": "^1.9.0" } },
  { dependencies: { "@opentelemetry/api": "^1.9.0" } },
])("refused: %j", (manifest) => {
  expect(verdict(noRuntimeDependency, file, JSON.stringify(manifest))).toHaveLength(1)
})

test.each(["react", "@opentelemetry/api"])("%s passes as an optional peer", (name) => {
  const manifest = { peerDependencies: { [name]: "^1.0.0" }, peerDependenciesMeta: { [name]: { optional: true } } }
  expect(verdict(noRuntimeDependency, file, JSON.stringify(manifest))).toEqual([])
})

test("Medusa as a peer and tools for development pass", () => {
  const manifest = { peerDependencies: { "@medusajs/framework": "^2.21.0" }, devDependencies: { vitest: "3" } }
  expect(verdict(noRuntimeDependency, file, JSON.stringify(manifest))).toEqual([])
})
