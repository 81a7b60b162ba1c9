import { readFileSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { root } from "../lib/paths.mjs"
import { eventsOfPlugin, eventTable } from "./events.mjs"

const events = eventsOfPlugin()
const source = readFileSync(path.join(root, "packages/plugin/src/modules/ledger/events.ts"), "utf8")

test("every event that is named has its data typed, and its row", () => {
  const named = [...source.matchAll(/^ {2}\w+: "(taiwan_payments\.\w+)",$/gm)].map(([, name]) => name)
  expect(named.length).toBeGreaterThan(5)
  expect(events.map(({ name }) => name).sort()).toEqual(named.sort())
})

test("each carries something, inherited fields too", () => {
  expect(events.filter(({ carries }) => carries.length < 3)).toEqual([])
  const expired = events.find(({ name }) => name === "taiwan_payments.expired")
  expect(expired?.carries).toEqual(expect.arrayContaining(["attempt_id", "payment_link", "order_canceled"]))
})

test("the table is there in both languages", () => {
  for (const language of /** @type {const} */ (["en", "zh-TW"])) expect(eventTable(language)).toContain("`voucher`")
})
