import type { Answers } from "../answers.js"
import { type Key, keysOf, merchantId } from "../keys.js"
import { lines, quoted } from "../lines.js"
import type { Names } from "../names.js"
import type { PlannedStep } from "../plan.js"
import { type Place, toolkitImports } from "./imports.js"

/** What every file of a gateway is made from. */
export interface Draft {
  readonly answers: Answers
  readonly names: Names
  readonly plan: readonly PlannedStep[]
  readonly place: Place
}

/** An import of a file beside it; a package's files are ES modules by their names. */
export const beside = ({ place }: Draft, what: string, file: string) =>
  `import ${what} from "./${file}${place === "package" ? ".js" : ""}"`

export const configName = ({ names }: Draft) => `${names.type}Config`

const CAPTURES = { automatic: "immediate", manual: "full", both: "full" } as const

const ADVICE = '    refundAdvice: { en: "Pay the buyer back by hand.", "zh-TW": "請以其他方式退款給買家。" },'

export function methodsFile({ answers: { start, capture, refund }, names, place }: Draft): string {
  return lines(
    toolkitImports(place, ["type Method"]),
    "",
    "export const METHODS = [",
    "  {",
    '    id: "payment",',
    `    identifier: ${quoted(`${names.id}-payment`)},`,
    `    name: { en: ${quoted(names.title)}, "zh-TW": ${quoted(names.title)} },`,
    "    limits: { min: 1, max: 200_000 },",
    start === "voucher" && "    voucher: { graceHours: 24 },",
    `    capture: ${quoted(CAPTURES[capture])},`,
    `    refund: ${quoted(refund === "none" ? "manual" : refund)},`,
    refund === "none" && ADVICE,
    "    quietMinutes: 5,",
    "  },",
    "] as const satisfies readonly Method[]",
  )
}

const optionOf = ({ name, meaning }: Key) => [`  /** ${meaning} */`, `  ${name}: string`]
const fieldOf = ({ name }: Key) => `  readonly ${name}: string`
const readingOf = ({ name, meaning, pattern }: Key) =>
  `    ${name}: reader.text(${quoted(name)}, /${pattern}/, ${quoted(meaning)}),`

export function configFile(draft: Draft): string {
  const { answers, names, place } = draft
  const own = [...keysOf(answers), merchantId]
  const chooses = answers.capture === "both"
  return lines(
    toolkitImports(place, [
      ...["type ShopOptions", "type Environment", "type CommonOptions"],
      ...["OptionReader", "readEnvironment", "readShopOptions"],
      ...(chooses ? ["type CaptureMode", "readCaptureMode"] : []),
    ]),
    beside(draft, "{ METHODS }", "methods"),
    "",
    `export interface ${names.type}Options extends CommonOptions {`,
    own.flatMap(optionOf),
    chooses && ["  /** When the money is taken. Default `automatic`. */", '  capture?: "automatic" | "manual"'],
    "}",
    "",
    `export interface ${configName(draft)} {`,
    "  readonly shop: ShopOptions",
    "  readonly environment: Environment",
    own.map(fieldOf),
    chooses && "  readonly capture: CaptureMode",
    "}",
    "",
    "/** @throws PaymentError `config` naming every problem at once. */",
    `export function readConfig(options: unknown): ${configName(draft)} {`,
    `  const reader = new OptionReader(${quoted(names.title)}, options)`,
    "  const environment = readEnvironment(reader)",
    `  const config: ${configName(draft)} = {`,
    "    environment,",
    "    shop: readShopOptions(reader, environment, METHODS),",
    own.map(readingOf),
    chooses && "    capture: readCaptureMode(reader),",
    "  }",
    "  reader.finish()",
    "  return config",
    "}",
  )
}

export const codesFile = ({ names, place }: Draft) =>
  lines(
    toolkitImports(place, ["wordsOf"]),
    "",
    `/** The codes of ${names.title} in words, for shopper and merchant: [code, shopper's words, English, 中文]. */`,
    "export const explain = wordsOf([])",
  )

export function clientFile(draft: Draft): string {
  const { answers, names, place } = draft
  const isBearer = answers.signature === "bearer"
  const json = 'headers: { "content-type": "application/json" }'
  const keyed = 'headers: { "content-type": "application/json", authorization: authorization(config) }'
  return lines(
    toolkitImports(place, ["type WireRequest", "type WireResponse", "decodeObject", "hostFor"]),
    beside(draft, `type { ${configName(draft)} }`, "config"),
    beside(draft, `{ ${isBearer ? "authorization, " : ""}errors }`, "wire"),
    "",
    "/** The bank's hosts, by its documents. */",
    `const HOSTS = { production: "https://${names.host}", stage: "https://test-${names.host}" }`,
    "",
    "export type Answer = Readonly<Record<string, unknown>>",
    "",
    "/** What every call has in common. */",
    `export function post(config: ${configName(draft)}, call: string, path: string, value: Answer): WireRequest {`,
    "  return {",
    "    call,",
    '    method: "POST",',
    `    url: \`\${hostFor(config.environment, HOSTS)}\${path}\`,`,
    `    ${isBearer ? keyed : json},`,
    "    body: JSON.stringify(value),",
    "    timeoutMs: 20_000,",
    "  }",
    "}",
    "",
    "/** @throws PaymentError `config` where the keys are refused, `unreadable` for what is no answer */",
    "export function read({ status, text }: WireResponse): Answer {",
    "  if (status === 401 || status === 403)",
    `    throw errors.config("${names.title} refused the keys.", { code: String(status) })`,
    `  return decodeObject(text, "${names.title}'s answer", ${quoted(names.id)})`,
    "}",
  )
}
