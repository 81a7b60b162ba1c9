import { describe, expect, it } from "vitest"
import { LedgerReader } from "../../../src/modules/ledger/reader"
import type { Attempt } from "../../../src/modules/ledger/records"
import { exportAttempts } from "../../../src/payments/staff/export"
import { twd } from "../../../src/toolkit/twd"
import { methodAccountAt } from "../../fake-gateway"
import { containerOf } from "../../shop-container"
import { newAttempt, newId, useShop } from "../../shop-database"

const place = useShop()
const ledger = () => place.shop.context.ledger
const container = () => containerOf(place.shop, "pp_fake-card_main", methodAccountAt({ url: "http://127.0.0.1:9" }))

async function text(merchant: string, language: "en" | "zh-TW" = "en"): Promise<string> {
  const pieces: string[] = []
  for await (const piece of exportAttempts(container(), { merchant }, language)) pieces.push(piece)
  return pieces.join("")
}

describe("the export", () => {
  it("has a mark for Excel, titles in the reader's language, and a row for each attempt, newest first", async () => {
    const merchant = newId("M")
    const old = await ledger().open(newAttempt({ merchant, amount: twd(1280) }))
    const young = await ledger().open(newAttempt({ merchant }))
    await ledger().change(old, { state: "captured", captured_amount: twd(1280), details: { fee: "25" } })
    const rows = (await text(merchant, "zh-TW")).split("\r\n")
    expect(rows[0]).toMatch(/^\uFEFF特店交易編號,金流,/)
    expect(rows.slice(1).map((row) => row.split(",")[0])).toEqual([young.trade_no, old.trade_no, ""])
    expect(rows[2]).toContain(",已付款,1280,1280,0,25,")
  })

  it("of nothing has the titles alone", async () => {
    expect(await text(newId("M"))).toMatch(/^\uFEFFTrade number,[^\r]*\r\n$/)
  })

  it("of a gateway's mischief is no formula", async () => {
    const merchant = newId("M")
    const attempt = await ledger().open(newAttempt({ merchant }))
    await ledger().change(attempt, { reference: '=HYPERLINK("http://evil.tw")' })
    expect(await text(merchant)).toContain(`,"'=HYPERLINK(""http://evil.tw"")",`)
  })
})

describe("slices of the ledger", () => {
  it("bring each attempt once, though new ones come meanwhile", async () => {
    const merchant = newId("M")
    const opened: Attempt[] = []
    for (let each = 0; each < 5; each += 1) opened.push(await ledger().open(newAttempt({ merchant })))
    const seen: string[][] = []
    for await (const rows of new LedgerReader(place.shop.db).slices({ merchants: [merchant] }, 2)) {
      seen.push(rows.map(({ id }) => id))
      await ledger().open(newAttempt({ merchant }))
    }
    const newestFirst = opened.map(({ id }) => id).toReversed()
    expect(seen).toEqual([newestFirst.slice(0, 2), newestFirst.slice(2, 4), newestFirst.slice(4)])
  })
})
