import type { Fields } from "../wire/codec.js"
import type { Account } from "./accounts.js"
import { BANKS, TOOLS, type Tool } from "./tools.js"
import { expiryOf, isWithin } from "./vouchers.js"

export function takes({ limits: [least, most] }: Tool, amount: number): boolean {
  return amount >= least && amount <= most
}

export function namedTools(fields: Fields): Tool[] {
  return TOOLS.filter(({ id }) => (id === "CreditInst" ? periodsNamed(fields).length > 0 : fields[id] === "1"))
}

export function periodsNamed({ CreditInst = "" }: Fields): string[] {
  return CreditInst.split(",").filter((period) => period !== "" && period !== "0")
}

/** What the buyer may choose: the tools that the order names, or those enabled in the portal if it names none. */
export function offeredTools(fields: Fields, account: Account, amount: number, now: Date): Tool[] {
  const named = namedTools(fields)
  const tools = named.length > 0 ? named : TOOLS.filter(({ id }) => account.tools.includes(id))
  return tools.filter((tool) => takes(tool, amount) && (tool.id !== "CVS" || isShortEnough(fields, now)))
}

function isShortEnough(fields: Fields, now: Date): boolean {
  const expiresAt = expiryOf(fields, now)
  return expiresAt !== null && isWithin("CVS", expiresAt, now)
}

/** Instalment periods on the page. */
export function offeredPeriods(fields: Fields, account: Account): string[] {
  const named = periodsNamed(fields)
  return named.length > 0 ? named : account.periods
}

/** Banks on the page: all of them unless AtmBankType names some. */
export function banksOf({ AtmBankType = "" }: Fields): (typeof BANKS)[number][] {
  const wanted = AtmBankType.split(",").filter((code) => code !== "")
  return BANKS.filter(([code]) => wanted.length === 0 || wanted.includes(code))
}
