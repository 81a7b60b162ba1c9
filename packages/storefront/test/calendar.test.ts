import { expect, it } from "vitest"
import { calendarEntry, type Voucher } from "../src/index.js"

const terms = { amount: 1060, expires_at: "2026-11-25T15:59:59.000Z" }
const bank_name = { "zh-TW": "台灣土地銀行", en: "Land Bank" }
const atm: Voucher = { kind: "atm", bank_code: "005", bank_name, account: "1234567890123456", ...terms }
const now = new Date("2026-11-22T02:00:00.500Z")

it("notes the last hour to pay, with the number and the amount (first hours 13)", () => {
  const lines = calendarEntry(atm, "zh-TW", now).split("\r\n")
  expect(lines).toEqual(
    expect.arrayContaining([
      ...["DTSTAMP:20261122T020000Z", "DTSTART:20261125T145959Z", "DTEND:20261125T155959Z"],
      ...["SUMMARY:繳費期限：NT$1\\,060", "DESCRIPTION:ATM 虛擬帳號 005-1234567890123456", "TRIGGER:-PT3H"],
    ]),
  )
  expect([lines[0], lines.at(-2), lines.at(-1)]).toEqual(["BEGIN:VCALENDAR", "END:VCALENDAR", ""])
})

it("speaks English", () => {
  expect(calendarEntry({ kind: "cvs", code: "LLL24112212345", chain: "any", ...terms }, "en", now)).toContain(
    "SUMMARY:Pay before: NT$1\\,060",
  )
})
