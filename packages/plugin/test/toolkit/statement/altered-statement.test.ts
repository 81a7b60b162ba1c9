import { describe, expect, it } from "vitest"
import { openStatement } from "../../../src/toolkit/statement/open-statement"
import { PLAIN_STATEMENT } from "../../../src/toolkit/statement/plain-statement"

const TITLES = "reference,kind,gross,fee,net,paid_out_on"
const ONE = "T1,payment,1060,21,1039,2026-11-20"

async function read(file: string, size = 7) {
  async function* inPieces(): AsyncGenerator<Uint8Array> {
    const bytes = Buffer.from(file)
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  const { lines } = await openStatement(inPieces(), [PLAIN_STATEMENT])
  const all: { line: number; reference: string | null; gross: number; paidOutOn: string | null }[] = []
  for await (const line of lines) all.push(line)
  return all
}

const withGross = (cell: string) => read(`${TITLES}\nT1,chargeback,"${cell}",0,1060,2026-11-20\n`)
const withDay = (cell: string) => read(`${TITLES}\nT1,payment,1060,21,1039,${cell}\n`)
const withReference = (cell: string) => read(`${TITLES}\n${cell},payment,1060,21,1039,2026-11-20\n`)

describe("an amount", () => {
  it.each([
    ["1,060", 1060],
    ["NT$1,060.50", 1060.5],
    ["-NT$60", -60],
    ["1060.000", 1060],
    ["999999999.99", 999_999_999.99],
    ["0", 0],
  ])("of %s is read", async (cell, gross) => expect(await withGross(cell)).toMatchObject([{ gross }]))

  it.each([
    ...[
      "1000000000",
      "12345678900000",
      "1,0600",
      "1,060,0000",
      "9,999,999,999",
      "10,60",
      "1.060,00",
      "1060.005",
      "1060.",
    ],
    ...["(60)", "−60", "１０６０", "+60", "1 060", "1e3", "--60", "60-", "$60", "#REF!", "Infinity", "0x10"],
  ])("of %s is never read as another", async (cell) => {
    await expect(withGross(cell)).rejects.toThrow(/^Line 2, column gross: ".*" is not an amount/)
  })
})

describe("a sign", () => {
  const withKind = (kind: string, gross: number) => read(`${TITLES}\nT1,${kind},${gross},0,${gross},2026-11-20\n`)

  it.each([
    ["payment", -60],
    ["refund", 60],
  ])("that turns a %s of %d around refuses the file", async (kind, gross) => {
    await expect(withKind(kind, gross)).rejects.toThrow(/^Line 2, column gross: what goes back is/)
  })

  it("of a chargeback says which way it went", async () => {
    expect(await withKind("chargeback", 60)).toMatchObject([{ gross: 60 }])
    expect(await withKind("chargeback", -60)).toMatchObject([{ gross: -60 }])
  })
})

describe("a day", () => {
  it.each([
    ...["2026-11-03", "2026/11/03", "20261103", "2026/11/3", "2026-11-3"],
    ...["2026/11/03 00:00:00", "2026-11-03T20:00:00", "2026-11-03T20:00:00+08:00", "2026/11/3 下午 08:00:00"],
  ])("of %s is read", async (cell) => expect(await withDay(cell)).toMatchObject([{ paidOutOn: "2026-11-03" }]))

  it.each([
    ...["115/11/03", "0115/11/03", "1151103", "46329", "03/11/2026", "11/3/26", "2026-11", "2026/11-03", "2026/13/1"],
    ...[
      "2026/2/29",
      "2026/11/03 - 2026/11/30",
      "2026-11-03 and later",
      "2026-11-03T20:00:00Z",
      "2026-11-03T20:00-05:00",
    ],
    ...["２０２６/11/03", "9999-12-31"],
  ])("of %s is never read as another", async (cell) => {
    await expect(withDay(cell)).rejects.toThrow(/^Line 2, column paid_out_on: ".*" is not a day/)
  })
})

describe("a reference", () => {
  it.each([
    ['="T1"', "as a formula"],
    ['"=""T1"""', "as a formula in quotation marks"],
    ["'T1", "behind the apostrophe by which a spreadsheet keeps text"],
    [" T1 ", "between spaces"],
    ["\uFEFFT1", "behind a mark of a joined file"],
  ])("of %s is its text, written %s", async (cell) => {
    expect(await withReference(cell)).toMatchObject([{ reference: "T1" }])
  })

  it.each(["2.61103E+15", "2E+18", "1.5e+17"])("that a spreadsheet has shortened to %s is none", async (cell) => {
    await expect(withReference(cell)).rejects.toThrow(/^Line 2, column reference: a spreadsheet has shortened/)
  })
})

describe("lines", () => {
  it.each([
    ["CR", "\r"],
    ["CRLF", "\r\n"],
    ["LF", "\n"],
  ])("end in %s, in pieces of any size", async (_name, end) => {
    for (const size of [1, 3, 1000])
      expect(await read([TITLES, ONE, "", ONE, ""].join(end), size)).toMatchObject([{ line: 2 }, { line: 4 }])
  })

  it("of two endings in one file are told apart, and nothing is joined across one", async () => {
    expect(await read(`${TITLES}\r\n${ONE}\r${ONE}\n${ONE}`)).toMatchObject([{ line: 2 }, { line: 3 }, { line: 4 }])
    await expect(read(`${TITLES}\nT1,payment,10\r60,21,1039,2026-11-20\n`)).rejects.toThrow(/^Line 2: it has 3 cells/)
  })

  it("may break inside a cell that nobody reads", async () => {
    const file = `${TITLES},memo\nT1,payment,1060,21,1039,2026-11-20,"two\r\nlines"\n${ONE},x\n`
    expect(await read(file)).toMatchObject([{ line: 2 }, { line: 4 }])
  })

  it.each([
    ["a total", "合計,,1060,21,1039,", /Line 3, column kind: the cell is empty/],
    ["titles once more", TITLES, /Line 3, column kind: "kind" is none of/],
    ["a line cut off", "T2,payment,10", /Line 3: it has 3 cells/],
    ["a line of one cell more", `${ONE},`, /Line 3: it has 7 cells/],
  ])("such as %s refuse the file", async (_what, line, reason) => {
    await expect(read(`${TITLES}\n${ONE}\n${line}\n`)).rejects.toThrow(reason)
  })
})

describe("columns", () => {
  it("may stand in any order, and beside others", async () => {
    expect(
      await read("memo,net,paid_out_on,kind,fee,gross,reference\nx,1039,2026-11-20,payment,21,1060,T1"),
    ).toMatchObject([{ reference: "T1", gross: 1060, fee: 21, net: 1039 }])
  })

  it("that say the same thing in two languages refuse the file", async () => {
    const file = `${TITLES},交易金額\n${ONE},1160\n`
    await expect(read(file)).rejects.toThrow(/column gross: "交易金額" says the same/)
  })
})
