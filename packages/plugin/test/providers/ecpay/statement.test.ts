import { describe, expect, it } from "vitest"
import { openStatement } from "../../../src/toolkit/statement/open-statement"
import { big5 } from "../../big5"
import { gatewayOf, LIVE_OPTIONS } from "../../ecpay-account"
import { answer, fieldsOf, held } from "../../scripted-gateway"

/** 下載信用卡撥款對帳資料檔, p=2898. */
const TITLES = "序號,授權單號,授權碼,訂單編號,交易日期,請款日期,交易金額,服務費,撥款金額"
const PAID = "1,13475885,777777,ORDER1,20261121,20261122,1060,21,1039"
const MOMENT = { now: new Date("2026-11-23T07:00:00Z"), nonce: () => "n" }

const read = (...rows: readonly string[]) => readAs(big5([TITLES, ...rows, ""].join("\r\n")))

async function readAs(file: Uint8Array) {
  const { statement } = gatewayOf(LIVE_OPTIONS)
  async function* bytes() {
    yield file
  }
  const { layout, lines } = await openStatement(bytes(), statement?.layouts ?? [])
  const all: unknown[] = []
  for await (const line of lines) all.push(line)
  return { layout, all }
}

describe("ECPay's file of card payouts", () => {
  it("is read in Big5, a payment by its own number; it does not say when it is paid out", async () => {
    const { layout, all } = await read(PAID)
    expect(layout).toMatchObject({ id: "ecpay-funding", methods: expect.arrayContaining(["credit", "installment"]) })
    expect(all).toEqual([
      {
        ...{ line: 2, reference: "ORDER1", kind: "payment", gross: 1060, fee: 21, net: 1039 },
        ...{ tradedOn: "2026-11-21", paidOutOn: null, payoutNo: null, lineNo: "13475885 2026-11-22" },
      },
    ])
  })

  it.each(["服務費(%數)", "服務費（％數）", " 服務費 (%數) "])(
    "may name the fee %j, and have a mark of UTF-8 before it",
    async (fee) => {
      const file = Buffer.from(`\uFEFF${TITLES.replace("服務費", fee)}\r\n${PAID}\r\n`)
      expect((await readAs(file)).all).toMatchObject([{ fee: 21, net: 1039 }])
    },
  )

  it("that names the fee twice is not read", async () => {
    const file = Buffer.from(`${TITLES},服務費(%數)\r\n${PAID},2\r\n`)
    await expect(readAs(file)).rejects.toThrow('"服務費(%數)" says the same')
  })

  it("has refunds as negative sums", async () => {
    const { all } = await read("2,13475885,777777,ORDER1,20261121,20261123,-60,0,-60")
    expect(all).toMatchObject([{ kind: "refund", gross: -60, net: -60 }])
  })

  it("names the line and the column that cannot be read", async () => {
    await expect(read(PAID, PAID.replace("1060", "NT1060"))).rejects.toThrow(/^Line 3, column 交易金額: "NT1060"/)
  })
})

describe("ECPay's API of card payouts", () => {
  it("is asked for the day on which the money is paid out, signed, in UTF-8", async () => {
    const { statement } = gatewayOf({ ...LIVE_OPTIONS, fetchPayouts: true })
    if (!statement?.ofDay) throw new Error("It is not fetched.")
    const { result, sent } = await held(statement.ofDay("2026-11-20", MOMENT), () => answer(TITLES))
    expect(result).toBe(TITLES)
    expect(sent.map(({ url }) => new URL(url).pathname)).toEqual(["/CreditDetail/FundingReconDetail"])
    expect(sent.map(fieldsOf)).toMatchObject([
      { MerchantID: "3999001", PayDateType: "enter", StartDate: "2026-11-20", EndDate: "2026-11-20", CharSet: "2" },
    ])
    expect(sent.map(fieldsOf)[0]?.CheckMacValue).toMatch(/^[0-9A-F]{64}$/)
  })

  it("is not asked unless the shop wants it, nor on the stage, which has none", () => {
    expect(gatewayOf(LIVE_OPTIONS).statement?.ofDay).toBeUndefined()
    expect(gatewayOf({ fetchPayouts: true }).statement?.ofDay).toBeUndefined()
  })
})
