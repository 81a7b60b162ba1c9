/** What the bank is like: everything that is generated follows from these. */
export interface Answers {
  /** The package: `my-bank`, or `@shop/my-bank`. */
  readonly name: string
  readonly kind: "plain" | "toolkit"
  readonly start: "form" | "redirect" | "token" | "voucher"
  readonly notices: "signed" | "unsigned" | "none"
  readonly capture: "automatic" | "manual" | "both"
  readonly refund: "partial" | "full" | "none"
  readonly signature: "bearer" | "hmac-sha256" | "sorted-sha256" | "aes-cbc-sha256" | "none"
}

export type Topic = Exclude<keyof Answers, "name">

export interface Question<T extends Topic = Topic> {
  readonly topic: T
  readonly text: string
  /** Each answer in words; the first is the usual one. */
  readonly choices: readonly (readonly [answer: Answers[T], meaning: string])[]
}

const question = <T extends Topic>(topic: T, text: string, choices: Question<T>["choices"]): Question<T> => ({
  topic,
  text,
  choices,
})

export const QUESTIONS: readonly Question[] = [
  question("kind", "How is it written?", [
    ["plain", "one class, without any dependency but Medusa"],
    ["toolkit", "a gateway of @taiwan-payments/medusa: ledger, routes, jobs and admin are given"],
  ]),
  question("start", "How does a payment begin?", [
    ["redirect", "the server opens a trade and is given the address of a payment page"],
    ["form", "the browser posts a form to the bank"],
    ["token", "a script of the bank's makes a token in the shop's own page"],
    ["voucher", "the buyer is given a code and pays days later"],
  ]),
  question("notices", "Does the bank's server report payments?", [
    ["signed", "yes, signed"],
    ["unsigned", "yes, but anybody could have written it"],
    ["none", "no"],
  ]),
  question("capture", "When is the money taken?", [
    ["automatic", "when the buyer pays"],
    ["manual", "when staff capture it"],
    ["both", "as the merchant chooses"],
  ]),
  question("refund", "What can be given back?", [
    ["partial", "any part"],
    ["full", "all or nothing"],
    ["none", "nothing, by its API"],
  ]),
  question("signature", "How are messages signed?", [
    ["bearer", "a key in a header"],
    ["hmac-sha256", "HMAC-SHA256 over the body"],
    ["sorted-sha256", "SHA-256 over sorted fields, between key and IV"],
    ["aes-cbc-sha256", "AES-256-CBC, and SHA-256 over what is sealed"],
    ["none", "not at all"],
  ]),
]

const NAME = /^(@[a-z0-9][a-z0-9-]*\/)?[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** Names by which the files of a gateway know something else: `export const delete`, `interface ShopOptions`. */
const TAKEN = new Set(
  [
    "break case catch class const continue debugger default delete do else enum export extends false finally for function",
    "if import in instanceof new null return super switch this throw true try typeof var void while with yield let static",
    "await async implements interface package private protected public eval arguments undefined",
    "capture charge explain query refund verify common shop order-form open-trade plain-text read-config read-trade",
    "define-gateway trade-number-in void-authorization",
  ].flatMap((words) => words.split(" ")),
)

const lastPart = (name: string) => name.slice(name.lastIndexOf("/") + 1)

/** Why there is no such bank; empty where there may be. */
export function problemsOf({ name, kind, start, notices, capture, signature }: Answers): string[] {
  return [
    ...(NAME.test(name) ? [] : [`--name ${name}: a package's name is of small letters, digits and hyphens`]),
    ...(kind === "toolkit" && TAKEN.has(lastPart(name))
      ? [
          `--name ${name}: the files of a gateway have another meaning for that word; name it ${lastPart(name)}-bank, say`,
        ]
      : []),
    ...(start === "voucher" && capture !== "automatic"
      ? [`--start voucher --capture ${capture}: a voucher is captured when it is paid, so --capture automatic`]
      : []),
    ...(notices === "signed" && signature === "none"
      ? ["--notices signed --signature none: say how they are signed"]
      : []),
  ]
}

/** The answers that a question still leaves, after those that were given before it. */
export function choicesAfter({ topic, choices }: Question, given: Partial<Answers>): Question["choices"] {
  const isPossible = ([answer]: Question["choices"][number]) =>
    problemsOf({ ...USUAL, ...given, [topic]: answer }).length === 0
  return choices.filter(isPossible)
}

/** Nothing that rules anything else out. */
export const USUAL: Answers = {
  name: "x",
  kind: "plain",
  start: "redirect",
  notices: "none",
  capture: "automatic",
  refund: "partial",
  signature: "bearer",
}

/** Every bank that there may be, under one name. */
export function everyAnswer(name: string): Answers[] {
  const start: Answers[] = [{ ...USUAL, name }]
  const all = QUESTIONS.reduce(
    (found, { topic, choices }) => found.flatMap((each) => choices.map(([answer]) => ({ ...each, [topic]: answer }))),
    start,
  )
  return all.filter((each) => problemsOf(each).length === 0)
}
