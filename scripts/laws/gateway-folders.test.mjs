import { expect, test } from "vitest"
import { gatewayFolders } from "./gateway-folders.mjs"

const complete = new Map(
  [
    "packages/plugin/src/providers/acme/index.ts",
    "packages/plugin/src/providers/acme/provider.ts",
    "packages/plugin/src/providers/acme/gateway.ts",
    "packages/plugin/src/providers/acme/wire.ts",
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
