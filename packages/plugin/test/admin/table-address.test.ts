import { describe, expect, it } from "vitest"
import { addressOfFilters, tableOf, wishesOf } from "../../src/admin/parts/table-address"
import { changed } from "../../src/admin/parts/use-address"

const read = (text: string) => {
  const params = new URLSearchParams(text)
  return tableOf({ get: (name) => params.get(name) ?? "", all: (name) => params.getAll(name) })
}

describe("the table's address", () => {
  it("says search, filters, sorting and page, and is read back as it was written", () => {
    const filters = {
      state: ["issued", "failed"],
      refunds: ["partial"],
      amount: "100 – 500",
      alarms: "open",
      created_at: { $gte: "2026-11-01T16:00:00.000Z" },
    }
    const address = changed(new URLSearchParams("q=王&sort=-amount&page=7&attempt=tpa_1"), addressOfFilters(filters))
    expect(read(address.toString())).toEqual({
      ...{ q: "王", sort: { id: "amount", desc: true }, page: { pageIndex: 0, pageSize: 20 }, filters },
    })
    expect(address.get("attempt")).toBe("tpa_1")
  })

  it("of somebody's invention shows the list as it is", () => {
    expect(read("page=-3&sort=secret&from=yesterday&alarms=all")).toEqual({
      ...{ q: "", sort: null, page: { pageIndex: 0, pageSize: 20 }, filters: {} },
    })
  })

  it("has amounts with one end or two, and none that is no amount", () => {
    const asked = (text: string) => {
      const { amount_from, amount_to } = wishesOf(read(text))
      return [amount_from, amount_to]
    }
    expect(asked("amount=100-500")).toEqual(["100", "500"])
    expect(asked("amount=100-")).toEqual(["100", undefined])
    expect(asked("amount=-500")).toEqual([undefined, "500"])
    for (const text of ["amount=", "amount=-", "amount=1e9-", "amount=12", "amount=a-b"])
      expect(asked(text)).toEqual([undefined, undefined])
    expect(`${changed(new URLSearchParams(), addressOfFilters({ amount: "100 –" }))}`).toBe("amount=100-")
  })

  it("asks the server for whole days", () => {
    const { from, until } = wishesOf(read("from=2026-11-01T16:00:00.000Z&to=2026-11-02T15:59:59.999Z"))
    expect([from, until]).toEqual(["2026-11-01T16:00:00.000Z", "2026-11-02T16:00:00.000Z"])
  })

  it("forgets filters that are taken away", () => {
    expect(`${changed(new URLSearchParams("gateway=ecpay&from=x&q=1"), addressOfFilters({}))}`).toBe("q=1")
  })
})
