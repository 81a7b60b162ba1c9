import { describe, expect, it } from "vitest"
import { TEMPLATES, type Tellings } from "../../../src/payments/messages/templates"
import { code39Elements } from "../../../src/payments/messages/templates/code-39"
import type { Content, Locale } from "../../../src/payments/messages/templates/letter"
import type { Voucher } from "../../../src/toolkit/contract/voucher"
import type { LocalText } from "../../../src/toolkit/text"
import { twd } from "../../../src/toolkit/twd"
import { inBoth } from "../../in-both"

const NASTY = `<script>alert(1)</script>"'&\r\nBcc: everybody@example.com`
const LINK = "https://shop.example/pay/orders/a.b.c?x=1&y=2"
const expires_at = "2026-12-01T15:59:59Z"
const terms = { amount: twd(1280), expires_at }
const BARCODES = ["151201623", "3453011539080001", "121500000001280"] as const
const VOUCHERS: readonly Voucher[] = [
  {
    ...terms,
    kind: "atm",
    bank_code: "004",
    bank_name: { en: "Bank of Taiwan", "zh-TW": "臺灣銀行" },
    account: "9103522175887271",
  },
  { ...terms, kind: "cvs", code: "LLL22251222222", chain: "any" },
  { ...terms, kind: "barcode", barcodes: BARCODES },
]

function told(locale: Locale, name = "巷口茶室") {
  return { locale, shop: { name, logo: "https://shop.example/logo.png", color: "#0f7a5f" }, orderNumber: 1042 }
}

const TWICE: LocalText = { en: "Trade A1 was paid twice.", "zh-TW": "交易重複付款。" }

/** A letter of each kind. */
function letters(locale: Locale, name?: string, title = TWICE): Record<string, Content> {
  const base = told(locale, name)
  const sum = { count: 2, amount: 2000 }
  const tellings: Omit<Tellings, "voucher_issued" | "voucher_expiring"> = {
    paid: { ...base, amount: 1280, paidAt: "2026-11-28T16:30:00Z" },
    expired: { ...base, amount: 1280, paymentLink: LINK, orderCanceled: true },
    refunded: { ...base, amount: 1280 },
    refund_account_wanted: { ...base, amount: 1280, refundLink: LINK, expiresAt: expires_at },
    alarm: { ...base, title, amount: null, detail: title, adminLink: LINK },
    digest: {
      ...{ ...base, day: "2026-11-29", openAlarms: 1, newest: [{ title, amount: 1, orderNumber: null }], unsent: 1 },
      ...{ awaited: sum, endingToday: sum, paidYesterday: sum, refundedYesterday: sum, adminLink: LINK },
    },
  }
  const vouchers = VOUCHERS.map((voucher) => [
    voucher.kind,
    TEMPLATES.voucher_issued({ ...base, voucher, paymentLink: LINK }),
  ])
  return {
    ...Object.fromEntries(vouchers),
    ...{ paid: TEMPLATES.paid(tellings.paid), expired: TEMPLATES.expired(tellings.expired) },
    refunded: TEMPLATES.refunded(tellings.refunded),
    account: TEMPLATES.refund_account_wanted(tellings.refund_account_wanted),
    ...{ alarm: TEMPLATES.alarm(tellings.alarm), digest: TEMPLATES.digest(tellings.digest) },
  }
}

const LOCALES = ["en", "zh-TW"] as const
const every = LOCALES.flatMap((locale) =>
  Object.entries(letters(locale)).map(([kind, letter]) => [locale, kind, letter] as const),
)

describe.each(every)("the %s letter %s", (locale, _, { subject, html, text }) => {
  it("is something that mail programs show: no script, no picture of a message, and short enough not to be cut", () => {
    expect(html).not.toMatch(/<script|<svg|src="data:|<form|@import|url\(/i)
    expect(Buffer.byteLength(html)).toBeLessThan(102_000)
    expect(html).toContain(`<html lang="${locale}">`)
    expect(html).toContain("prefers-color-scheme:dark")
  })

  it("has a subject of one line, a text, and nothing that was left open", () => {
    expect(subject).toMatch(/^[^\r\n]{5,120}$/)
    expect([subject, html, text].join("\n")).not.toMatch(/undefined|null|NaN|\[object|\{\w+\}/)
    expect(text.length).toBeGreaterThan(60)
  })

  it("speaks one language", () => {
    const words = text.replaceAll("巷口茶室", "").replaceAll("臺灣銀行", "")
    if (locale === "en") expect(words).not.toMatch(/\p{Script=Han}/u)
    else expect(words).toMatch(/\p{Script=Han}/u)
  })
})

describe("letters", () => {
  it("tell staff in their language what happened", () => {
    const [en, zh] = LOCALES.map((locale) => letters(locale).alarm?.text)
    expect([en, zh]).toEqual([expect.stringContaining(TWICE.en), expect.stringContaining(TWICE["zh-TW"])])
    expect(zh).not.toContain(TWICE.en)
  })

  it("take whatever a shop or an alarm says as text, in the subject too", () => {
    for (const { subject, html, text } of Object.values(letters("en", NASTY, inBoth(NASTY)))) {
      expect(html).not.toContain("<script>")
      expect(subject).not.toMatch(/[\r\n]/)
      expect(text).not.toMatch(/^Bcc:/m)
    }
  })

  it("lead to no address that is none", () => {
    const base = { ...told("en"), amount: 1, orderCanceled: false }
    const { html, text } = TEMPLATES.expired({ ...base, paymentLink: "javascript:alert(1)" })
    expect(`${html}${text}`).not.toContain("javascript:")
  })

  it("say amounts as people read them, and times of Taipei", () => {
    const { text } = TEMPLATES.paid({ ...told("en"), amount: 1280, paidAt: "2026-11-28T16:30:00Z" })
    expect(text).toContain("NT$1,280")
    expect(text).toContain("2026/11/29 00:30 (Taipei time)")
  })

  it("do without an order's number", () => {
    const base = { ...told("zh-TW"), orderNumber: null }
    const [voucher] = VOUCHERS
    if (!voucher) throw new Error("there is a voucher")
    const { subject } = TEMPLATES.voucher_issued({ ...base, voucher, paymentLink: null })
    expect(subject).toBe("訂單繳費資訊：NT$1,280，請於 2026/12/01 23:59 前繳費")
  })
})

describe("barcodes in a letter", () => {
  const [, , voucher] = VOUCHERS
  if (!voucher) throw new Error("there is a voucher of barcodes")
  const { html } = TEMPLATES.voucher_issued({ ...told("en"), voucher, paymentLink: null })
  const tables = [...html.matchAll(/<table role="img" aria-label="(\w+)" width="(\d+)".*?<\/table>/gs)]

  it("can be read: wide and narrow cells in turn are Code 39 of what stands below", () => {
    expect(tables.map(([table]) => decode(table))).toEqual(BARCODES.map((code) => `*${code}*`))
    expect(tables.map(([, label]) => label)).toEqual(BARCODES)
  })

  it("are as wide as their cells, and no wider than a telephone shows", () => {
    for (const [table, , width] of tables) {
      const cells = [...table.matchAll(/<td width="(\d+)"/g)].map(([, cell]) => Number(cell))
      expect(cells.reduce((sum, cell) => sum + cell, 0)).toBe(Number(width))
      expect(Number(width)).toBeLessThanOrEqual(312)
    }
  })
})

/** By what each character looks like alone, which the symbology's own table says and no code of ours. */
const LOOKS: Readonly<Record<string, string>> = {
  ...{ "0": "bwbWBwBwb", "1": "BwbWbwbwB", "2": "bwBWbwbwB", "3": "BwBWbwbwb", "4": "bwbWBwbwB", "5": "BwbWBwbwb" },
  ...{ "6": "bwBWBwbwb", "7": "bwbWbwBwB", "8": "BwbWbwBwb", "9": "bwBWbwBwb", "*": "bWbwBwBwb" },
}

function decode(table: string): string {
  const cells = [...table.matchAll(/<td width="(\d+)"( bgcolor="#000000")?/g)].slice(1, -1)
  const looks = cells.map(([, width, black]) => {
    const letter = black ? "b" : "w"
    return Number(width) > 1 ? letter.toUpperCase() : letter
  })
  const characters = Array.from({ length: Math.ceil(looks.length / 10) }, (_, at) => looks.slice(at * 10, at * 10 + 9))
  return characters.map((each) => Object.keys(LOOKS).find((known) => LOOKS[known] === each.join("")) ?? "?").join("")
}

describe("Code 39", () => {
  it("has three wide elements of nine in each character", () => {
    expect(code39Elements("A", 3)).toHaveLength(29)
    expect(code39Elements("A", 3).filter((width) => width === 3)).toHaveLength(9)
  })
})
