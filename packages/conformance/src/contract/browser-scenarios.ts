import { claim } from "../claims.js"
import type { Pair } from "../gateway-under-test.js"
import { type ScenarioDefinition, step } from "../scenario.js"
import type { ContractContext } from "./context.js"
import { allRefused, errorsAreSilent } from "./findings.js"
import { alter, speak } from "./messages.js"
import { receiveNotice } from "./receiving.js"
import { departByEachMethod } from "./starting.js"

/** Some signatures cover neither the case of a letter nor where a value ends. */
const recaseEachName = alter("one name of it is written in other letters, each in its turn", (fields) =>
  fields.flatMap(([field, value], index) =>
    [field.toUpperCase(), field.toLowerCase()]
      .filter((other) => other !== field)
      .map((other): [string, Pair[]] => [`${field} as ${other}`, fields.with(index, [other, value])]),
  ),
)

const hideEachField = alter("one field of it is hidden inside of another, each in each", (fields) =>
  fields.flatMap(([field, value]) =>
    fields
      .filter(([other]) => other !== field)
      .map(([host, hostValue]): [string, Pair[]] => [
        `${field} inside of ${host}`,
        fields
          .filter(([name]) => name !== field)
          .map(([name, text]): Pair => (name === host ? [name, `${hostValue}&${field}=${value}`] : [name, text])),
      ]),
  ),
)

const sendOrdersBack = step<ContractContext>("the buyer sends our own orders back as notices", (context) => {
  claim(context.forms.length > 0, "there is no form")
  const { compose } = context.subject.wire
  context.said = context.forms.map(({ fields }, index) => ({
    name: `our order by ${context.kind.methods[index]?.id}`,
    raw: compose(Object.entries(fields)),
  }))
})

/** What passes through the buyer's browser: genuine messages in disguise, and our own signed orders. */
export const BROWSER: readonly ScenarioDefinition<ContractContext>[] = [
  {
    id: "recased-names",
    title: "A notice whose names were written in other letters is refused",
    sources: ["outside the signature"],
    needs: ["signed notices"],
    steps: [speak({ meaning: "paid" }), recaseEachName, receiveNotice],
    expect: [allRefused, errorsAreSilent],
  },
  {
    id: "hidden-fields",
    title: "A notice with one field hidden inside of another is refused",
    sources: ["outside the signature"],
    needs: ["signed notices"],
    steps: [speak({ meaning: "paid" }), hideEachField, receiveNotice],
    expect: [allRefused, errorsAreSilent],
  },
  {
    id: "own-order-as-notice",
    title: "Our own signed order is no notice",
    sources: ["open callback", "outside the signature"],
    needs: ["signed notices", "start by form"],
    steps: [departByEachMethod, sendOrdersBack, receiveNotice],
    expect: [allRefused, errorsAreSilent],
  },
]
