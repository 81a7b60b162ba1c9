import { claim, claimEqual, claimSilent, everythingIn, show } from "../claims.js"
import { step } from "../scenario.js"
import { type ContractContext, kindOf, outcomeOf, PLACES } from "./context.js"

/** Opens an account with these options; what is thrown, null when it opens. */
function refusalOf(context: ContractContext, options: unknown): unknown {
  return outcomeOf(() => {
    context.kind.openAccount(options)
    return null
  })
}

export const missingOptionsAreAllNamed = step<ContractContext>("all that is missing is named at once", (context) => {
  const full = context.subject.options(PLACES, {})
  const required = Object.keys(full).filter((name) => refusalOf(context, { ...full, [name]: undefined }) !== null)
  claim(required.length >= 3, `only ${show(required)} are needed to open an account`)
  const error = refusalOf(context, {})
  claimEqual(kindOf(error), "config", "opened without options")
  for (const name of required) claim(String(error).includes(name), `${name} is not named in: ${String(error)}`)
})

export const wrongOptionsAreRefused = step<ContractContext>(
  "options of a wrong type or name are refused, without showing values",
  (context) => {
    const full = context.subject.options(PLACES, {})
    for (const wrong of [null, undefined, "options", [], { ...full, notAnOption: true }]) {
      claimEqual(kindOf(refusalOf(context, wrong)), "config", `opened with ${show(wrong)}`)
    }
    for (const name of Object.keys(full)) {
      const error = refusalOf(context, { ...full, [name]: { not: "this" } })
      claimEqual(kindOf(error), "config", `opened with ${name} = { not: "this" }`)
      claimSilent(everythingIn(error), context.subject.wire.secrets, `the error about ${name}`)
    }
  },
)

export const productionIsGuarded = step<ContractContext>(
  "in production, published keys and private or plain addresses are refused",
  (context) => {
    const { subject } = context
    const places = { ...PLACES, backendUrl: "https://api.shop.example.tw", storefrontUrl: "https://shop.example.tw" }
    const own = subject.options(places, { environment: "production" })
    claimEqual(refusalOf(context, own), null, "a merchant's own account in production")
    const published = subject.publishedOptions?.(places)
    claim(published !== undefined, "the subject says that test keys are published, and gives none")
    claimEqual(kindOf(refusalOf(context, published)), "config", "opened with the published account")
    for (const url of [
      "http://api.shop.example.tw",
      "https://localhost",
      "https://192.168.1.2",
      "https://api.shop.example.tw:8443",
    ]) {
      const error = refusalOf(context, subject.options({ ...places, backendUrl: url }, { environment: "production" }))
      claimEqual(kindOf(error), "config", `opened with ${url}`)
    }
  },
)
