import { expect, it } from "vitest"
import { NOTHING, type SumRow, setsOf } from "../../../src/modules/ledger/sum-rows"

const NAMES = ["day", "gateway", "method", "code"] as const

/** As PostgreSQL writes a row of grouping sets: a name that is not told apart is null, and has its bit. */
function row(told: Partial<Pick<SumRow, (typeof NAMES)[number]>>, figures: Partial<SumRow> = {}): SumRow {
  const without = NAMES.reduce((bits, name) => bits * 2 + (name in told ? 0 : 1), 0)
  const none = { attempts: "0", gross: "0", refunded: "0", fee: "0", fees_known: "0", paid: "0", unpaid: "0" }
  return { day: null, gateway: null, method: null, code: null, ...told, ...none, ...figures, without }
}

it("each row is where it belongs, days in their order and names by what they brought", () => {
  const sets = setsOf([
    row({}, { attempts: "9", gross: "900", refunded: "40", fee: "12.5", fees_known: "2", paid: "7", unpaid: "1" }),
    row({ day: "2026-11-02" }, { gross: "2" }),
    row({ day: "2026-11-01" }, { gross: "1" }),
    row({ day: "2026-11-03" }, { gross: "3" }),
    row({ gateway: "payuni" }, { gross: "5", attempts: "1" }),
    row({ gateway: "ecpay" }, { gross: "5", attempts: "3" }),
    row({ gateway: "linepay" }, { gross: "7", attempts: "1" }),
    row({ gateway: "ecpay", method: "atm" }, { gross: "1" }),
    row({ gateway: "ecpay", method: "credit" }, { gross: "4" }),
    row({ gateway: "ecpay", code: "10100058" }, { attempts: "1" }),
    row({ gateway: "payuni", code: "05" }, { attempts: "4" }),
    row({ gateway: "ecpay", code: "51" }, { attempts: "0" }),
    row({ gateway: "ecpay", code: null }, { attempts: "8" }),
  ])
  expect(sets.total).toEqual({ attempts: 9, gross: 900, refunded: 40, fee: 12.5, fees_known: 2, paid: 7, unpaid: 1 })
  expect(sets.days.map(({ day, gross }) => [day, gross])).toEqual([
    ["2026-11-01", 1],
    ["2026-11-02", 2],
    ["2026-11-03", 3],
  ])
  expect(sets.days[0]).toMatchObject({ gateway: "", method: "" })
  expect(sets.gateways.map(({ gateway }) => gateway)).toEqual(["linepay", "ecpay", "payuni"])
  expect(sets.gateways[0]).toMatchObject({ day: "", method: "", gross: 7 })
  expect(sets.methods.map(({ gateway, method }) => [gateway, method])).toEqual([
    ["ecpay", "credit"],
    ["ecpay", "atm"],
  ])
  expect(sets.declines).toEqual([
    { gateway: "payuni", code: "05", count: 4 },
    { gateway: "ecpay", code: "10100058", count: 1 },
  ])
})

it("where nothing is, the sums are nothing", () => {
  expect(setsOf([])).toEqual({ total: NOTHING, days: [], gateways: [], methods: [], declines: [] })
})
