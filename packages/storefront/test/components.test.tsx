import { act } from "react"
import { createRoot, type Root } from "react-dom/client"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { createMemory } from "../src/memory.js"
import { createPayments } from "../src/payments.js"
import { MethodPicker, PaymentReturn, VoucherCard } from "../src/react/index.js"
import type { PaymentStatus, Voucher } from "../src/status.js"
import { answer, aStatus, sessionId } from "./status-fixture.js"

let root: Root
let page: HTMLElement

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true)
  page = document.body.appendChild(document.createElement("div"))
  root = createRoot(page)
})

afterEach(async () => {
  await act(async () => root.unmount())
  page.remove()
  vi.unstubAllGlobals()
})

const find = (testId: string) => page.querySelector<HTMLElement>(`[data-testid="${testId}"]`)
const atm: Voucher = {
  kind: "atm",
  bank_code: "118",
  bank_name: { "zh-TW": "板信銀行", en: "Bank of Panhsin" },
  account: "9900140673104366",
  amount: 1060,
  expires_at: "2126-11-25T15:59:59.000Z",
}

async function showReturn(respond: () => Response, locale: "zh-TW" | "en" = "en") {
  const navigate = vi.fn()
  const onChange = vi.fn()
  const onCheckout = vi.fn()
  const fetch = async () => respond()
  const payments = createPayments({ backendUrl: "https://api.shop.tw", fetch, navigate, memory: createMemory(null) })
  const told = { onChange, onCheckout }
  const view = <PaymentReturn payments={payments} sessionId={sessionId} locale={locale} {...told} />
  await act(async () => root.render(view))
  return { navigate, ...told }
}

const shows = (changes: Partial<PaymentStatus>) => showReturn(() => answer(aStatus(changes)))

describe("PaymentReturn", () => {
  it("says that a payment is not known", async () => {
    await showReturn(() => answer({}, 404))
    expect(find("result-state")?.dataset.state).toBe("unknown")
    expect(find("pay-again")).toBeNull()
  })

  it("keeps waiting, and says why, while the server is away", async () => {
    await showReturn(() => answer({}, 502))
    expect(find("result-state")?.dataset.state).toBe("pending")
    expect(page.textContent).toContain("The connection is shaky")
  })

  it.each(["failed", "expired", "ready"] as const)("lets the buyer pay again when %s", async (state) => {
    const { navigate } = await shows({ state })
    await act(async () => find("pay-again")?.click())
    expect(navigate).toHaveBeenCalledExactlyOnceWith(aStatus().start_url)
  })

  it.each(["paid", "held", "canceled", "refunded", "awaiting"] as const)("offers no payment when %s", async (state) => {
    await shows({ state })
    expect(find("pay-again")).toBeNull()
  })

  it("leads to the checkout to pay again where the gateway's script works in the shop's page", async () => {
    const { navigate, onCheckout } = await shows({ state: "failed", gateway: "tappay", method: "card" })
    await act(async () => find("pay-again")?.click())
    expect(onCheckout).toHaveBeenCalledOnce()
    expect(navigate).not.toHaveBeenCalled()
  })

  it("offers no payment when failed without a way to start", async () => {
    await shows({ state: "failed", start_url: null })
    expect(find("pay-again")).toBeNull()
    expect(page.textContent).toContain("Server message")
  })

  it("waits for the order of paid money", async () => {
    await shows({ state: "paid" })
    expect(find("result-state")?.dataset.state).toBe("paid")
    expect(find("order-id")).toBeNull()
  })

  it("shows the order and tells the shop", async () => {
    const { onChange } = await shows({ state: "paid", order_id: "order_1" })
    expect(find("order-id")?.textContent).toBe("order_1")
    expect(find("payment-reference")).toBeNull()
    expect(page.textContent).toContain("NT$1,060")
    expect(onChange).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ order_id: "order_1" }))
  })

  it("shows the number that people use, and not the order's id", async () => {
    await shows({ state: "paid", order_id: "order_1", order_number: 125 })
    expect(find("order-id")?.textContent).toBe("#125")
    expect(find("order-id")?.getAttribute("data-order")).toBe("order_1")
  })

  it("gives who has to ask the shop something to quote", async () => {
    await shows({ state: "held", reference: "T20261122A0001" })
    expect(find("payment-reference")?.textContent).toBe("T20261122A0001")
  })

  it("shows the voucher of an awaited payment only", async () => {
    await shows({ state: "expired", voucher: atm })
    expect(find("voucher")).toBeNull()
    await shows({ state: "awaiting", voucher: atm, order_id: "order_1" })
    expect(find("voucher-account")?.textContent).toBe("9900140673104366")
  })

  it("speaks Chinese", async () => {
    await showReturn(() => answer(aStatus({ state: "failed" })), "zh-TW")
    expect(page.textContent).toContain("這次付款沒有成功")
    expect(page.textContent).toContain("伺服器訊息")
  })
})

describe("VoucherCard", () => {
  const show = (voucher: Voucher) => act(async () => root.render(<VoucherCard voucher={voucher} />))

  it("warns when the time is over", async () => {
    await show({ ...atm, expires_at: "2020-01-01T00:00:00Z" })
    expect(page.textContent).toContain("期限已過")
  })

  it("says when it could not copy", async () => {
    vi.stubGlobal("navigator", { clipboard: { writeText: () => Promise.reject(new Error("denied")) } })
    await show(atm)
    await act(async () => page.querySelector<HTMLButtonElement>(".twp-copy")?.click())
    expect(page.querySelector<HTMLElement>(".twp-copy")?.dataset.outcome).toBe("failed")
  })

  it("copies the bare account number", async () => {
    const writeText = vi.fn(async () => undefined)
    vi.stubGlobal("navigator", { clipboard: { writeText } })
    await show(atm)
    await act(async () => page.querySelector<HTMLButtonElement>(".twp-copy")?.click())
    expect(writeText).toHaveBeenCalledExactlyOnceWith("9900140673104366")
    expect(page.querySelector<HTMLElement>(".twp-copy")?.dataset.outcome).toBe("done")
  })

  it("groups the account in fours", async () => {
    await show(atm)
    const groups = Array.from(find("voucher-account")?.children ?? [], ({ textContent }) => textContent)
    expect(groups).toEqual(["9900", "1406", "7310", "4366"])
  })

  it("shows the code and the chain", async () => {
    await show({ kind: "cvs", code: "LLL22098722826", chain: "familymart", amount: 300, expires_at: atm.expires_at })
    expect(find("voucher-code")?.textContent).toBe("LLL22098722826")
    expect(page.textContent).toContain("全家")
  })

  it("draws three barcodes", async () => {
    const barcodes = ["1105036EA", "3453011539101592", "042677000001500"]
    await show({ kind: "barcode", barcodes, amount: 1500, expires_at: atm.expires_at })
    expect([1, 2, 3].map((place) => find(`barcode-${place}`)?.dataset.text)).toEqual(barcodes)
    expect(find("barcode-2")?.querySelector("path")?.getAttribute("d")).toMatch(/^M20 0h2v/)
  })
})

describe("MethodPicker", () => {
  const providers = [{ id: "pp_ecpay-atm_main" }, { id: "pp_ecpay-credit_main" }, { id: "pp_new_thing" }]

  it("tells what was chosen, also for a provider it does not know", async () => {
    const onChange = vi.fn()
    await act(async () => root.render(<MethodPicker providers={providers} value={null} onChange={onChange} />))
    await act(async () => find("method-ecpay-atm")?.querySelector("input")?.click())
    await act(async () => find("method-new")?.querySelector("input")?.click())
    expect(onChange.mock.calls).toEqual([["pp_ecpay-atm_main"], ["pp_new_thing"]])
    expect(find("method-new")?.textContent).toContain("pp_new_thing")
  })

  it("checks the chosen one alone", async () => {
    const view = <MethodPicker providers={providers} value="pp_ecpay-credit_main" onChange={vi.fn()} />
    await act(async () => root.render(view))
    const checked = page.querySelectorAll<HTMLInputElement>("input:checked")
    expect(Array.from(checked, ({ value }) => value)).toEqual(["pp_ecpay-credit_main"])
  })

  it("leaves out what this device cannot pay by, unless it is chosen or all are wanted", async () => {
    const withApple = [{ id: "pp_ecpay-applepay_main" }, ...providers]
    const show = async (more: { value?: string; everyDevice?: boolean }) => {
      const shown = { providers: withApple, value: null, onChange: vi.fn(), ...more }
      await act(async () => root.render(<MethodPicker {...shown} />))
      return find("method-ecpay-applepay") !== null
    }
    expect(await show({})).toBe(false)
    expect(await show({ everyDevice: true })).toBe(true)
    expect(await show({ value: "pp_ecpay-applepay_main" })).toBe(true)
  })

  it("asks for no gateway where there is one", async () => {
    const view = <MethodPicker providers={[{ id: "pp_ecpay_main" }]} value={null} onChange={vi.fn()} byGateway />
    await act(async () => root.render(view))
    expect(page.querySelector<HTMLElement>(".twp-gateways")?.hidden).toBe(true)
  })

  it("shows one gateway's methods at a time, and keeps the way to pay when it is changed", async () => {
    const ids = ["ecpay-credit", "ecpay-atm", "tappay-linepay", "tappay-card", "jkopay"]
    const onChange = vi.fn()
    const show = (value: string | null) =>
      act(async () =>
        root.render(
          <MethodPicker
            providers={ids.map((id) => ({ id: `pp_${id}_main` }))}
            value={value}
            onChange={onChange}
            byGateway
          />,
        ),
      )
    await show("pp_ecpay-credit_main")
    expect(find("method-tappay-card")).toBeNull()
    await act(async () => find("gateway-tappay")?.querySelector("input")?.click())
    expect(onChange).toHaveBeenLastCalledWith("pp_tappay-card_main")
    await show("pp_tappay-card_main")
    expect([find("method-ecpay-atm"), find("method-tappay-linepay") !== null]).toEqual([null, true])
    await act(async () => find("gateway-jkopay")?.querySelector("input")?.click())
    expect(onChange).toHaveBeenLastCalledWith("pp_jkopay_main")
  })

  it("chooses nothing for who only looks at another gateway's methods", async () => {
    const onChange = vi.fn()
    const ids = ["pp_ecpay-credit_main", "pp_tappay-card_main", "pp_tappay-linepay_main"]
    const list = ids.map((id) => ({ id }))
    await act(async () => root.render(<MethodPicker providers={list} value={null} onChange={onChange} byGateway />))
    await act(async () => find("gateway-tappay")?.querySelector("input")?.click())
    expect(onChange).not.toHaveBeenCalled()
    expect(find("method-tappay-linepay")).not.toBeNull()
  })

  it("shows details below the chosen method alone", async () => {
    const details = ({ identifier }: { identifier: string }) => <b>{identifier}</b>
    const view = <MethodPicker providers={providers} value="pp_ecpay-atm_main" onChange={vi.fn()} details={details} />
    await act(async () => root.render(view))
    expect(Array.from(page.querySelectorAll("b"), ({ textContent }) => textContent)).toEqual(["ecpay-atm"])
    expect(find("method-ecpay-atm")?.nextElementSibling).toBe(find("method-details"))
  })
})
