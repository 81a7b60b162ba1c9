import { describe, expect, it } from "vitest"
import { noticePage, startPage } from "../../../src/payments/checkout/pages"

const HOSTILE = `"><script>alert('x')</script>&`

describe("the page that takes the buyer to the gateway", () => {
  const { html, policy } = startPage(
    { action: "https://payment.ecpay.com.tw/Cashier/AioCheckOut/V5", fields: { ItemName: HOSTILE, [HOSTILE]: "1" } },
    "zh-TW",
  )

  it("cannot be broken out of by a name or a value", () => {
    expect(html).not.toContain("<script>alert")
    expect(html.match(/<script/g)).toHaveLength(1)
    expect(html).toContain(`name="ItemName" value="&#34;&#62;&#60;script&#62;alert(&#39;x&#39;)&#60;/script&#62;&#38;"`)
  })

  it("posts the form by itself, and has a button where scripts are off", () => {
    expect(html).toContain(
      `<form id="departure" method="post" action="https://payment.ecpay.com.tw/Cashier/AioCheckOut/V5"`,
    )
    expect(html).toContain(`<button type="submit">前往付款</button>`)
  })

  it("may do nothing but that: its own script and style, one form target, no frame", () => {
    const nonce = /script nonce="([^"]+)"/.exec(html)?.[1] ?? "none"
    expect(policy.split("; ")).toEqual([
      "default-src 'none'",
      `style-src 'nonce-${nonce}'`,
      `script-src 'nonce-${nonce}'`,
      "form-action https:",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ])
    expect(html).not.toMatch(/ on[a-z]+=|style="/)
  })

  it("has another nonce each time", () => {
    const again = startPage({ action: "https://payment.ecpay.com.tw/", fields: {} }, "en")
    expect(again.policy).not.toBe(startPage({ action: "https://payment.ecpay.com.tw/", fields: {} }, "en").policy)
    expect(again.html).toContain(`<html lang="en">`)
  })
})

describe("the page for a buyer who cannot go on", () => {
  it.each(["unknown", "too many", "unreachable"] as const)("speaks both languages and runs no script (%s)", (kind) => {
    const { html, policy } = noticePage(kind)
    expect(html).toMatch(/[\u4e00-\u9fff]/)
    expect(html).toContain(`<p lang="en">`)
    expect(html).not.toContain("<script")
    expect(policy).toContain("script-src 'none'")
    expect(policy).toContain("form-action 'none'")
  })
})
