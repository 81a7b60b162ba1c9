import { describe, expect, it } from "vitest"
import { orderText } from "../../src/toolkit/order-text"
import { withinBmp } from "../../src/toolkit/text"
import { twd } from "../../src/toolkit/twd"

const RULES = {
  write: (name: string) => name.replaceAll("#", "＃"),
  joiner: "#",
  fits: (text: string) => text.length <= 60,
  clip: (text: string) => text.slice(0, 60),
}
const tea = { title: "珍珠奶茶", quantity: 2, total: 1000 }
const delivery = { title: "宅配", quantity: 1, total: 60 }

function text(change: Partial<Parameters<typeof orderText>[0]> = {}): string {
  return orderText({ items: [tea], shipping: [delivery], amount: twd(1060), locale: "zh-TW", ...change }, RULES)
}

/** What a buyer who adds up the prices comes to. */
function sumOf(shown: string): number {
  return [...shown.matchAll(/\((-?\d+) 元\)/g)].reduce((sum, [, price]) => sum + Number(price), 0)
}

describe("an order in one text (40)", () => {
  it("has its deliveries as lines, and adds up", () => {
    expect(text()).toBe("珍珠奶茶 x 2 (1000 元)#宅配 x 1 (60 元)")
    expect(text({ locale: "en" })).toBe("珍珠奶茶 x 2 (TWD 1000)#宅配 x 1 (TWD 60)")
  })

  it.each([
    [980, "折扣 x 1 (-80 元)"],
    [1100, "其他費用 x 1 (40 元)"],
  ])("adds up to %i with a line for the rest", (amount, line) => {
    expect(text({ amount: twd(amount) })).toContain(line)
    expect(sumOf(text({ amount: twd(amount) }))).toBe(amount)
  })

  it("leaves out what costs nothing", () => {
    expect(text({ shipping: [delivery, { title: "自取", quantity: 1, total: 0 }] })).not.toContain("自取")
  })

  it.each([
    ["do not fit", Array.from({ length: 9 }, () => tea), "珍珠奶茶 x 2 等 10 項"],
    ["have cents", [{ ...tea, total: 999.5 }], "珍珠奶茶 x 2 等 2 項"],
  ])("is one line where they %s", (_, items, shown) => expect(text({ items })).toBe(shown))

  it("is there without any line", () => expect(text({ items: [], shipping: [] })).toBe("商品"))

  it("keeps the line of a name of which nothing is left, and its separators", () => {
    expect(text({ items: [{ ...tea, title: "🧋" }] })).toBe("商品 x 2 (1000 元)#宅配 x 1 (60 元)")
    expect(text({ items: [{ ...tea, title: "1#2" }] }).split("#")).toHaveLength(2)
  })
})

describe("characters beyond the BMP (41)", () => {
  it.each([
    ["珍珠奶茶🧋", "珍珠奶茶"],
    ["👨‍👩‍👧 family ❤️", "family ❤"],
    ["𠮷野家", "野家"],
    ["茶 1️⃣", "茶 1"],
    ["茶\ud83d", "茶\ufffd"],
  ])("are left out of %j", (given, left) => expect(withinBmp(given)).toBe(left))
})
