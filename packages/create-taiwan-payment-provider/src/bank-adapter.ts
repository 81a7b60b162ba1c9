import type { Answers } from "./answers.js"
import { keysOf, merchantId } from "./keys.js"
import { lines, quoted } from "./lines.js"
import type { Names } from "./names.js"
import { notWritten, type PlannedStep } from "./plan.js"

const WORDS: readonly (readonly [name: string, parameters: string, comment: string])[] = [
  ["trades()", "", "Every trade that was opened, in order; `amount` may be set."],
  ["handle()", "_request", "{ method, host, path, headers, body } is answered by { status, headers, body }."],
  ["pay()", "_trade", "What the buyer does."],
  ["decline()", "_trade", ""],
  ["books()", "_trade", "{ asked, reserved, captured, refunded }, in dollars."],
  ["notice()", "_trade", "{ body, headers }, or null where the bank sends nothing."],
  ["release()", "_trade", "A code is given out."],
  ["later()", "_trade", "A code is paid, days later."],
]

const functionsOf = (plan: readonly PlannedStep[]) =>
  WORDS.flatMap(([name, parameters, comment]) => {
    const body = notWritten(plan, name) ?? (name === "notice()" ? "null" : null)
    if (!body) return []
    const line = `  ${name.replace("()", "")}: (${parameters}) => ${body},`
    return comment && body !== "null" ? [`  // ${comment}`, line] : [line]
  })

/** The places to which the bank sends, in the toolkit's options and in a plain class's. */
function addressesOf({ kind, notices }: Answers, { id }: Names): string[] {
  if (kind === "toolkit")
    return [
      '    environment: "production",',
      '    backendUrl: "https://api.shop.example.tw",',
      '    storefrontUrl: "https://shop.example.tw",',
    ]
  return [
    ...(notices === "none" ? [] : [`    notifyUrl: "https://shop.example/hooks/payment/${id}_main",`]),
    '    returnUrl: "https://shop.example/checkout",',
    "    timeoutMs: 1500,",
  ]
}

function requiredOf(answers: Answers): string[] {
  const common = answers.kind === "toolkit" ? ["environment", "backendUrl", "storefrontUrl"] : ["returnUrl"]
  const notify = answers.kind === "plain" && answers.notices !== "none" ? ["notifyUrl"] : []
  return [...keysOf(answers), merchantId].map(({ name }) => name).concat(notify, common)
}

/** `bank.prove.mjs`: what is true of the provider, and the bank it speaks to. */
export function bankAdapter(answers: Answers, names: Names, plan: readonly PlannedStep[]): string {
  const { capture, refund, notices, start } = answers
  const keys = keysOf(answers)
  return lines(
    "// @ts-check",
    "",
    "/** @param {number} step @param {string} what @returns {never} */",
    "const notWritten = (step, what) => {",
    // The generated code has the braces, not this text.
    `  throw new Error(["Step", step, "not written:", what].join(" "))`,
    "}",
    "",
    "/**",
    " * What is true of the provider: prove holds it against nothing else.",
    ' * @type {Partial<import("@taiwan-payments/prove").Facts>}',
    " */",
    "export const facts = {",
    "  options: {",
    [...keys, merchantId].map(({ name, sample }) => `    ${name}: ${quoted(sample)},`),
    addressesOf(answers, names),
    "  },",
    `  required: [${requiredOf(answers).map(quoted).join(", ")}],`,
    `  secrets: [${keys.map(({ sample }) => quoted(sample)).join(", ")}],`,
    `  hosts: [${quoted(names.host)}],`,
    '  currency: "twd",',
    "  digits: 0,",
    `  capture: ${quoted(capture)},`,
    `  refund: ${quoted(refund)},`,
    `  notices: ${quoted(notices)},`,
    `  later: ${start === "voucher"},`,
    answers.kind === "toolkit" && '  deleted: "honoured",',
    "  patienceMs: 15_000,",
    "}",
    "",
    "/**",
    " * The bank as a pure state machine: no socket, no clock, no faults, no forging. The kit has all of these.",
    ' * @returns {import("@taiwan-payments/prove").Bank}',
    " */",
    "export const bank = () => ({",
    functionsOf(plan),
    "})",
  )
}
