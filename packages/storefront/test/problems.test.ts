import { afterEach, describe, expect, it, vi } from "vitest"
import { PaymentsError, problemWords } from "../src/index.js"

const han = /\p{Script=Han}/u
const failure = (message: string, status?: number) => Object.assign(new Error(message), { status })

describe("a problem in words (first hours 11)", () => {
  afterEach(() => vi.unstubAllGlobals())

  it.each([
    ["Chromium offline", new TypeError("Failed to fetch")],
    ["Safari offline", new TypeError("Load failed")],
    ["Firefox offline", new TypeError("NetworkError when attempting to fetch resource.")],
    ["a fault of the server", failure("An unknown error occurred.", 500)],
    ["a refusal in English", failure("ECPay ATM takes 16 to 49999 TWD; this is 10 TWD.", 400)],
    ["an error without words", "boom"],
    ["no answer", new PaymentsError("unreachable", "The shop did not answer.")],
    ["an answer that is none", new PaymentsError("unreadable", "The answer is not JSON.")],
    ["a refusal", new PaymentsError("refused", "The shop answered 403.")],
  ])("has no raw English for a Chinese reader: %s", (_, error) => {
    expect(problemWords(error, "zh-TW")).toMatch(han)
    expect(problemWords(error, "zh-TW")).not.toMatch(/[a-z]{4}/i)
  })

  it("says what to do offline and when the server fails, in English too", () => {
    expect(problemWords(new TypeError("Failed to fetch"), "en")).toContain("check your connection")
    expect(problemWords(failure("An unknown error occurred.", 500), "en")).toContain("try again in a moment")
  })

  it("does not speak of a card when there was no connection", () => {
    expect(problemWords(new PaymentsError("unreachable", ""), "zh-TW")).not.toContain("卡片")
  })

  it.each([
    ["zh-TW", "這張卡片已不再保存"],
    ["en", "no longer saved"],
  ] as const)("says in %s that a saved card is gone, and nothing of the cart", (locale, words) => {
    const gone = new PaymentsError("refused", "There is no such card.", { code: 410 })
    expect(problemWords(gone, locale)).toContain(words)
    expect(problemWords(gone, locale)).not.toMatch(/購物車|cart/)
  })

  it("keeps words that are for the shopper, in their language", () => {
    expect(problemWords(failure("已售完 / Sold out", 400), "zh-TW")).toBe("已售完 / Sold out")
    expect(problemWords(failure("Sold out", 400), "en")).toBe("Sold out")
  })

  it("knows that the browser is offline, whatever failed", () => {
    vi.stubGlobal("navigator", { onLine: false })
    expect(problemWords(failure("boom"), "zh-TW")).toContain("網路")
  })
})
