import { expect, test } from "vitest"
import { gatewayArrows } from "./gateway-arrows.mjs"
import { verdict } from "./law-testing.mjs"

const acme = "packages/plugin/src/providers/acme"

test.each([
  [`${acme}/wire.ts`, "./gateway"],
  [`${acme}/wire.ts`, "./card"],
  [`${acme}/card.ts`, "./gateway"],
  [`${acme}/gateway.ts`, "./provider"],
  [`${acme}/provider.ts`, "./index"],
  [`${acme}/provider.ts`, "../other/gateway"],
  ["packages/plugin/src/toolkit/gateway.ts", "../providers/acme/gateway"],
])("%s must not import %s", (file, specifier) => {
  expect(verdict(gatewayArrows, file, `import { a } from "${specifier}"`)).toHaveLength(1)
})

test.each([
  [`${acme}/index.ts`, "./provider"],
  [`${acme}/provider.ts`, "./gateway"],
  [`${acme}/gateway.ts`, "./card"],
  [`${acme}/card.ts`, "./trade"],
  [`${acme}/card.ts`, "./wire"],
  [`${acme}/wire.ts`, "../../toolkit/digest"],
])("%s may import %s", (file, specifier) => {
  expect(verdict(gatewayArrows, file, `import { a } from "${specifier}"`)).toEqual([])
})
