import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, it } from "vitest"
import en from "../../src/admin/i18n/en.json"
import zhTW from "../../src/admin/i18n/zh-tw.json"
import type { OperationKind } from "../../src/modules/ledger/records"

const folder = new URL("../../src/admin/", import.meta.url).pathname

type Words = { readonly [key: string]: string | Words }

function keysOf(words: Words, prefix = ""): string[] {
  return Object.entries(words).flatMap(([key, word]) =>
    typeof word === "string" ? [prefix + key] : keysOf(word, `${prefix}${key}.`),
  )
}

function textOf(words: Words, key: string): string {
  const found = key
    .split(".")
    .reduce<Words | string>((at, part) => (typeof at === "string" ? at : (at[part] ?? "")), words)
  return typeof found === "string" ? found : ""
}

const source = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => readFileSync(path.join(folder, file), "utf8"))
  .join("\n")

/** Keys as the pages spell them; `${…}` stands for any one part. The dashboard's own words begin with its sections. */
const asked = [...source.matchAll(/\bt\(\s*(?:"([^"]+)"|`([^`]+)`)/g)]
  .map(([, plain, template]) => plain ?? template ?? "")
  .filter((key) => !/^(general|actions\.(?:clearAll|remove)|filters)/.test(key))

const patternOf = (key: string) => new RegExp(`^${key.replaceAll(".", "\\.").replace(/\$\{[^}]+\}/g, "[^.]+")}$`)

describe("the admin's words", () => {
  const keys = keysOf(en)

  it("are the same in both languages, with the same gaps to fill", () => {
    expect(keysOf(zhTW)).toEqual(keys)
    const gaps = (text: string) => text.match(/\{\{\w+\}\}/g)?.toSorted() ?? []
    for (const key of keys) expect([key, gaps(textOf(zhTW, key))]).toEqual([key, gaps(textOf(en, key))])
  })

  it("are there for everything the pages ask for", () => {
    expect(asked.length).toBeGreaterThan(50)
    expect(asked.filter((key) => !keys.some((known) => patternOf(key).test(known)))).toEqual([])
  })

  it("are those of Taiwan", () => {
    const all = keys.map((key) => textOf(zhTW, key)).join("\n")
    expect(all).not.toMatch(/信息|默認|賬|二維碼|刷新|數據|用戶|支付方式|訂單號(?!碼)/)
  })
})

describe("what can be done about a payment", () => {
  it("has words for every kind of operation", () => {
    const kinds: readonly OperationKind[] = ["charge", "confirm", "capture", "void", "refund"]
    expect(Object.keys(en.operations)).toEqual(expect.arrayContaining([...kinds]))
  })
})

describe("the facts of a payment", () => {
  const providers = new URL("../../src/providers/", import.meta.url).pathname
  const tables = readdirSync(providers, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [
      ...readFileSync(path.join(providers, file), "utf8").matchAll(/: readonly DetailRow\[\] = \[([^;]*?)\n\]/g),
    ])
  const names = new Set(
    tables.flatMap(([, rows = ""]) => [...rows.matchAll(/\["(\w+)",/g)].map(([, name = ""]) => name)),
  )
  /** Told together, as one fact. */
  const CARD = ["card_first6", "card_last4"]

  it("that any gateway stores have words in both languages", () => {
    expect(tables.length).toBeGreaterThanOrEqual(6)
    const wanted = [...names].filter((name) => !CARD.includes(name))
    for (const words of [en, zhTW]) expect(wanted.filter((name) => !(name in words.facts))).toEqual([])
  })
})
