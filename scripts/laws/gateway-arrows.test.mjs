import { expect, test } from "vitest"
import { gatewayArrows } from "./gateway-arrows.mjs"
import { verdict } from "./law-testing.mjs"

const acme = "packages/plugin/src/providers/acme"

test.each([
  [`${acme}/wire.ts`, "./gateway"],
  [`${acme}/wire.ts`, "./trade"],
  [`${acme}/client.ts`, "./gateway"],
  [`${acme}/gateway.ts`, "./index"],
  [`${acme}/operations/wallet.ts`, "../gateway"],
  [`${acme}/operations/index.ts`, "../index"],
  [`${acme}/client.ts`, "../other/wire"],
  ["packages/plugin/src/toolkit/gateway.ts", "../providers/acme/gateway"],
])("%s must not import %s", (file, specifier) => {
  expect(verdict(gatewayArrows, file, `import { a } from "${specifier}"`)).toHaveLength(1)
})

test.each([
  [`${acme}/index.ts`, "./gateway"],
  [`${acme}/gateway.ts`, "./operations"],
  [`${acme}/operations/index.ts`, "./wallet"],
  [`${acme}/operations/wallet.ts`, "../wire"],
  [`${acme}/gateway.ts`, "./trade"],
  [`${acme}/client.ts`, "./trade"],
  [`${acme}/client.ts`, "./wire"],
  [`${acme}/wire.ts`, "../../toolkit/digest"],
])("%s may import %s", (file, specifier) => {
  expect(verdict(gatewayArrows, file, `import { a } from "${specifier}"`)).toEqual([])
})
