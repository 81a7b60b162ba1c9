import { claim, claimEqual, claimSilent, everythingIn, show } from "../claims.js"
import { step } from "../scenario.js"
import { type Bench, kindOf, outcomeOf, PLACES } from "./bench.js"

/** Opens an account with these options; what is thrown, null when it opens. */
function refusalOf(bench: Bench, options: unknown): unknown {
  return outcomeOf(() => {
    bench.kind.openAccount(options)
    return null
  })
}

export const missingOptionsAreAllNamed = step<Bench>("all that is missing is named at once", (bench) => {
  const full = bench.subject.options(PLACES, {})
  const required = Object.keys(full).filter((name) => refusalOf(bench, { ...full, [name]: undefined }) !== null)
  claim(required.length >= 3, `only ${show(required)} are needed to open an account`)
  const error = refusalOf(bench, {})
  claimEqual(kindOf(error), "config", "opened without options")
  for (const name of required) claim(String(error).includes(name), `${name} is not named in: ${String(error)}`)
})

export const wrongOptionsAreRefused = step<Bench>(
  "options of a wrong type or name are refused, without showing values",
  (bench) => {
    const full = bench.subject.options(PLACES, {})
    for (const wrong of [null, undefined, "options", [], { ...full, notAnOption: true }]) {
      claimEqual(kindOf(refusalOf(bench, wrong)), "config", `opened with ${show(wrong)}`)
    }
    for (const name of Object.keys(full)) {
      const error = refusalOf(bench, { ...full, [name]: { not: "this" } })
      claimEqual(kindOf(error), "config", `opened with ${name} = { not: "this" }`)
      claimSilent(everythingIn(error), bench.subject.tongue.secrets, `the error about ${name}`)
    }
  },
)

export const productionIsGuarded = step<Bench>(
  "in production, published keys and private or plain addresses are refused",
  (bench) => {
    const { subject } = bench
    const places = { ...PLACES, backendUrl: "https://api.shop.example.tw", storefrontUrl: "https://shop.example.tw" }
    const own = subject.options(places, { environment: "production" })
    claimEqual(refusalOf(bench, own), null, "a merchant's own account in production")
    const published = subject.publishedOptions?.(places)
    claim(published !== undefined, "the subject says that test keys are published, and gives none")
    claimEqual(kindOf(refusalOf(bench, published)), "config", "opened with the published account")
    for (const url of [
      "http://api.shop.example.tw",
      "https://localhost",
      "https://192.168.1.2",
      "https://api.shop.example.tw:8443",
    ]) {
      const error = refusalOf(bench, subject.options({ ...places, backendUrl: url }, { environment: "production" }))
      claimEqual(kindOf(error), "config", `opened with ${url}`)
    }
  },
)
