import { toBig5 } from "../../../core/big5.js"
import { DAY, instantOf } from "../../../core/taipei.js"
import type { Call } from "./calls.js"

export interface Range {
  from: Date
  until: Date
}

/** From the first instant of one day to the last of another; null where they are none. */
export function rangeOf(begin: string | undefined, end: string | undefined): Range | null {
  const from = dayOf(begin)
  const last = dayOf(end)
  return from && last && from <= last ? { from, until: new Date(last.getTime() + DAY) } : null
}

function dayOf(text: string | undefined): Date | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? "") ?? []
  return year && month && day ? instantOf({ year: Number(year), month: Number(month), day: Number(day) }) : null
}

export function within(moment: Date | null, { from, until }: Range): boolean {
  return moment !== null && moment >= from && moment < until
}

export function csv(call: Call, rows: readonly (readonly string[])[]): Response {
  return csvText(call, `${rows.map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`)
}

/** CSV in Big5, or in UTF-8 with CharSet=2. */
export function csvText({ fields }: Call, text: string): Response {
  const utf8 = fields.CharSet === "2"
  const headers = { "content-type": `text/csv; charset=${utf8 ? "utf-8" : "big5"}` }
  return new Response(utf8 ? text : toBig5(text), { headers })
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
