import { describe, expect, it, vi } from "vitest"
import { createMemory, createPayments } from "../src/index.js"
import { answer } from "./status-fixture.js"

/** A Store API with so many providers, which gives 20 unless it is asked for more. */
function shopWith(count: number) {
  const all = Array.from({ length: count }, (_, index) => ({ id: `pp_bank-${index}_main`, is_enabled: true }))
  const fetch = vi.fn(async (url: unknown, _init?: RequestInit) => {
    const asked = new URL(String(url)).searchParams
    const [limit, offset] = [Number(asked.get("limit") ?? 20), Number(asked.get("offset") ?? 0)]
    return answer({ payment_providers: all.slice(offset, offset + limit), count, limit, offset })
  })
  const payments = createPayments({
    ...{ backendUrl: "https://api.shop.tw", fetch, memory: createMemory(null) },
    headers: () => ({ "x-publishable-api-key": "pk_1" }),
  })
  return { all, fetch, payments }
}

describe("the payment providers of a region (39)", () => {
  it.each([0, 1, 20, 62, 100, 250])("are all %i there are", async (count) => {
    const { all, payments } = shopWith(count)
    expect(await payments.providers("reg_1")).toEqual(all)
  })

  it("are asked for with the region and the publishable key", async () => {
    const { fetch, payments } = shopWith(1)
    await payments.providers("reg_1")
    const [url, init] = fetch.mock.calls[0] ?? []
    expect(url).toContain("/store/payment-providers?region_id=reg_1&limit=100&offset=0")
    expect(init?.headers).toMatchObject({ "x-publishable-api-key": "pk_1" })
  })

  it("end with a server that gives the same page for ever", async () => {
    const page = Array.from({ length: 100 }, (_, index) => ({ id: `pp_${index}` }))
    const fetch = vi.fn(async () => answer({ payment_providers: page }))
    const payments = createPayments({ backendUrl: "https://api.shop.tw", fetch, memory: createMemory(null) })
    expect(await payments.providers("reg_1")).toHaveLength(100)
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(20)
  })

  it.each([[{}], [{ payment_providers: [{ name: "x" }] }], ["<html>"]])("are no %j", async (body) => {
    const fetch = async () => answer(body)
    const payments = createPayments({ backendUrl: "https://api.shop.tw", fetch, memory: createMemory(null) })
    await expect(payments.providers("reg_1")).rejects.toMatchObject({ kind: "unreadable" })
  })
})
