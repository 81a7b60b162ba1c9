import type { Report, Result } from "../verdict.js"
import { escaped } from "./xml.js"

const CHARACTER = 6.6
const PADDING = 12

const judged = (results: readonly Result[]) => results.filter(({ verdict }) => verdict === "pass" || verdict === "fail")

/** "money 35/35 · Medusa 2.21.2" */
export function badgeText(reports: readonly Report[]): string {
  const money = judged(reports.flatMap(({ results }) => results)).filter(({ tier }) => tier === "money")
  const passed = money.filter(({ verdict }) => verdict === "pass").length
  return `money ${passed}/${money.length} · Medusa ${reports[0]?.medusa ?? "unknown"}`
}

function colorOf(reports: readonly Report[]): string {
  if (reports.every(({ exit }) => exit === 0)) return "#2e7d32"
  return reports.every(({ exit }) => exit === 0 || exit === 3) ? "#b26a00" : "#b71c1c"
}

/** A picture for a README, without any service. */
export function badge(reports: readonly Report[]): string {
  const label = "prove"
  const text = badgeText(reports)
  const [left, right] = [label, text].map((each) => Math.ceil([...each].length * CHARACTER) + PADDING)
  const width = Number(left) + Number(right)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" role="img" aria-label="${escaped(`${label}: ${text}`)}">
<rect width="${left}" height="20" fill="#444"/><rect x="${left}" width="${right}" height="20" fill="${colorOf(reports)}"/>
<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
<text x="${PADDING / 2}" y="14">${label}</text><text x="${Number(left) + PADDING / 2}" y="14">${escaped(text)}</text>
</g>
</svg>
`
}
