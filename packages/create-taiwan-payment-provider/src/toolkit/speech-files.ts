import { keysOf } from "../keys.js"
import { lines } from "../lines.js"
import { notWritten } from "../plan.js"
import { signatureCode } from "../signatures.js"
import { beside, configName, type Draft } from "./gateway-files.js"
import { toolkitImports } from "./imports.js"

/** The body of a function that is not written, and a word of what it will be. */
const todo = ({ plan }: Draft, name: string) => `  return ${notWritten(plan, name)}`

const importConfig = (draft: Draft) => beside(draft, `type { ${configName(draft)} }`, "config")
const importTodo = (draft: Draft) => beside(draft, "{ notWritten }", "wire")

/** Of the config, which stands above this file. */
const keysInterface = (answers: Draft["answers"]) => [
  "export interface Keys {",
  ...keysOf(answers).map(({ name }) => `  readonly ${name}: string`),
  "}",
]

export function wireFile(draft: Draft): string {
  const { answers, names, place } = draft
  const { crypto, code, verifies } = signatureCode(answers)
  return lines(
    crypto.length > 0 && `import { ${crypto.join(", ")} } from "node:crypto"`,
    toolkitImports(place, ["errorsOf", ...(verifies ? ["equalInConstantTime"] : [])]),
    "",
    `export const errors = errorsOf(${JSON.stringify(names.id)})`,
    "",
    "/** Stands where nothing is written yet. */",
    "export function notWritten(step: number, what: string): never {",
    `  throw errors.unsupported(\`Step \${step} not written: \${what}\`)`,
    "}",
    code !== "" && ["", keysInterface(answers), "", code],
  )
}

const STARTS = {
  redirect: ["openTrade", "Conversation<Redirect>", ["type Conversation", "type Redirect"]],
  voucher: ["openTrade", "Conversation<Redirect>", ["type Conversation", "type Redirect"]],
  form: ["orderForm", "Form", ["type Form"]],
  token: ["charge", "Conversation<ChargeResult>", ["type ChargeResult", "type Conversation", "type PaymentSource"]],
} as const

export function startFile(draft: Draft): string {
  const { answers, place } = draft
  const [name, result, types] = STARTS[answers.start]
  const source = answers.start === "token" ? ", _source: PaymentSource" : ""
  return lines(
    toolkitImports(place, ["type StartRequest", ...types]),
    importConfig(draft),
    importTodo(draft),
    "",
    `export function ${name}(_config: ${configName(draft)}, _request: StartRequest${source}): ${result} {`,
    todo(draft, name),
    "}",
  )
}

export function queryFile(draft: Draft): string {
  return lines(
    toolkitImports(draft.place, ["type Conversation", "type Trade", "type TradeKey"]),
    importConfig(draft),
    importTodo(draft),
    "",
    "/** Where a trade stands. What it was asked about must stand in the answer: number, merchant, amount. */",
    `export function query(_config: ${configName(draft)}, _trade: TradeKey): Conversation<Trade> {`,
    todo(draft, "query"),
    "}",
  )
}

export function tradeFile(draft: Draft): string {
  const message = "Readonly<Record<string, unknown>>"
  return lines(
    toolkitImports(draft.place, ["type StateTable", "type Trade"]),
    importConfig(draft),
    importTodo(draft),
    "",
    "/** What the bank's codes mean. A code that is not in it is unknown: never success, never failure. */",
    "export const STATES: StateTable = {}",
    "",
    "/** By `bareTrade`, `stateIn(STATES, code)` and `readTwd`. */",
    `export function readTrade(_config: ${configName(draft)}, _tradeNo: string, _message: ${message}): Trade {`,
    todo(draft, "query"),
    "}",
  )
}

const operation = (draft: Draft, name: string, comment: string): string[] => [
  "",
  `/** ${comment} */`,
  `export function ${name}(_config: ${configName(draft)}, _request: OperationRequest): Conversation<Outcome> {`,
  todo(draft, name),
  "}",
]

const RESUMED =
  "After a lost answer `request.resumed` is true: look before asking again, and throw `unreadable` where the look tells nothing. `moves: true` marks the request."

export function operationsFile(draft: Draft): string {
  const { capture, refund } = draft.answers
  const captures = capture !== "automatic"
  if (!captures && refund === "none")
    return lines("/** Money is captured by the bank, and given back by hand. */", "export {}")
  return lines(
    toolkitImports(draft.place, ["type Conversation", "type OperationRequest", "type Outcome"]),
    importConfig(draft),
    importTodo(draft),
    captures && operation(draft, "capture", RESUMED),
    captures && operation(draft, "voidAuthorization", RESUMED),
    refund !== "none" && operation(draft, "refund", RESUMED),
  )
}

export function noticeFile(draft: Draft): string | null {
  const { answers, place } = draft
  if (answers.notices === "none") return null
  if (answers.notices === "unsigned")
    return lines(
      toolkitImports(place, ["type RawMessage"]),
      importTodo(draft),
      "",
      "/** The trade that a notice is about; null when it names none. It is believed in nothing else. */",
      "export function tradeNumberIn(_raw: RawMessage): string | null {",
      todo(draft, "tradeNumberIn"),
      "}",
    )
  return lines(
    toolkitImports(place, ["type RawMessage", "type Verified"]),
    importConfig(draft),
    importTodo(draft),
    "",
    "/**",
    " * By `isSigned`, and then `markVerified`, which stands in wire.ts alone.",
    " * @throws PaymentError `signature`, or `unreadable`",
    " */",
    `export function verify(_config: ${configName(draft)}, _raw: RawMessage): Verified {`,
    todo(draft, "verify"),
    "}",
  )
}
