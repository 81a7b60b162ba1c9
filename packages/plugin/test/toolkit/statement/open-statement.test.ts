import { describe, expect, it } from "vitest"
import type { StatementLayout } from "../../../src/toolkit/contract/statement"
import { openStatement } from "../../../src/toolkit/statement/open-statement"
import { PLAIN_STATEMENT } from "../../../src/toolkit/statement/plain-statement"
import { big5 } from "../../big5"

const TITLES = "reference,kind,gross,fee,net,paid_out_on"
const ONE = "T1,payment,1060,21,1039,2026-11-20"

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(file: string | Uint8Array, size = 7, layouts: readonly StatementLayout[] = [PLAIN_STATEMENT]) {
  const { layout, lines } = await openStatement(inPieces(Buffer.from(file), size), layouts)
  const all: unknown[] = []
  for await (const line of lines) all.push(line)
  return { layout: layout.id, lines: all }
}

describe("a statement", () => {
  it("is read in pieces of any size, with the line of each", async () => {
    const file = `\uFEFF${TITLES}\r\n${ONE}\r\n\r\n"T,2",refund,"-1,060.00",0,-1060,20261121`
    const lines = [
      { line: 2, reference: "T1", kind: "payment", gross: 1060, fee: 21, net: 1039, paidOutOn: "2026-11-20" },
      { line: 4, reference: "T,2", kind: "refund", gross: -1060, fee: 0, net: -1060, paidOutOn: "2026-11-21" },
    ]
    for (const size of [1, 2, 3, 64, 100_000]) expect((await read(file, size)).lines).toMatchObject(lines)
  })

  it("may be in Big5, its letters cut through by a piece's end", async () => {
    const file = big5("特店交易編號,類別,交易金額,手續費,撥款金額,撥款日期\nT1,付款,1060,21,1039,2026-11-20\n")
    for (const size of [1, 2, 5])
      expect((await read(file, size)).lines).toMatchObject([{ kind: "payment", gross: 1060, reference: "T1" }])
  })

  it("takes cells that spreadsheets are kept from mending", async () => {
    const file = `${TITLES.replace("reference", '="reference"')}\n="0012",payment,="1,060",21,1039,2026/11/20 00:00:00\n`
    expect((await read(file)).lines).toMatchObject([{ reference: "0012", gross: 1060 }])
  })

  it("may have our own titles in Chinese, and lines about no trade", async () => {
    const file = "特店交易編號,類別,交易金額,手續費,撥款金額,撥款日期,撥款編號\n,手續費,0,100,-100,2026-11-20,P7\n"
    expect((await read(file)).lines).toMatchObject([{ reference: null, kind: "fee", net: -100, payoutNo: "P7" }])
  })
})

describe("a file that is no statement", () => {
  const many = Array.from({ length: 101 }, (_, each) => `c${each}`).join(",")
  it.each<[string, string | Uint8Array, RegExp]>([
    ["nothing", "", /it is empty/],
    ["blank lines", "\n\n", /it has no line/],
    ["a web page", "<html><body>Login</body></html>", /lacks reference, kind/],
    ["a ZIP archive", Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), /ZIP archive or an Excel/],
    ["gzip", Uint8Array.of(0x1f, 0x8b, 8, 0), /gzip/],
    ["an image", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0), /not a text/],
    ["UTF-16", Uint8Array.of(0xff, 0xfe, 0x61, 0), /UTF-16/],
    ["letters of neither", Uint8Array.of(0xa4, 0xa4, 0xa4, 0x20, 0x0a), /neither UTF-8 nor Big5/],
    ["a column too few", "reference,kind,gross,fee,net\nT1,payment,1,0,1", /lacks paid_out_on/],
    ["a title twice", `${TITLES},net\n`, /Line 1, column net: the title stands twice/],
    ["too many columns", `${TITLES},${many}\n`, /more than 100 columns/],
    ["a line without end", `${TITLES}\n${"x".repeat(9000)}`, /Line 2: it is too long/],
    ["an open quotation", `${TITLES}\n${ONE}\n"T2,payment`, /Line 3: a quotation mark opens here/],
    ["a stray quotation", `${TITLES}\nT"1,payment,1,0,1,2026-11-20`, /Line 2, column no. 1: a quotation mark/],
    ["a line cut short", `${TITLES}\n${ONE}\nT2,payment,10`, /Line 3: it has 3 cells, and there are 6 titles/],
    [
      "words for a sum",
      `${TITLES}\n${ONE}\nT2,payment,ten,0,10,2026-11-20`,
      /Line 3, column gross: "ten" is not an amount/,
    ],
    ["an empty sum", `${TITLES}\nT2,payment,,0,10,2026-11-20`, /Line 2, column gross: the cell is empty/],
    ["an exponent", `${TITLES}\nT2,payment,1e9,0,10,2026-11-20`, /column gross/],
    ["a formula", `${TITLES}\nT2,payment,=1+1,0,10,2026-11-20`, /column gross/],
    [
      "a day that is none",
      `${TITLES}\nT2,payment,1,0,1,2026-02-30`,
      /Line 2, column paid_out_on: "2026-02-30" is not a day/,
    ],
    ["a character that is none", `${TITLES}\nT\u00002,payment,1,0,1,2026-11-20`, /it is not a text/],
    ["a mark of another kind", `${TITLES}\nT\u00072,payment,1,0,1,2026-11-20`, /column reference: it has characters/],
    ["a kind of its own", `${TITLES}\nT2,gift,1,0,1,2026-11-20`, /Line 2, column kind: "gift" is none of/],
    ["a name of every object", `${TITLES}\nT2,constructor,1,0,1,2026-11-20`, /column kind/],
    ["a payment of nothing", `${TITLES}\n,payment,1,0,1,2026-11-20`, /Line 2, column reference: the cell is empty/],
  ])("such as %s is refused with the reason and the place", async (_what, file, reason) => {
    await expect(read(file)).rejects.toMatchObject({ kind: "unsupported", message: expect.stringMatching(reason) })
  })

  it("and larger than 64 MiB is not read to its end", async () => {
    let given = 0
    const piece = Buffer.from(`${ONE}\n`.repeat(30_000))
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${TITLES}\n`)
      for (;;) {
        given += piece.length
        yield piece
      }
    }
    const { lines } = await openStatement(endless(), [PLAIN_STATEMENT])
    await expect(async () => {
      for await (const _line of lines) {
      }
    }).rejects.toMatchObject({ kind: "unsupported" })
    expect(given).toBeLessThan(70 * 1024 * 1024)
  }, 30_000)
})
