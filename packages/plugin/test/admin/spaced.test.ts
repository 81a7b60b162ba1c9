import { describe, expect, it } from "vitest"
import { spaced } from "../../src/admin/parts/spaced"

describe("Chinese beside Latin letters", () => {
  it.each([
    ["LINE Pay交易編號", "LINE Pay 交易編號"],
    ["向LINE Pay查詢：已付款", "向 LINE Pay 查詢：已付款"],
    ["街口支付交易編號", "街口支付交易編號"],
    ["交易 A1 的款項", "交易 A1 的款項"],
    ["Paid by 12", "Paid by 12"],
  ])("%s", (text, wanted) => expect(spaced(text)).toBe(wanted))
})
