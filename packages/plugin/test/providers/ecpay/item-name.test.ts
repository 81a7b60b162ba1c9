import { describe, expect, it } from "vitest"
import { itemName, safeText } from "../../../src/providers/ecpay/start"
import { twd } from "../../../src/toolkit/twd"

function nameOf(items: readonly { title: string; quantity: number }[], maxBytes?: number): string {
  const lines = items.map((item) => ({ ...item, total: 10 }))
  return itemName({ items: lines, shipping: [], amount: twd(lines.length * 10), locale: "zh-TW" }, maxBytes)
}

/** The name's line without its price. */
const one = (title: string) => nameOf([{ title, quantity: 1 }]).replace(" (10 元)", "")

describe("itemName", () => {
  it.each(["", " \n\t", "🧋"])("calls what has no name %j goods", (title) => expect(one(title)).toBe("商品 x 1"))

  it("is one word where there is no line", () => expect(nameOf([])).toBe("商品"))

  it("replaces what ECPay forbids with what reads the same", () => {
    expect(one(`"Tea" <b>'hot'</b> & 50% + #1 a=b; $5 [x] {y} ^ \\ | \``)).toBe(
      "＂Tea＂ ＜b＞＇hot＇＜/b＞ ＆ 50％ ＋ ＃1 a＝b； ＄5 ［x］ ｛y｝ ＾ ＼ ｜ ｀ x 1",
    )
  })

  it("leaves nothing that could break the unescaped answers or the item separator", () => {
    const every = String.fromCharCode(...Array.from({ length: 0x5f }, (_, index) => index + 0x20))
    expect(one(every)).not.toMatch(/["'<>&+#%\\`=;$[\]{}|^]/)
  })

  it.each([
    ["Python book", "Ｐython book x 1"],
    ["cmd.exe", "ｃmd.exe x 1"],
    ["Learn BASH, wget and cURL", "Learn ＢASH, ｗget and ｃURL x 1"],
    ["ping-pong", "ｐing-pong x 1"],
    ["a_system_b", "a_ｓystem_b x 1"],
    ["echo", "ｅcho x 1"],
  ])("defuses %j, at which the firewall drops the order", (title, safe) => expect(one(title)).toBe(safe))

  it.each(["echoes", "Pythonic", "internet", "mechanic", "鍵盤echo音箱", "珍珠奶茶", "スープ"])(
    "leaves %j alone",
    (title) => expect(one(title)).toBe(`${title} x 1`),
  )

  it("has no word left at which a firewall trips, whatever stands around it", () => {
    for (const around of ["", " ", "-", "(", ".", "/", "_", "\u0000"])
      expect(one(`${around}telnet${around}`)).not.toMatch(/telnet/i)
  })

  it("joins lines with #, their prices behind them", () => {
    const two = ["茶", "糖🧋"].map((title) => ({ title, quantity: 2 }))
    expect(nameOf(two)).toBe("茶 x 2 (10 元)#糖 x 2 (10 元)")
  })

  it("is one line where all of them do not fit, within its bytes and without breaking a character", () => {
    const items = Array.from({ length: 60 }, () => ({ title: "珍珠奶茶🧋大杯", quantity: 2 }))
    expect(nameOf(items)).toBe("珍珠奶茶大杯 x 2 等 60 項")
    for (let bytes = 1; bytes < 30; bytes += 1) {
      const name = nameOf(items, bytes)
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(bytes)
      expect(name).not.toMatch(/#|\ufffd/)
    }
  })

  it("mends lone surrogates, control characters and runs of space", () => {
    expect(one("Tea \ud83d\r\n  大杯\u0007")).toBe("Tea \ufffd 大杯 x 1")
  })
})

describe("safeText", () => {
  it("is clipped after it was made safe, for full-width letters are longer", () => {
    expect(safeText("&&&", 3)).toBe("＆")
    expect(safeText("&", 2)).toBe("")
  })
})
