import type { Form } from "@taiwan-payments/medusa/toolkit"
import { claim, claimEqual, claimSilent, show } from "../claims.js"
import { type Step, step } from "../scenario.js"
import { type Bench, departureFor, NOW, PLACES } from "./bench.js"

type BenchStep = Step<Bench>

/** A form for each method, as for a buyer who departs now. */
export const departByEachMethod = step<Bench>("a buyer departs by each method", (bench) => {
  const { start } = bench.gateway
  claim(start.kind === "form", "the subject says that the gateway starts by a form")
  bench.forms = bench.kind.methods.map((method) => start.form(departureFor(bench, { method })))
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

export const departWithOddTitles = step<Bench>("a buyer departs with odd item names", (bench) => {
  const { start } = bench.gateway
  claim(start.kind === "form", "the subject says that the gateway starts by a form")
  const item = (title: string) => [{ title, quantity: 1, total: 960 }]
  const carts = [[], ...TITLES.map(item), TITLES.flatMap(item)]
  bench.forms = carts.map((items) => start.form(departureFor(bench, { items })))
})

export const formsChargeExactly = step<Bench>(
  "each form charges exactly the amount, under exactly the number",
  (bench) => {
    claim(bench.forms.length > 0, "there is no form")
    const { tongue } = bench.subject
    for (const form of bench.forms) {
      claimEqual(tongue.amountOf(form), 1060, "the charged amount")
      claimEqual(tongue.tradeNoOf(form), departureFor(bench).tradeNo, "the trade number")
      claim(form.action.startsWith(`${PLACES.sandbox}/`), `the form goes to ${form.action}`)
      claim(
        valuesOf(bench, form).includes(departureFor(bench).urls.notify),
        "the form does not name the notice's address",
      )
    }
  },
)

export const formsAreWellFormed = step<Bench>("each form is well-formed text, and shows no key", (bench) => {
  for (const form of bench.forms) {
    const values = valuesOf(bench, form)
    for (const value of values) claim(value.isWellFormed() && !/\p{Cc}/u.test(value), `not clean: ${show(value)}`)
    claimSilent(values.join("\n"), bench.subject.tongue.secrets, "the form")
  }
})

/** What stands in a form, and inside of it where it is sealed. */
function valuesOf({ subject }: Bench, { fields }: Form): string[] {
  const outer = Object.entries(fields)
  return [...outer, ...(subject.tongue.opened?.(outer) ?? [])].map(([, value]) => value)
}

export const formsAreDated = step<Bench>("each form is dated with the instant of departure", (bench) => {
  for (const form of bench.forms) {
    claimEqual(bench.subject.tongue.orderedAt(form)?.toISOString(), NOW.toISOString(), "ordered at")
  }
})

const ZONES = ["UTC", "Asia/Taipei", "America/New_York", "Pacific/Kiritimati"]

/** Plays steps on servers in several time zones. */
export function inEachTimeZone(steps: readonly BenchStep[]): BenchStep {
  return step(`on servers in ${ZONES.join(", ")}: ${steps.map(({ name }) => name).join("; ")}`, async (bench) => {
    const before = process.env.TZ
    try {
      for (const zone of ZONES) {
        process.env.TZ = zone
        for (const { act } of steps) await act(bench)
      }
    } finally {
      if (before === undefined) delete process.env.TZ
      else process.env.TZ = before
    }
  })
}
