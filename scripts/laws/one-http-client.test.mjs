import { expect, test } from "vitest"
import { verdict } from "./law-testing.mjs"
import { oneHttpClient } from "./one-http-client.mjs"

const file = "packages/plugin/src/providers/acme/provider.ts"

test.each([
  'await fetch("https://example.com")',
  "const send = globalThis.fetch",
  'import { request } from "node:https"',
  'import http from "http"',
])("refused: %s", (text) => {
  expect(verdict(oneHttpClient, file, text)).toHaveLength(1)
})

test.each(["await sdk.client.fetch(path)", 'import type { IncomingMessage } from "node:http"', "// we fetch nothing"])(
  "passes: %s",
  (text) => {
    expect(verdict(oneHttpClient, file, text)).toEqual([])
  },
)

test("the client itself may", () => {
  expect(verdict(oneHttpClient, "packages/plugin/src/toolkit/http-client.ts", "await fetch(url)")).toEqual([])
})
