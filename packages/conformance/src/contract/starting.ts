import type { Form } from "@taiwan-payments/medusa/toolkit"
import { claim, claimEqual, claimSilent, show } from "../claims.js"
import { type Step, step } from "../scenario.js"
import { type ContractContext, departureFor, NOW, PLACES } from "./context.js"

type BenchStep = Step<ContractContext>

/** A form for each method, as for a buyer who departs now. */
export const departByEachMethod = step<ContractContext>("a buyer departs by each method", (context) => {
  const { start } = context.gateway
  claim(start.kind === "form", "the subject says that the gateway starts by a form")
  context.forms = context.kind.methods.map((method) => start.form(departureFor(context, { method })))
})

/** Titles that have broken orders, queries and pages before. */
const TITLES = [
  "",
  "   ",
  "茶".repeat(500),
  "🍵🧋".repeat(80),
  "'; drop table orders; --",
  "<script>alert(1)</script>",
  '100% & + = # \\ | " ~',
  "\u0000\u0007\ud800",
  "cat ls curl",
]

export const departWithOddTitles = step<ContractContext>("a buyer departs with odd item names", (context) => {
  const { start } = context.gateway
  claim(start.kind === "form", "the subject says that the gateway starts by a form")
  const item = (title: string) => [{ title, quantity: 1, total: 960 }]
  const carts = [[], ...TITLES.map(item), TITLES.flatMap(item)]
  context.forms = carts.map((items) => start.form(departureFor(context, { items })))
})

export const formsChargeExactly = step<ContractContext>(
  "each form charges exactly the amount, under exactly the number",
  (context) => {
    claim(context.forms.length > 0, "there is no form")
    const { wire } = context.subject
    for (const form of context.forms) {
      claimEqual(wire.amountOf(form), 1060, "the charged amount")
      claimEqual(wire.tradeNoOf(form), departureFor(context).tradeNo, "the trade number")
      claim(form.action.startsWith(`${PLACES.sandbox}/`), `the form goes to ${form.action}`)
      claim(
        valuesOf(context, form).includes(departureFor(context).urls.notify),
        "the form does not name the notice's address",
      )
    }
  },
)

export const formsAreWellFormed = step<ContractContext>(
  "each form is well-formed text, and shows no key",
  (context) => {
    for (const form of context.forms) {
      const values = valuesOf(context, form)
      for (const value of values) claim(value.isWellFormed() && !/\p{Cc}/u.test(value), `not clean: ${show(value)}`)
      claimSilent(values.join("\n"), context.subject.wire.secrets, "the form")
    }
  },
)

/** What stands in a form, and inside of it where it is sealed. */
function valuesOf({ subject }: ContractContext, { fields }: Form): string[] {
  const outer = Object.entries(fields)
  return [...outer, ...(subject.wire.opened?.(outer) ?? [])].map(([, value]) => value)
}

export const formsAreDated = step<ContractContext>("each form is dated with the instant of departure", (context) => {
  for (const form of context.forms) {
    claimEqual(context.subject.wire.orderedAt(form)?.toISOString(), NOW.toISOString(), "ordered at")
  }
})

const ZONES = ["UTC", "Asia/Taipei", "America/New_York", "Pacific/Kiritimati"]

/** Plays steps on servers in several time zones. */
export function inEachTimeZone(steps: readonly BenchStep[]): BenchStep {
  return step(`on servers in ${ZONES.join(", ")}: ${steps.map(({ name }) => name).join("; ")}`, async (context) => {
    const before = process.env.TZ
    try {
      for (const zone of ZONES) {
        process.env.TZ = zone
        for (const { act } of steps) await act(context)
      }
    } finally {
      if (before === undefined) delete process.env.TZ
      else process.env.TZ = before
    }
  })
}
