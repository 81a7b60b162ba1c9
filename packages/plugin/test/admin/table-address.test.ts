import { describe, expect, it } from "vitest"
import { addressOfFilters, tableOf, wishesOf } from "../../src/admin/parts/table-address"
import { changed } from "../../src/admin/parts/use-address"

const read = (text: string) => {
  const params = new URLSearchParams(text)
  return tableOf({ get: (name) => params.get(name) ?? "", all: (name) => params.getAll(name) })
}

describe("the table's address", () => {
  it("says search, filters, sorting and page, and is read back as it was written", () => {
    const filters = { state: ["issued", "failed"], alarms: "open", created_at: { $gte: "2026-11-01T16:00:00.000Z" } }
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

  it("asks the server for whole days", () => {
    const { from, until } = wishesOf(read("from=2026-11-01T16:00:00.000Z&to=2026-11-02T15:59:59.999Z"))
    expect([from, until]).toEqual(["2026-11-01T16:00:00.000Z", "2026-11-02T16:00:00.000Z"])
  })

  it("forgets filters that are taken away", () => {
    expect(`${changed(new URLSearchParams("gateway=ecpay&from=x&q=1"), addressOfFilters({}))}`).toBe("q=1")
  })
})
