import type { TradeState } from "@taiwan-payments/medusa/toolkit"
import { claim, claimEqual, claimSilent, everythingIn, show } from "../claims.js"
import { type Step, step } from "../scenario.js"
import { type ContractContext, factsFor, kindOf, NOW } from "./context.js"
import { rawOf } from "./messages.js"
import { hearOne } from "./receiving.js"

type BenchStep = Step<ContractContext>

export const allRefused = step<ContractContext>("all of it is refused, in our own error", (context) => {
  claim(context.heard.length > 0, "nothing was heard")
  for (const { name, trade, error, isHarmless } of context.heard) {
    if (isHarmless) {
      claimEqual(
        trade,
        context.original && hearOne(context, context.original).trade,
        `${name}, which no signature reaches`,
      )
      continue
    }
    claim(trade === null, `believed: ${name} (read as ${trade?.state})`)
    claim(["signature", "unreadable"].includes(kindOf(error) ?? ""), `${name} ended in ${show(error)}`)
  }
})

export const allUnbelieved = step<ContractContext>("none of it is taken for a state of the trade", ({ heard }) => {
  for (const { name, trade, error } of heard) {
    const told = trade === null || trade.state === "unknown"
    claim(told, `${name} was taken for ${trade?.state}`)
    claim(trade !== null || kindOf(error) !== null, `${name} ended in ${show(error)}`)
  }
})

const MONEY: ReadonlySet<TradeState> = new Set(["authorized", "captured", "approved"])

/** What is told of another trade or amount may be told as that, or be no answer. */
export const noneIsOurMoney = step<ContractContext>("none of it is money of this trade and amount", (context) => {
  claim(context.heard.length > 0, "nothing was heard")
  for (const { name, trade } of context.heard) {
    const isOurs = trade?.tradeNo === tradeNoOf(context) && trade.amount === 1060
    claim(!trade || !isOurs || !MONEY.has(trade.state), `${name} was read as 1060 TWD of this trade, ${trade?.state}`)
  }
})

export const unknownStaysUnknown = step<ContractContext>(
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
export const readExactly = step<ContractContext>(
  "number, merchant, amount and time are those of the message",
  (context) => {
    for (const { trade } of context.heard) {
      const { tradeNo, merchant, amount, simulated, paidAt } = trade ?? {}
      const expected = {
        tradeNo: tradeNoOf(context),
        merchant: context.gateway.merchant,
        amount: 1060,
        simulated: false,
      }
      claimEqual({ tradeNo, merchant, amount, simulated }, expected, "what was read")
      claimEqual(paidAt?.toISOString(), NOW.toISOString(), "paid at")
    }
  },
)

function tradeNoOf(context: ContractContext): string {
  return factsFor(context, {}).tradeNo
}

export const readWithVoucher = step<ContractContext>(
  "the voucher can be paid: kind, number, amount, an instant",
  ({ heard }) => {
    for (const { trade } of heard) {
      const voucher = trade?.voucher
      claim(voucher !== null && voucher !== undefined, "no voucher was read")
      claim(["atm", "cvs", "barcode"].includes(voucher.kind), `a voucher of kind ${voucher.kind}`)
      claimEqual(voucher.amount, 1060, "the voucher's amount")
      claim(voucher.expires_at === new Date(voucher.expires_at).toISOString(), `expires at ${voucher.expires_at}`)
      claim(new Date(voucher.expires_at) > NOW, `expires before it was issued: ${voucher.expires_at}`)
    }
  },
)

export const readAsSimulated = step<ContractContext>("it is known to be simulated", ({ heard }) => {
  for (const { name, trade } of heard) claim(trade?.simulated === true, `${name} is not known to be simulated`)
})

/** Errors, however they are printed, show neither the right signature nor a key. */
export const errorsAreSilent = step<ContractContext>(
  "no error shows the expected signature, a key or a person",
  (context) => {
    const { wire } = context.subject
    const proper = wire.fieldsOf(context.original?.raw ?? rawOf("")).find(([name]) => name === wire.signature)?.[1]
    const hidden = [...wire.secrets, ...wire.personal, ...(proper ? [proper] : [])]
    for (const { name, error } of context.heard) claimSilent(everythingIn(error), hidden, `the error after ${name}`)
  },
)

/** What is named nowhere is not kept; so no value that must be masked stands in a field that is kept as it is. */
export const redactionDeclared = step<ContractContext>(
  "no secret and no personal field is kept as it is",
  (context) => {
    const { kept, secret } = context.gateway.redaction
    const { wire } = context.subject
    const outer = wire.fieldsOf(context.original?.raw ?? rawOf(""))
    const fields = [...outer, ...(wire.opened?.(outer) ?? [])]
    const isIn = (list: readonly string[], name: string) =>
      list.some((each) => each.toLowerCase() === name.toLowerCase())
    claim(isIn(secret, wire.signature), `${wire.signature} is not declared secret`)
    for (const value of wire.personal) {
      const field = fields.find(([, each]) => each === value)
      claim(field !== undefined, "the subject names a personal value that its notice does not carry")
      claim(!isIn(kept, field[0]), `${field[0]} is personal, and kept as it is`)
    }
  },
)
