import { lines, quoted } from "../lines.js"
import { beside, configName, type Draft } from "./gateway-files.js"
import { toolkitImports } from "./imports.js"

const STARTS = {
  redirect: ['{ kind: "redirect", redirect: (request) => openTrade(config, request) }', "openTrade"],
  voucher: ['{ kind: "redirect", redirect: (request) => openTrade(config, request) }', "openTrade"],
  form: ['{ kind: "form", form: (request) => orderForm(config, request) }', "orderForm"],
  token: ["", "charge"],
} as const

const TOKEN = [
  "    start: {",
  '      kind: "token",',
  "      browser: () => ({ merchantId: config.merchantId }),",
  "      charge: (request, source) => charge(config, request, source),",
  "    },",
]

const SIGNED = [
  "    notice: {",
  '      kind: "signed",',
  "      verify: (raw) => verify(config, raw),",
  '      read: ({ fields }) => readTrade(config, fields.tradeNo ?? "", fields),',
  '      ack: plainText(200, "OK"),',
  '      refuse: plainText(400, "NO"),',
  "    },",
]

const NOTICES = {
  signed: SIGNED,
  unsigned: [
    '    notice: { kind: "hint", tradeNo: tradeNumberIn, ack: plainText(200, "OK"), refuse: plainText(503, "Later") },',
  ],
  none: ["    notice: null,"],
} as const

const MODES = {
  automatic: [],
  manual: ['    captureMode: "manual",'],
  both: ["    captureMode: config.capture,"],
} as const

const MONEY = [
  "    capture: (request) => capture(config, request),",
  "    void: (request) => voidAuthorization(config, request),",
]

/** The functions that the gateway takes from the files beside it. */
function importsOf(draft: Draft): string[] {
  const { start, notices, capture, refund } = draft.answers
  const operations = [
    ...(capture === "automatic" ? [] : ["capture", "voidAuthorization"]),
    ...(refund === "none" ? [] : ["refund"]),
  ]
  const operationNames = [...operations].sort().join(", ")
  return [
    beside(draft, "{ explain }", "codes"),
    beside(draft, `{ type ${configName(draft)}, readConfig }`, "config"),
    beside(draft, "{ METHODS }", "methods"),
    ...(notices === "signed" ? [beside(draft, "{ verify }", "notice")] : []),
    ...(notices === "unsigned" ? [beside(draft, "{ tradeNumberIn }", "notice")] : []),
    ...(operations.length > 0 ? [beside(draft, `{ ${operationNames} }`, "operations")] : []),
    beside(draft, "{ query }", "query"),
    beside(draft, `{ ${STARTS[start][1]} }`, "start"),
    ...(notices === "signed" ? [beside(draft, "{ readTrade }", "trade")] : []),
  ]
}

/** `gateway.ts`: what it can do, out of the files beside it. What it cannot do is absent. */
export function gatewayFile(draft: Draft): string {
  const { answers, names, place } = draft
  const { start, notices, capture, refund } = answers
  const plain = notices === "none" ? [] : ["plainText"]
  return lines(
    toolkitImports(place, ["type MerchantAccount", "defineGateway", "ALPHANUMERIC", ...plain]),
    importsOf(draft),
    "",
    `/** ${names.title}. */`,
    `export const ${names.value} = defineGateway({`,
    `  id: ${quoted(names.id)},`,
    `  name: { en: ${quoted(names.title)}, "zh-TW": ${quoted(names.title)} },`,
    "  methods: METHODS,",
    "  readConfig,",
    "  openAccount,",
    "})",
    "",
    `function openAccount(config: ${configName(draft)}): Omit<MerchantAccount, "id"> {`,
    "  return {",
    "    merchant: config.merchantId,",
    "    environment: config.environment,",
    "    tradeNumber: { length: 20, alphabet: ALPHANUMERIC },",
    "    // Fields of the bank's messages: signatures and keys, and what tells of a person.",
    "    redaction: { secret: [], personal: [] },",
    "    rateLimits: { perTradeSeconds: 5, perMinute: 60 },",
    MODES[capture],
    start === "token" ? TOKEN : `    start: ${STARTS[start][0]},`,
    NOTICES[notices],
    "    explain,",
    "    query: (trade) => query(config, trade),",
    capture === "automatic" ? [] : MONEY,
    refund === "none" ? [] : "    refund: (request) => refund(config, request),",
    "  }",
    "}",
    "",
    `export type { ${names.type}Options } from "./config${place === "package" ? ".js" : ""}"`,
  )
}

/** `index.ts`: for Medusa. */
export function indexFile(draft: Draft): string {
  const { names, place } = draft
  const services = place === "package" ? "@taiwan-payments/medusa/provider" : "../../payments/provider/services"
  return lines(
    'import { ModuleProvider, Modules } from "@medusajs/framework/utils"',
    `import { providersOf } from "${services}"`,
    beside(draft, `{ ${names.value} }`, "gateway"),
    "",
    `export default ModuleProvider(Modules.PAYMENT, { services: providersOf(${names.value}) })`,
    "",
    `export type { ${names.type}Options } from "./gateway${place === "package" ? ".js" : ""}"`,
  )
}
