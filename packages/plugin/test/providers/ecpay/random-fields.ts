import type { Fields } from "../../../src/toolkit/redact"
import { pick } from "../../seeded-random"

const NAMES = ["ItemName", "TradeDesc", "MerchantTradeNo", "TotalAmount", "CustomField1", "CustomField2", "StoreID"]
const ODD_NAMES = ["vAccount", "gwsr", "eci", "ATMAccNo", "aB", "Ab", "zeta", "Zeta_1", "Z1", "card4no", "x-y", "a.b"]

const PIECES = [
  "珍珠奶茶",
  "臺灣",
  "𠮷野家",
  "🧋",
  "👩‍👩‍👧",
  "\ud83d",
  "\udc00",
  "'",
  "~",
  "!",
  "*",
  "(",
  ")",
  "+",
  "&",
  "%",
  "%20",
  "%2D",
  "=",
  " ",
  "  ",
  "-",
  "_",
  ".",
  "É",
  "İ",
  "ＡＢＣ",
  '"',
  "\\",
  "<b>",
  "#",
  "\n",
  "Tea",
  "9",
]

function text(random: () => number): string {
  const length = Math.floor(random() * 6)
  return Array.from({ length }, () => pick(random, PIECES)).join("")
}

/** A message of random fields: names in mixed case, values that are empty, Chinese, broken, or full of what encoders disagree on. */
export function randomFields(random: () => number): Fields {
  const names = [...NAMES, ...ODD_NAMES].filter(() => random() < 0.5)
  const shuffled = names.map((name) => [random(), name] as const).sort(([a], [b]) => a - b)
  return Object.fromEntries(shuffled.map(([, name]) => [name, text(random)]))
}
