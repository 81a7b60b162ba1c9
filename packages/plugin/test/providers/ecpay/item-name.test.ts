import { describe, expect, it } from "vitest"
import { itemName, safeText } from "../../../src/providers/ecpay/start"

const one = (title: string) => itemName([{ title, quantity: 1 }], "商品")

describe("itemName", () => {
  it.each([[[]], [[{ title: "", quantity: 1 }]], [[{ title: " \n\t", quantity: 2 }]]])(
    "falls back where no item has a name (%#)",
    (items) => expect(itemName(items, "商品")).toBe("商品"),
  )

  it("makes the fallback safe as well", () => expect(itemName([], "A&B")).toBe("A＆B"))

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

  it("joins items with #, and stays within its bytes without breaking a character", () => {
    const items = Array.from({ length: 60 }, () => ({ title: "珍珠奶茶🧋大杯", quantity: 2 }))
    const name = itemName(items, "商品")
    expect(name.startsWith("珍珠奶茶🧋大杯 x 2#珍珠奶茶")).toBe(true)
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200)
    expect(Buffer.byteLength(name)).toBeGreaterThan(190)
    expect(name.isWellFormed()).toBe(true)
    expect(name).not.toContain("\ufffd")
  })

  it("does not end with a separator, wherever it is cut", () => {
    for (let bytes = 1; bytes < 30; bytes += 1) {
      const name = itemName(
        [
          { title: "茶", quantity: 1 },
          { title: "糖", quantity: 1 },
        ],
        "x",
        bytes,
      )
      expect(name.endsWith("#")).toBe(false)
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(bytes)
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
