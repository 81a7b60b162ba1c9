import { act } from "react"
import { createRoot, type Root } from "react-dom/client"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { PaymentsError } from "../src/errors.js"
import type { Payments } from "../src/payments.js"
import { CardPayment, type CardPaymentProps, usePay } from "../src/react/index.js"
import { anAccess, aTokenSession, fakeSdk, scriptsLoadAs } from "./fake-sdk.js"

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
  vi.restoreAllMocks()
})

const find = (testId: string) => page.querySelector<HTMLElement>(`[data-testid="${testId}"]`)
const click = (testId: string) => act(async () => (find(testId)?.querySelector("input") ?? find(testId))?.click())

/** Payments of which a test names only what matters to it. */
function somePayments(changes: Partial<Payments>): Payments {
  const unused = () => Promise.reject(new Error("not to be asked"))
  const never = () => {
    throw new Error("not to be called")
  }
  return {
    start: never,
    openSession: unused,
    pay: unused,
    status: unused,
    watch: unused,
    savedCards: unused,
    providers: unused,
    deleteCard: unused,
    findOrder: unused,
    lastSession: () => null,
    forget: () => undefined,
    ...changes,
  }
}

async function show(changes: Partial<CardPaymentProps> = {}) {
  const onChange = vi.fn()
  const props: CardPaymentProps = {
    payments: somePayments({}),
    providerId: "pp_tappay-card_main",
    access: anAccess(),
    locale: "en",
    onChange,
    ...changes,
  }
  await act(async () => root.render(<CardPayment {...props} />))
  const ask = () => act(async () => root.render(<CardPayment {...props} showProblems />))
  return { onChange, ask }
}

describe("CardPayment", () => {
  it("says that the fields cannot be loaded, and tries again", async () => {
    const append = scriptsLoadAs("error")
    await show()
    expect(find("card-not-loaded")?.textContent).toContain("could not be loaded")
    append.mockRestore()
    scriptsLoadAs(fakeSdk().sdk)
    await act(async () => page.querySelector<HTMLButtonElement>("button")?.click())
    expect(find("card-fields")?.dataset.phase).toBe("ready")
  })

  it("names what is wrong at once, and what is missing when the buyer wants to pay", async () => {
    const { sdk, update } = fakeSdk()
    scriptsLoadAs(sdk)
    const { ask, onChange } = await show()
    await act(async () => update(2, 3, 1))
    const problems = () => Array.from(page.querySelectorAll(".twp-field-problem"), ({ textContent }) => textContent)
    expect(problems()).toEqual(["This card number is not right", "", ""])
    await ask()
    expect(problems()).toEqual(["This card number is not right", "Enter the expiry date", "Enter the security code"])
    expect(onChange).toHaveBeenLastCalledWith({ ready: false, save: false })
  })

  it("takes a status that it does not know for unfinished", async () => {
    const { sdk, update } = fakeSdk()
    scriptsLoadAs(sdk)
    const { onChange } = await show()
    await act(async () => update(0, 0, 9))
    expect(onChange).toHaveBeenLastCalledWith({ ready: false, save: false })
    await act(async () => update(0, 0, 0))
    expect(onChange).toHaveBeenLastCalledWith({ ready: true, save: false })
  })

  it("gives the script three places of this page, and the page's words", async () => {
    const { sdk, card } = fakeSdk()
    scriptsLoadAs(sdk)
    await show()
    const { fields } = card.setup.mock.calls[0]?.[0] ?? {}
    expect(fields?.number.element.isConnected && fields.ccv.element.isConnected).toBe(true)
    expect(fields?.expirationDate.placeholder).toBe("MM / YY")
  })

  it("keeps no card of who is not logged in", async () => {
    scriptsLoadAs(fakeSdk().sdk)
    await show()
    expect([find("remember-card"), find("saved-cards")]).toEqual([null, null])
  })

  it("keeps a customer's card only after their own yes", async () => {
    const { sdk, update } = fakeSdk()
    scriptsLoadAs(sdk)
    const { onChange } = await show({ customer: true, payments: somePayments({ savedCards: async () => [] }) })
    await act(async () => update(0, 0, 0))
    expect(onChange).toHaveBeenLastCalledWith({ ready: true, save: false })
    await click("remember-card")
    expect(onChange).toHaveBeenLastCalledWith({ ready: true, save: true })
  })
})

const cards = ["4242", "0575"].map((last4) => ({
  id: `card_${last4}`,
  brand: "VISA",
  last4,
  expiry: "12/35",
  created_at: "2026-11-25T02:00:00.000Z",
}))

describe("saved cards", () => {
  const showCards = async (changes: Partial<Payments> = {}) => {
    scriptsLoadAs(fakeSdk().sdk)
    return show({ customer: true, payments: somePayments({ savedCards: async () => cards, ...changes }) })
  }
  const shown = () => Array.from(page.querySelectorAll<HTMLElement>("[data-last4]"), ({ dataset }) => dataset.last4)

  it("that cannot be read leave the card to be typed, and say so", async () => {
    await showCards({ savedCards: () => Promise.reject(new PaymentsError("unreachable", "")) })
    expect(page.textContent).toContain("cannot be read now")
    expect([find("card-fields") !== null, find("remember-card")]).toEqual([true, null])
  })

  it("are not spoken of where the shop keeps none", async () => {
    await showCards({ savedCards: async () => null })
    expect(page.textContent).not.toContain("cannot be read now")
    expect([find("card-fields") !== null, find("remember-card")]).toEqual([true, null])
  })

  it("stay when they could not be deleted", async () => {
    await showCards({ deleteCard: () => Promise.reject(new PaymentsError("unreachable", "")) })
    await click("delete-card")
    await click("delete-card-really")
    expect(page.textContent).toContain("was not deleted")
    expect(shown()).toEqual(["4242", "0575"])
  })

  it("are deleted only after a second yes; the next one is chosen then", async () => {
    const deleteCard = vi.fn(async () => undefined)
    const { onChange } = await showCards({ deleteCard })
    await click("delete-card")
    expect(deleteCard).not.toHaveBeenCalled()
    await click("delete-card-really")
    expect(deleteCard).toHaveBeenCalledExactlyOnceWith("card_4242")
    expect(shown()).toEqual(["0575"])
    expect(onChange).toHaveBeenLastCalledWith({ ready: true, card: "card_0575" })
  })

  it("pay without any fields, and give way to another card", async () => {
    const { onChange } = await showCards()
    expect(find("card-fields")).toBeNull()
    expect(onChange).toHaveBeenLastCalledWith({ ready: true, card: "card_4242" })
    await click("other-card")
    expect(find("card-fields")).not.toBeNull()
    expect(onChange).toHaveBeenLastCalledWith({ ready: false, save: false })
  })
})

function Till({ payments, open }: { payments: Payments; open: () => Promise<{ id: string }> }) {
  const { paying, problem, pay } = usePay(payments, "en")
  return (
    <button type="button" data-testid="pay" data-paying={paying} onClick={() => pay(open)}>
      {problem}
    </button>
  )
}

describe("usePay", () => {
  const showTill = (pay: Payments["pay"], open = async () => aTokenSession(anAccess())) =>
    act(async () => root.render(<Till payments={somePayments({ pay })} open={open} />))

  it.each([
    [new PaymentsError("no-token", "", { code: 45 }), "The expiry date is not right"],
    [new PaymentsError("no-token", "", { code: 88003 }), "nothing was charged"],
    [new PaymentsError("no-script", ""), "could not be loaded"],
    [new PaymentsError("refused", "Too many attempts", { code: 429 }), "Too many tries"],
    [new PaymentsError("unknown-session", ""), "The cart was changed"],
    [new Error("Medusa's own words"), "Medusa's own words"],
  ])("says why %s, and lets the buyer try again", async (error, words) => {
    const pay = vi.fn(() => Promise.reject(error))
    await showTill(pay)
    await click("pay")
    expect(find("pay")?.textContent).toContain(words)
    expect(find("pay")?.dataset.paying).toBe("false")
    await click("pay")
    expect(pay).toHaveBeenCalledTimes(2)
  })

  it("says why no session could be opened", async () => {
    await showTill(vi.fn(), () => Promise.reject(new Error("no such cart")))
    await click("pay")
    expect(find("pay")?.textContent).toBe("no such cart")
  })

  it("pays once however often the button is pressed", async () => {
    const pay = vi.fn(async () => undefined)
    await showTill(pay)
    await act(async () => {
      find("pay")?.click()
      find("pay")?.click()
    })
    await click("pay")
    expect(pay).toHaveBeenCalledOnce()
    expect(find("pay")?.dataset.paying).toBe("true")
  })

  it("can pay again when the back button brings the page out of the browser's cache", async () => {
    const pay = vi.fn(async () => undefined)
    await showTill(pay)
    await click("pay")
    await act(async () => window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true })))
    expect(find("pay")?.dataset.paying).toBe("false")
  })

  it("can be pressed again by who comes back from an app that it led to, and not by who looks elsewhere while it asks", async () => {
    const switchApps = async () => {
      const state = vi.spyOn(document, "visibilityState", "get")
      for (const each of ["hidden", "visible"] as const) {
        state.mockReturnValue(each)
        await act(async () => document.dispatchEvent(new Event("visibilitychange")))
      }
      state.mockRestore()
    }
    let leave = () => {}
    const asked = new Promise<undefined>((resolve) => {
      leave = () => resolve(undefined)
    })
    await showTill(vi.fn(() => asked))
    await click("pay")
    await switchApps()
    expect(find("pay")?.dataset.paying).toBe("true")
    await act(async () => leave())
    expect(find("pay")?.dataset.paying).toBe("true")
    await switchApps()
    expect(find("pay")?.dataset.paying).toBe("false")
  })
})
