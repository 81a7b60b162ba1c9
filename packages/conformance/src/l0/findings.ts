import type { TradeState } from "@taiwan-payments/medusa/toolkit"
import { claim, claimEqual, claimSilent, everythingIn, show } from "../claims.js"
import { type Step, step } from "../scenario.js"
import { type Bench, factsFor, kindOf, NOW } from "./bench.js"
import { hearOne } from "./hearing.js"
import { rawOf } from "./messages.js"

type BenchStep = Step<Bench>

export const allRefused = step<Bench>("all of it is refused, in our own error", (bench) => {
  claim(bench.heard.length > 0, "nothing was heard")
  for (const { name, trade, error, isHarmless } of bench.heard) {
    if (isHarmless) {
      claimEqual(trade, bench.original && hearOne(bench, bench.original).trade, `${name}, which no signature reaches`)
      continue
    }
    claim(trade === null, `believed: ${name} (read as ${trade?.state})`)
    claim(["signature", "unreadable"].includes(kindOf(error) ?? ""), `${name} ended in ${show(error)}`)
  }
})

export const allUnbelieved = step<Bench>("none of it is taken for a state of the trade", ({ heard }) => {
  for (const { name, trade, error } of heard) {
    const told = trade === null || trade.state === "unknown"
    claim(told, `${name} was taken for ${trade?.state}`)
    claim(trade !== null || kindOf(error) !== null, `${name} ended in ${show(error)}`)
  }
})

export const unknownStaysUnknown = step<Bench>(
  "it is unknown: no success, no failure, told by its own code",
  ({ heard }) => {
    claim(heard.length > 0, "nothing was heard")
    for (const { name, trade, error } of heard) {
      claim(trade !== null, `code ${name} ended in ${show(error)}`)
      claimEqual(trade.state, "unknown", `code ${name}`)
      claim(tells(trade.code, name), `the code ${name} was told as ${show(trade.code)}`)
    }
  },
)

/** The code itself, or behind a word that says which of the vendor's tables it is of. */
function tells(told: string, name: string): boolean {
  return JSON.stringify(told) === name || JSON.stringify(told.replace(/^[a-z]+ /, "")) === name
}

export function readAs(...states: TradeState[]): BenchStep {
  return step(`it is read as ${states.join(" or ")}`, ({ heard }) => {
    for (const { name, trade, error } of heard) {
      claim(trade !== null, `${name} was not read: ${show(error)}`)
      claim(states.includes(trade.state), `${name} was read as ${trade.state}`)
    }
  })
}

export const readAsMoney = readAs("captured", "authorized")

/** The facts of the message are in the trade, exactly. */
export const readExactly = step<Bench>("number, merchant, amount and time are those of the message", (bench) => {
  for (const { trade } of bench.heard) {
    const { tradeNo, merchant, amount, simulated, paidAt } = trade ?? {}
    const expected = { tradeNo: tradeNoOf(bench), merchant: bench.gateway.merchant, amount: 1060, simulated: false }
    claimEqual({ tradeNo, merchant, amount, simulated }, expected, "what was read")
    claimEqual(paidAt?.toISOString(), NOW.toISOString(), "paid at")
  }
})

function tradeNoOf(bench: Bench): string {
  return factsFor(bench, {}).tradeNo
}

export const readWithVoucher = step<Bench>("the voucher can be paid: kind, number, amount, an instant", ({ heard }) => {
  for (const { trade } of heard) {
    const voucher = trade?.voucher
    claim(voucher !== null && voucher !== undefined, "no voucher was read")
    claim(["atm", "cvs", "barcode"].includes(voucher.kind), `a voucher of kind ${voucher.kind}`)
    claimEqual(voucher.amount, 1060, "the voucher's amount")
    claim(voucher.expires_at === new Date(voucher.expires_at).toISOString(), `expires at ${voucher.expires_at}`)
    claim(new Date(voucher.expires_at) > NOW, `expires before it was issued: ${voucher.expires_at}`)
  }
})

export const readAsSimulated = step<Bench>("it is known to be simulated", ({ heard }) => {
  for (const { name, trade } of heard) claim(trade?.simulated === true, `${name} is not known to be simulated`)
})

/** Errors, however they are printed, show neither the right signature nor a key. */
export const errorsAreSilent = step<Bench>("no error shows the expected signature, a key or a person", (bench) => {
  const { tongue } = bench.subject
  const proper = tongue.fieldsOf(bench.original?.raw ?? rawOf("")).find(([name]) => name === tongue.signature)?.[1]
  const hidden = [...tongue.secrets, ...tongue.personal, ...(proper ? [proper] : [])]
  for (const { name, error } of bench.heard) claimSilent(everythingIn(error), hidden, `the error after ${name}`)
})

/** Each value that must be masked stands in a field that the gateway declares. */
export const redactionDeclared = step<Bench>("every secret and personal field is declared", (bench) => {
  const { secret, personal } = bench.gateway.redaction
  const { tongue } = bench.subject
  const outer = tongue.fieldsOf(bench.original?.raw ?? rawOf(""))
  const fields = [...outer, ...(tongue.opened?.(outer) ?? [])]
  const isIn = (list: readonly string[], name: string) => list.some((each) => each.toLowerCase() === name.toLowerCase())
  claim(isIn(secret, tongue.signature), `${tongue.signature} is not declared secret`)
  for (const value of tongue.personal) {
    const field = fields.find(([, each]) => each === value)
    claim(field !== undefined, "the subject names a personal value that its notice does not carry")
    claim(isIn([...secret, ...personal], field[0]), `${field[0]} is not declared personal`)
  }
})
