import { expect, test } from "vitest"
import { gatewayFolders } from "./gateway-folders.mjs"

const complete = new Map(
  [
    ...[
      "index",
      "gateway",
      "config",
      "methods",
      "codes",
      "wire",
      "client",
      "start",
      "trade",
      "query",
      "operations",
    ].map((name) => `packages/plugin/src/providers/acme/${name}.ts`),
    "packages/plugin/test/acme/wire.test.ts",
    "docs/gateways/acme.md",
    "vectors/acme/published.json",
    "packages/sandbox/src/gateways/acme/index.ts",
    "packages/sandbox/src/gateways/acme/fidelity.ts",
  ].map((file) => [file, ""]),
)

test("a complete gateway passes", () => {
  expect(gatewayFolders.violations(complete)).toEqual([])
})

test.each([...complete.keys()])("without %s it does not", (file) => {
  const tree = new Map([...complete].filter(([other]) => other !== file))
  expect(gatewayFolders.violations(tree)).toHaveLength(1)
})

test("operations may be a folder", () => {
  const file = "packages/plugin/src/providers/acme/operations.ts"
  const tree = new Map([...complete].filter(([other]) => other !== file))
  tree.set("packages/plugin/src/providers/acme/operations/index.ts", "")
  tree.set("packages/plugin/src/providers/acme/operations/wallet.ts", "")
  expect(gatewayFolders.violations(tree)).toEqual([])
})

test.each(["confirm", "record", "notice", "saved-cards", "statement"])("%s.ts may be there", (name) => {
  const tree = new Map(complete).set(`packages/plugin/src/providers/acme/${name}.ts`, "")
  expect(gatewayFolders.violations(tree)).toEqual([])
})

test.each(["provider.ts", "money.ts", "books.ts", "wire/index.ts", "queries/index.ts"])("%s may not", (name) => {
  const tree = new Map(complete).set(`packages/plugin/src/providers/acme/${name}`, "")
  expect(gatewayFolders.violations(tree)).toHaveLength(1)
})
