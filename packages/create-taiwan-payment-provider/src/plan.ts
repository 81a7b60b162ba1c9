import type { Answers } from "./answers.js"

/** The sections of the tutorial (docs/tutorial), in its order. */
export const SECTIONS = [
  "initiatePayment",
  "authorizePayment",
  "cancelPayment",
  "capturePayment",
  "getPaymentStatus",
  "refundPayment",
  "updatePayment",
  "retrievePayment",
  "getWebhookActionAndData",
  "deletePayment",
] as const

export type Section = (typeof SECTIONS)[number]

/** One thing that the author writes. Its number stays the same while the list of what is left shrinks. */
export interface PlannedStep {
  readonly number: number
  readonly name: string
  readonly file: string
  /** What it does, in words. */
  readonly task: string
  /** Null for the bank, which the tutorial tells of before its sections. */
  readonly section: Section | null
}

type Task = Omit<PlannedStep, "number">

const BANK = "bank.prove.mjs"

const bankTasks = ({ notices, start }: Answers): Task[] =>
  [
    ["trades()", "every trade that was opened, in order"],
    ["handle()", "answers the provider's requests as the bank does"],
    ["pay()", start === "voucher" ? "the buyer pays at once, where that is possible" : "the buyer pays"],
    ["decline()", "the bank declines"],
    ["books()", "what the bank holds of a trade"],
    ...(notices === "none" ? [] : [["notice()", "what the bank's server would send now"]]),
    ...(start === "voucher" ? [["release()", "the code is given out"]] : []),
    ...(start === "voucher" ? [["later()", "the code is paid, days later"]] : []),
  ].map(([name = "", task = ""]) => ({ name, task, file: BANK, section: null }))

const method = (section: Section, task: string): Task => ({ name: section, file: "src/provider.ts", task, section })

const STARTS: Readonly<Record<Answers["start"], string>> = {
  redirect: "open a trade for the session and give the address of the payment page",
  form: "make the form that the browser posts",
  token: "give the shop's page what the bank's script needs",
  voucher: "have a code given out",
}

const CAPTURES: Readonly<Record<Answers["capture"], string>> = {
  automatic: "the bank has the money already: look, and ask for nothing",
  manual: "take the amount of Medusa's capture row; look before asking again",
  both: "take the amount of Medusa's capture row, unless the bank has it already",
}

const plainTasks = ({ start, notices, capture, refund }: Answers): Task[] => [
  method("initiatePayment", STARTS[start]),
  method(
    "authorizePayment",
    `ask the bank whether the amount is paid${start === "voucher" ? "; a code is pending_authorization" : ""}`,
  ),
  method("cancelPayment", "let go what is only reserved; captured money stays alone"),
  method("capturePayment", CAPTURES[capture]),
  method("getPaymentStatus", "ask the bank, and say it in Medusa's words"),
  ...(refund === "none" ? [] : [method("refundPayment", "look what was given back before, then give back")]),
  method("updatePayment", "another amount is another trade, or a changed one"),
  method("retrievePayment", "what the bank has of the trade"),
  ...(notices === "signed" ? [method("getWebhookActionAndData", "prove the notice before a field is read")] : []),
  ...(notices === "unsigned" ? [method("getWebhookActionAndData", "take the notice as a reason to ask the bank")] : []),
  method("deletePayment", "let the trade go, and never throw"),
]

const part = (file: string, name: string, section: Section, task: string): Task => ({
  name,
  file: `src/${file}.ts`,
  task,
  section,
})

const GATEWAY_STARTS: Readonly<Record<Answers["start"], readonly [name: string, task: string]>> = {
  redirect: ["openTrade", "open a trade by a request and give the address of the payment page"],
  form: ["orderForm", "the form that the browser posts"],
  token: ["charge", "charge the token of the shop's page, once"],
  voucher: ["openTrade", "open a trade by a request and give the address of the page with the code"],
}

const gatewayTasks = ({ start, notices, capture, refund }: Answers): Task[] => [
  part("start", GATEWAY_STARTS[start][0], "initiatePayment", GATEWAY_STARTS[start][1]),
  part("query", "query", "authorizePayment", "ask where a trade stands; trade.ts reads the answer"),
  ...(capture === "automatic"
    ? []
    : [
        part("operations", "voidAuthorization", "cancelPayment", "let go what is only reserved"),
        part("operations", "capture", "capturePayment", "take the money; look before asking again"),
      ]),
  ...(refund === "none" ? [] : [part("operations", "refund", "refundPayment", "give back; look before asking again")]),
  ...(notices === "signed"
    ? [part("notice", "verify", "getWebhookActionAndData", "prove the notice before a field is read")]
    : []),
  ...(notices === "unsigned"
    ? [part("notice", "tradeNumberIn", "getWebhookActionAndData", "the trade that a notice is about")]
    : []),
]

/** All that the author writes, in order: first the bank, then the provider. */
export function planOf(answers: Answers): PlannedStep[] {
  const tasks = [...bankTasks(answers), ...(answers.kind === "plain" ? plainTasks(answers) : gatewayTasks(answers))]
  return tasks.map((task, index) => ({ number: index + 1, ...task }))
}

export const sectionOf = (section: Section) => `tutorial, section ${SECTIONS.indexOf(section) + 1}: ${section}`

/** A step as its error and the list tell it. */
export function describe({ name, file, task, section }: PlannedStep): string {
  return `${name} in ${file}: ${task} (${section ? sectionOf(section) : "tutorial, the bank"})`
}

/** The call that stands where a step is not written yet; null where the answers leave nothing to write. */
export function notWritten(plan: readonly PlannedStep[], name: string): string | null {
  const step = plan.find((each) => each.name === name)
  return step ? `notWritten(${step.number}, ${JSON.stringify(describe(step))})` : null
}
