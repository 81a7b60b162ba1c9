import { claim, claimEqual, claimSilent, everythingIn, show } from "../claims.js"
import { type Step, step } from "../scenario.js"
import {
  type Bench,
  departureFor,
  kindOf,
  momentAt,
  moneyFor,
  NOW,
  openBench,
  PLACES,
  paidTradeFor,
  talk,
} from "./bench.js"

type BenchStep = Step<Bench>

const HYPHENATED = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

export const namesInBothLanguages = step<Bench>(
  "the gateway and its methods have a name in both languages",
  ({ kind }) => {
    for (const { name } of [kind, ...kind.methods]) {
      claim(name.en.trim() !== "" && name["zh-TW"].trim() !== "", `a name is missing: ${show(name)}`)
    }
  },
)

export const methodIdsAreHyphenated = step<Bench>(
  "ids are lower case with hyphens, and each stands once",
  ({ kind }) => {
    claim(kind.methods.length > 0, "there is no method")
    const ids = kind.methods.map(({ id }) => id)
    const identifiers = kind.methods.map(({ identifier }) => identifier)
    for (const id of [kind.id, ...ids, ...identifiers]) claim(HYPHENATED.test(id), `${id} is not hyphenated`)
    for (const identifier of identifiers)
      claim(identifier.startsWith(kind.id), `${identifier} does not name its gateway`)
    claimEqual([new Set(ids).size, new Set(identifiers).size], [ids.length, ids.length], "different ids")
  },
)

export const limitsAreSane = step<Bench>("limits are whole dollars, a least and a most", ({ kind }) => {
  for (const { id, limits } of kind.methods) {
    const { min, max } = limits
    claim(Number.isSafeInteger(min) && Number.isSafeInteger(max), `${id}: limits ${show(limits)} are not whole dollars`)
    claim(min >= 1 && max > min && max <= 10_000_000, `${id}: limits ${show(limits)}`)
  }
})

export const vouchersHaveGrace = step<Bench>(
  "a method that is paid later has a grace, and is captured at once",
  ({ kind }) => {
    for (const { id, voucher, quietMinutes } of kind.methods) {
      claim(quietMinutes >= 1, `${id}: may be asked about after ${quietMinutes} minutes`)
      claim(voucher === undefined || voucher.graceHours >= 1, `${id}: no grace after the deadline`)
    }
  },
)

export const paceIsDeclared = step<Bench>("how often the gateway may be asked is declared", ({ gateway }) => {
  const { perTradeSeconds, perMinute } = gateway.pace
  claim(perTradeSeconds >= 5 && perMinute >= 1 && perMinute <= 600, `pace ${show(gateway.pace)}`)
})

/** 64 bits: a million trades a year for a thousand years collide with a chance of less than one in 30. */
export const tradeNumbersCannotCollide = step<Bench>(
  "trade numbers have room: at least 64 bits, no character twice",
  ({ gateway }) => {
    const { length, alphabet } = gateway.tradeNumber
    claimEqual(new Set(alphabet).size, alphabet.length, "different characters of the alphabet")
    const bits = length * Math.log2(alphabet.length)
    claim(bits >= 64, `trade numbers have ${Math.floor(bits)} bits`)
  },
)

export const acknowledgementDiffers = step<Bench>(
  "the acknowledgement is the gateway's own words, and refusing says something else",
  ({ gateway }) => {
    const { notice } = gateway
    claim(notice !== null, "the subject says that the gateway sends notices, and it hears none")
    const { ack, refuse } = notice
    claim(ack.status === 200, `acknowledged with HTTP ${ack.status}`)
    claim(ack.body !== refuse.body && refuse.status >= 400, `refused with ${show(refuse)}`)
  },
)

const OPERATIONS = ["capture", "void", "refund"] as const

export const absentIsAbsent = step<Bench>(
  "an operation is there exactly where a method says so",
  ({ kind, gateway }) => {
    const captures = kind.methods.some(({ capture }) => capture !== "at once")
    const refunds = kind.methods.some(({ refund }) => refund !== "by hand")
    claimEqual(typeof gateway.capture, captures ? "function" : "undefined", "capture")
    claimEqual(typeof gateway.void, captures ? "function" : "undefined", "void")
    claimEqual(typeof gateway.refund, refunds ? "function" : "undefined", "refund")
  },
)

export const handsHaveAdvice = step<Bench>(
  "a method that is refunded by hand tells staff how, in both languages",
  ({ kind }) => {
    for (const { id, refund, refundAdvice } of kind.methods) {
      const told = refundAdvice && refundAdvice.en !== "" && refundAdvice["zh-TW"] !== ""
      claim(refund !== "by hand" || Boolean(told), `${id} has no advice`)
    }
  },
)

/** Whatever an operation answers, it must have asked the gateway before it says that something was done. */
export const nothingPretends = step<Bench>("no operation reports success without asking the gateway", (bench) => {
  for (const name of OPERATIONS) {
    const operation = bench.gateway[name]
    if (!operation) continue
    const first = operation(moneyFor(bench, 1060), momentAt(NOW)).next()
    claim(!first.done, `${name} says ${show(first.value)} and has asked nobody`)
  }
})

/** The gateway answers every call of an operation so. */
export function operationsFailOn(what: string, status: number, text: string): BenchStep {
  return step(`${what} is no success of any operation`, (bench) => {
    for (const name of OPERATIONS) {
      const operation = bench.gateway[name]
      if (!operation) continue
      const said = outcomeOf(() =>
        talk(operation(moneyFor(bench, 1060), momentAt(NOW)), () => ({ status, headers: {}, text })),
      )
      claim(kindOf(said) !== null, `${name} ended in ${show(said)}`)
    }
  })
}

function outcomeOf(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}

export const requestsAreBounded = step<Bench>(
  "every request waits at most a minute, and goes to the account's own place",
  (bench) => {
    const { gateway, subject } = bench
    const conversations = [
      gateway.query(paidTradeFor(bench, subject.methods.main), momentAt(NOW)),
      ...OPERATIONS.flatMap((name) => gateway[name]?.(moneyFor(bench, 1060), momentAt(NOW)) ?? []),
    ]
    for (const conversation of conversations) {
      const { value } = conversation.next()
      claim(value !== undefined && "timeoutMs" in value, "a conversation without a request")
      claim(value.timeoutMs > 0 && value.timeoutMs <= 60_000, `${value.call} waits ${value.timeoutMs} ms`)
      claim(value.url.startsWith(`${PLACES.sandbox}/`), `${value.call} goes to ${value.url}`)
    }
  },
)

export const pureConversations = step<Bench>("the same question twice is the same request, byte for byte", (bench) => {
  const key = paidTradeFor(bench, bench.subject.methods.main)
  const requests = [1, 2].map(() => bench.gateway.query(key, momentAt(NOW)).next().value)
  claimEqual(requests[0], requests[1], "the second request")
})

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
        Object.values(form.fields).includes(departureFor(bench).urls.notify),
        "the form does not name the notice's address",
      )
    }
  },
)

export const formsAreWellFormed = step<Bench>("each form is well-formed text, and shows no key", (bench) => {
  for (const { fields } of bench.forms) {
    const values = Object.values(fields)
    for (const value of values) claim(value.isWellFormed() && !/\p{Cc}/u.test(value), `not clean: ${show(value)}`)
    claimSilent(values.join("\n"), bench.subject.tongue.secrets, "the form")
  }
})

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

export const refusesInShutBooks = step<Bench>(
  "a refund while the books are shut is refused, and says when they open",
  (bench) => {
    const { refund } = bench.gateway
    const { shutAt, tongue, methods } = bench.subject
    claim(refund !== undefined && shutAt !== undefined, "the subject says that the books can be shut, and not when")
    const facts = {
      message: "payment",
      saying: "paid",
      tradeNo: departureFor(bench).tradeNo,
      amount: 1060,
      method: methods.main,
      merchant: bench.gateway.merchant,
      at: NOW,
    } as const
    for (const at of shutAt) {
      const error = outcomeOf(() =>
        talk(refund(moneyFor(bench, 60), momentAt(at)), (request) => tongue.answer(request, facts)),
      )
      claimEqual(kindOf(error), "refused", `a refund at ${at.toISOString()}`)
      claim(opensAt(error) > at.getTime(), "the error does not say when the books open")
    }
  },
)

function opensAt(error: unknown): number {
  const facts = error instanceof Error && "facts" in error ? error.facts : null
  const retryAt = typeof facts === "object" && facts !== null && "retryAt" in facts ? facts.retryAt : null
  return retryAt instanceof Date ? retryAt.getTime() : 0
}

/** Opens an account with these options; what is thrown, null when it opens. */
function refusalOf(bench: Bench, options: unknown): unknown {
  return outcomeOf(() => {
    bench.kind.open(options)
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

export const vectorsHold = step<Bench>(
  "every vector of the vendor's holds, and there is one that is not our own",
  ({ subject }) => {
    const foreign = subject.vectors.filter(({ kind }) => kind !== "self")
    claim(foreign.length >= 1, "there is no vector that the vendor made")
    for (const { id, holds } of subject.vectors) claim(holds(), `the codec disagrees with ${id}`)
  },
)

export const confirmIsIdempotent = step<Bench>("confirming is there", ({ gateway }) => {
  claim(gateway.confirm !== undefined, "the subject says that payments are confirmed, and the gateway has no confirm")
})

/** Opened twice, so that nothing is kept between accounts. */
export const accountsAreApart = step<Bench>("two accounts of one gateway know nothing of each other", (bench) => {
  const second = bench.kind.open(bench.subject.options(PLACES, { merchant: 1 })).gateway
  claim(second.merchant !== bench.gateway.merchant, "the subject's second account is the first")
  claimEqual(openBench(bench.subject).gateway.merchant, bench.gateway.merchant, "the first account, opened again")
})
