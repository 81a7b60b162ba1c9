import type { RawMessage, TradeState } from "@taiwan-payments/medusa/toolkit"
import { claim, claimEqual, claimSilent, everythingIn, show } from "../claims.js"
import { type Step, step } from "../scenario.js"
import type { Facts, Pair, Saying, Tongue } from "../subject.js"
import { attempt, type Bench, factsFor, type Heard, kindOf, methodOf, momentAt, NOW, type Said, talk } from "./bench.js"

type BenchStep = Step<Bench>

/** The gateway composes a notice, and signs it. */
export function speak(changes: Partial<Facts>, signer: "gateway" | "stranger" = "gateway"): BenchStep {
  return step(`the ${signer} sends ${telling(changes)}`, (bench) => {
    const raw = bench.subject.tongue.notice(factsFor(bench, changes), signer)
    bench.original = { name: telling(changes), raw }
    bench.said = [bench.original]
  })
}

function telling({ message = "payment", saying = "paid", simulated }: Partial<Facts>): string {
  const what = typeof saying === "string" ? saying : `code ${saying.code}`
  return `a ${simulated ? "simulated " : ""}${message} notice: ${what}`
}

/** Replaces the messages on their way by altered ones. */
export function alter(
  name: string,
  change: (fields: readonly Pair[], tongue: Tongue) => [string, Pair[]][],
): BenchStep {
  return step(name, (bench) => {
    const { tongue } = bench.subject
    bench.said = bench.said.flatMap(({ raw }) =>
      change(tongue.fieldsOf(raw), tongue).map(([what, fields]) => ({ name: what, raw: tongue.compose(fields) })),
    )
    claim(bench.said.length > 0, "nothing could be altered")
  })
}

const BITS = [0, 1, 2, 3, 4, 5, 6]

/** One bit of one character of one value, each in its turn. */
export const flipEachBit = alter("one bit of it is flipped, each in its turn", (fields, tongue) =>
  fields.flatMap(([field, value], index) =>
    flipsOf(value)
      .filter(([, flipped]) => !isSameText(flipped, value, tongue.foldsCase || field === tongue.signature))
      .map(([where, flipped]): [string, Pair[]] => [`${field}, ${where}`, fields.with(index, [field, flipped])]),
  ),
)

function flipsOf(value: string): [string, string][] {
  return [...value].flatMap((character, at) =>
    BITS.map((bit): [string, string] => {
      const flipped = String.fromCodePoint((character.codePointAt(0) ?? 0) ^ (1 << bit))
      return [`character ${at}, bit ${bit}`, [...value].with(at, flipped).join("")]
    }),
  )
}

/** A signature in lower case is still the same number, and some vendors sign without regard to case. */
function isSameText(one: string, other: string, foldsCase: boolean): boolean {
  return foldsCase && one.toLowerCase() === other.toLowerCase()
}

export const dropEachField = alter("one field of it is missing, each in its turn", (fields) =>
  fields.map(([field], index) => [`without ${field}`, fields.toSpliced(index, 1)]),
)

export const repeatEachField = alter("one field of it stands twice, each in its turn, before and behind", (fields) =>
  fields.flatMap(([field, value]): [string, Pair[]][] => [
    [`${field} once more behind`, [...fields, [field, `${value}9`]]],
    [`${field} once more before`, [[field, `${value}9`], ...fields]],
  ]),
)

export const addFields = alter("a field is added, also ones that objects inherit", (fields) =>
  ["More", "__proto__", "constructor", "toString", ""].map((field) => [`with ${field}`, [...fields, [field, "1"]]]),
)

export const spoilSignature = alter(
  "its signature is taken off, emptied, cut, lengthened, replaced",
  (fields, { signature }) => {
    const others = fields.filter(([field]) => field !== signature)
    const proper = fields.find(([field]) => field === signature)?.[1] ?? ""
    const spoilt = [
      "",
      " ",
      proper.slice(1),
      proper.slice(0, -1),
      `${proper}0`,
      "0".repeat(proper.length),
      "undefined",
      "null",
      "true",
    ]
    return [
      ["no signature at all", others],
      ["signature under another name", [...others, [signature.toLowerCase(), proper]]],
      ...spoilt.map((text): [string, Pair[]] => [`signature "${text.slice(0, 9)}…"`, [...others, [signature, text]]]),
    ]
  },
)

/** The status is another one, and the signature the old one. */
export const changeOnly = (field: RegExp): BenchStep =>
  alter(`only ${field.source} is changed`, (fields) =>
    fields.flatMap(([name, value], index): [string, Pair[]][] =>
      field.test(name) ? [[name, fields.with(index, [name, value === "1" ? "2" : "1"])]] : [],
    ),
  )

/** Bytes that are no message of any gateway. */
export const speakNonsense = step<Bench>("somebody sends what is no message", (bench) => {
  const bodies: [string, string | Buffer][] = [
    ["nothing", ""],
    ["spaces", "   "],
    ["JSON", '{"RtnCode":1}'],
    ["a JSON list", "[[[[[[]]]]]]"],
    ["a page", "<html><body>1|OK</body></html>"],
    ["bytes", Buffer.from([0, 255, 254, 195, 40, 0, 13, 10])],
    ["64 KiB of one field", `a=${"%41".repeat(21_000)}`],
    ["10,000 fields", Array.from({ length: 10_000 }, (_, index) => `a${index}=1`).join("&")],
    ["broken escapes", "MerchantID=%E4%ZZ%&=&&==&%"],
    ["inherited names", "__proto__=1&constructor=1&hasOwnProperty=1&toString=1"],
  ]
  bench.said = bodies.map(([name, body]) => ({ name, raw: rawOf(body) }))
})

function rawOf(body: string | Buffer): RawMessage {
  return {
    body: Buffer.from(body as string),
    headers: { "content-type": "application/x-www-form-urlencoded" },
    query: "",
  }
}

/** The shop verifies and reads what is on its way. */
export const hear = step<Bench>("the shop verifies and reads it", (bench) => {
  bench.heard = bench.said.map((said) => hearOne(bench, said))
})

function hearOne({ gateway }: Bench, { name, raw }: Said): Heard {
  const { notice } = gateway
  claim(notice?.kind === "signed", "the subject says that notices are signed, the gateway that they are hints")
  return attempt(name, () => notice.read(notice.verify(raw)))
}

/** The shop asks, and the gateway answers so. */
export function ask(changes: Partial<Facts>): BenchStep {
  return step(`the shop asks, and is answered with ${telling(changes)}`, (bench) => {
    const facts = factsFor(bench, changes)
    bench.heard = [
      attempt(telling(changes), () =>
        talk(bench.gateway.query(keyOf(bench, facts), momentAt(NOW)), (request) =>
          bench.subject.tongue.answer(request, facts),
        ),
      ),
    ]
  })
}

function keyOf(bench: Bench, { tradeNo, method }: Facts) {
  return { tradeNo, method: methodOf(bench, method), reference: null, voucherKnown: false }
}

export const askAndAlter = step<Bench>("the shop asks, and the signed answer is altered on its way", (bench) => {
  const facts = factsFor(bench, {})
  const { alteredAnswer } = bench.subject.tongue
  claim(alteredAnswer !== undefined, "the subject says that answers are signed, and gives no altered one")
  bench.heard = [
    attempt("an altered answer", () =>
      talk(bench.gateway.query(keyOf(bench, facts), momentAt(NOW)), (request) => alteredAnswer(request, facts)),
    ),
  ]
})

export const askAndGetNonsense = step<Bench>("the shop asks, and is answered with nonsense", (bench) => {
  const answers: [string, number, string][] = [
    ["an empty page", 200, ""],
    ["an HTML page", 200, "<html>System busy</html>"],
    ["HTTP 500", 500, "RtnCode=1&TradeStatus=1"],
    ["HTTP 302", 302, ""],
    ["a lone 1", 200, "1"],
    ["JSON null", 200, "null"],
    ["an empty object", 200, "{}"],
    ["unsigned words of success", 200, "TradeStatus=1&RtnCode=1&Status=SUCCESS"],
  ]
  const key = keyOf(bench, factsFor(bench, {}))
  bench.heard = answers.map(([name, status, text]) =>
    attempt(name, () => talk(bench.gateway.query(key, momentAt(NOW)), () => ({ status, headers: {}, text }))),
  )
})

/** Codes that no vendor's table has, near misses of common ones, and names that every object inherits. */
const STRANGE_CODES = [
  ...["0", "1", "2", "3", "-1", "01", "001", "1.0", "+1", "1e0", "10", "11", "1|OK", "999999", "10200999"],
  ...["true", "OK", "ok", "SUCCESS", "success", "paid", "captured", "null", "undefined", ""],
  ...["toString", "constructor", "__proto__", "hasOwnProperty", "valueOf"],
]

/** The same message with each code that is in no table of the vendor. */
export function useStrangeCodes(say: (saying: Saying) => readonly BenchStep[]): BenchStep {
  return step("every code that is in no table, each in its turn", async (bench) => {
    const heard: Heard[] = []
    for (const code of STRANGE_CODES.filter((each) => !bench.subject.tongue.codes.includes(each))) {
      for (const { act } of say({ code })) await act(bench)
      heard.push(...bench.heard.map((each) => ({ ...each, name: JSON.stringify(code) })))
    }
    bench.heard = heard
  })
}

export const allRefused = step<Bench>("all of it is refused, in our own error", ({ heard }) => {
  claim(heard.length > 0, "nothing was heard")
  for (const { name, trade, error } of heard) {
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
      claimEqual(JSON.stringify(trade.code), name, "the code told")
    }
  },
)

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
  const fields = tongue.fieldsOf(bench.original?.raw ?? rawOf(""))
  const isIn = (list: readonly string[], name: string) => list.some((each) => each.toLowerCase() === name.toLowerCase())
  claim(isIn(secret, tongue.signature), `${tongue.signature} is not declared secret`)
  for (const value of tongue.personal) {
    const field = fields.find(([, each]) => each === value)
    claim(field !== undefined, "the subject names a personal value that its notice does not carry")
    claim(isIn([...secret, ...personal], field[0]), `${field[0]} is not declared personal`)
  }
})
