import { describe, expect, it } from "vitest"
import type { LineResult } from "../../../src/modules/ledger/payouts/payout-records"
import type { AccountKey } from "../../../src/modules/ledger/records"
import { accountKey, type MethodAccount, openMethodAccount } from "../../../src/payments/method-account"
import { importStatement } from "../../../src/payments/payouts/import-statement"
import { missingPayments } from "../../../src/payments/staff/payouts"
import { ecpay } from "../../../src/providers/ecpay/gateway"
import { jkopay } from "../../../src/providers/jkopay/gateway"
import { linepay } from "../../../src/providers/linepay/gateway"
import { newebpay } from "../../../src/providers/newebpay/gateway"
import { payuni } from "../../../src/providers/payuni/gateway"
import { tappay } from "../../../src/providers/tappay/gateway"
import type { Gateway } from "../../../src/toolkit/contract/gateway"
import { big5 } from "../../big5"
import { KEYS as TAPPAY_KEYS } from "../../providers/tappay/merchant"
import { seededRandom } from "../../seeded-random"
import { containerOfSeveral } from "../../shop-container"
import { newAttempt, useShop } from "../../shop-database"
import { inPieces, PLAIN_TITLES } from "./brought-statements"

const place = useShop()
const LONG = { hashKey: "0123456789abcdef0123456789ABCDEF", hashIv: "fedcba9876543210" }
const SHOP = {
  environment: { sandbox: "http://127.0.0.1:9" },
  backendUrl: "https://api.shop.tw",
  storefrontUrl: "https://shop.tw",
  payoutDays: 10,
}
const GATEWAYS: readonly (readonly [Gateway, string, object])[] = [
  [ecpay, "credit", { merchantId: "3002607", hashKey: "pwFHCqoQZGmho4w6", hashIv: "EkRm7iFT261dpevs" }],
  [newebpay, "atm", { merchantId: "MS1234567890", ...LONG }],
  [payuni, "credit", { merId: "SHOP1", ...LONG }],
  [tappay, "card", TAPPAY_KEYS],
  [linepay, "linepay", { channelId: "1650000001", channelSecret: "sandbox-linepay-contracted-secret" }],
  [jkopay, "jkopay", { apiKey: "api-key-1", secretKey: "secret-key-1", storeId: "store-1" }],
]

const TRADES = 10_000
const DAY_MS = 86_400_000

type Fault = "missing" | "doubled" | "altered" | "foreign" | "chargeback" | "fee"

/** Which trades something is planted in, by the place of the trade. */
const PLANTED: ReadonlyMap<number, Fault> = new Map(
  (["missing", "doubled", "altered", "foreign", "chargeback", "fee"] as const).flatMap((fault, which) =>
    Array.from({ length: 12 }, (_, each) => [each * 800 + which * 97 + 5, fault] as const),
  ),
)

interface Sale {
  readonly account: MethodAccount
  readonly tradeNo: string
  readonly amount: number
  readonly fee: number
  readonly paidAt: Date
  readonly paidOutOn: string
  readonly fault: Fault | undefined
}

const EXPECTED: Readonly<Record<Exclude<Fault, "missing">, LineResult>> = {
  ...{ doubled: "doubled", altered: "differs", foreign: "unknown", chargeback: "chargeback", fee: "fee_changed" },
}

function open([gateway, id, options]: (typeof GATEWAYS)[number]): MethodAccount {
  const method = gateway.methods.find((each) => each.id === id)
  if (!method) throw new Error(`${gateway.id} has no method ${id}.`)
  return openMethodAccount(gateway, method, { ...SHOP, ...options })
}

const day = (instant: Date) => instant.toISOString().slice(0, 10)

function monthOf(accounts: readonly MethodAccount[]): Sale[] {
  const random = seededRandom(13)
  return Array.from({ length: TRADES }, (_, place) => {
    const account = accounts[place % accounts.length]
    if (!account) throw new Error("There is no account.")
    const amount = 100 + Math.floor(random() * 5000)
    const paidAt = new Date(Date.UTC(2025, 9, 1, 2) + Math.floor(random() * 31) * DAY_MS)
    const paidOutOn = day(new Date(paidAt.getTime() + (3 + Math.floor(random() * 7)) * DAY_MS))
    const tradeNo = `S${String(place).padStart(9, "0")}`
    return { account, tradeNo, amount, fee: Math.ceil(amount * 0.02), paidAt, paidOutOn, fault: PLANTED.get(place) }
  })
}

async function writeLedger(sales: readonly Sale[]): Promise<void> {
  const rows = sales.map(({ account, tradeNo, amount, fee, paidAt }, place) => ({
    ...newAttempt({ ...accountKey(account.account), method: account.method.id, trade_no: tradeNo }),
    ...{ id: `tpa_month_${place}`, amount, session_amount: String(amount), state: "captured", version: 1 },
    ...{ captured_amount: amount, paid_at: paidAt, details: JSON.stringify({ fee: String(fee) }) },
  }))
  await place.shop.db.batchInsert("taiwan_payment_attempt", rows, 500)
}

/** Lines as reference, kind, gross, fee and day. */
function linesOf(sale: Sale): (readonly [string, "payment" | "chargeback", number, number])[] {
  const { tradeNo, amount, fee, fault } = sale
  const line = [tradeNo, "payment", amount, fee] as const
  if (fault === "missing") return []
  if (fault === "doubled") return [line, line]
  if (fault === "altered") return [[tradeNo, "payment", amount + 10, fee]]
  if (fault === "foreign") return [line, [`X${tradeNo}`, "payment", amount, fee]]
  if (fault === "chargeback") return [line, [tradeNo, "chargeback", -amount, 0]]
  if (fault === "fee") return [[tradeNo, "payment", amount, fee + 7]]
  return [line]
}

/** ECPay's own file says no day of payout, so that there is one for each; it has no mark for a chargeback, which looks like a refund. */
function ecpayFiles(sales: readonly Sale[]): { file: Uint8Array; paidOutOn: string }[] {
  const titles = "序號,授權單號,授權碼,訂單編號,交易日期,請款日期,交易金額,服務費,撥款金額"
  const days = [...new Set(sales.map(({ paidOutOn }) => paidOutOn))].sort()
  return days.map((paidOutOn) => {
    const ofDay = sales.filter((sale) => sale.paidOutOn === paidOutOn)
    const rows = ofDay.flatMap((sale) => {
      const traded = day(sale.paidAt).replaceAll("-", "")
      return linesOf(sale).map(([reference, , gross, fee]) =>
        [1, `1${sale.tradeNo.slice(1)}`, "777777", reference, traded, traded, gross, fee, gross - fee].join(","),
      )
    })
    return { file: big5([titles, ...rows, ""].join("\r\n")), paidOutOn }
  })
}

function plainFile(sales: readonly Sale[]): string {
  const rows = sales.flatMap((sale) =>
    linesOf(sale).map(([reference, kind, gross, fee]) =>
      [reference, kind, gross, fee, gross - fee, sale.paidOutOn].join(","),
    ),
  )
  return [PLAIN_TITLES, ...rows, ""].join("\n")
}

describe("a month of ten thousand trades over all gateways", () => {
  it("has each planted difference found, and none invented", async () => {
    const accounts = GATEWAYS.map(open)
    const container = containerOfSeveral(
      place.shop,
      new Map(accounts.map((each) => [`pp_${each.method.identifier}_main`, each])),
    )
    const sales = monthOf(accounts)
    await writeLedger(sales)
    const bring = async (account: AccountKey, file: string | Uint8Array, paidOutOn: string | null) => {
      const period = paidOutOn
        ? { first_on: paidOutOn, last_on: paidOutOn }
        : { first_on: "2025-10-01", last_on: "2025-11-15" }
      const about = { name: "month.csv", source: "file" as const, actor: null }
      return importStatement(container, { ...about, account, ...period, paidOutOn, bytes: inPieces(file) })
    }
    for (const account of accounts) {
      const own = sales.filter((sale) => sale.account === account)
      const key = accountKey(account.account)
      const files = account.gateway === ecpay ? ecpayFiles(own) : [{ file: plainFile(own), paidOutOn: null }]
      for (const { file, paidOutOn } of files) await bring(key, file, paidOutOn)
    }

    const planted = sales.filter(({ fault }) => fault !== undefined && fault !== "missing")
    const wanted = planted.map(({ tradeNo, fault, account }) => {
      const number = fault === "foreign" ? `X${tradeNo}` : tradeNo
      const isUnmarked = fault === "chargeback" && account.gateway === ecpay
      return `${number} ${isUnmarked ? "differs" : EXPECTED[fault as Exclude<Fault, "missing">]}`
    })
    const unlike = await place.shop.db("taiwan_payment_payout_line").whereNotIn("result", ["agreed", "apart"])
    expect(unlike.map(({ reference, result }) => `${reference} ${result}`).sort()).toEqual(wanted.sort())

    const gone = sales.filter(({ fault }) => fault === "missing").map(({ tradeNo }) => tradeNo)
    const { rows } = await missingPayments(container, {}, { limit: 100, offset: 0 })
    expect(rows.map(({ trade_no }) => trade_no).sort()).toEqual(gone.sort())

    const alarms = await place.shop.db("taiwan_payment_alarm").whereNull("resolved_at")
    expect(alarms).toHaveLength(planted.length + gone.length)
    const moved = await place.shop.db("taiwan_payment_attempt").where("refunded_amount", ">", 0)
    expect(moved).toEqual([])
  }, 240_000)
})
