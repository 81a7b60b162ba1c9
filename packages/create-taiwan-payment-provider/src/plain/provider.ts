import type { Answers } from "../answers.js"
import { keysOf, merchantId } from "../keys.js"
import { lines, quoted } from "../lines.js"
import type { Names } from "../names.js"
import { describe, type PlannedStep, SECTIONS, type Section } from "../plan.js"

/** What Medusa hands in and takes back, and what it does around the call. */
interface Around {
  readonly input: string
  readonly output: string
  readonly tells: readonly string[]
}

const around = (input: string, output: string, ...tells: string[]): Around => ({ input, output, tells })

const METHODS: Readonly<Record<Section, Around>> = {
  initiatePayment: around(
    "Medusa.InitiatePaymentInput",
    "Medusa.InitiatePaymentOutput",
    "Medusa gives `amount` (as number, text or object), `currency_code` and `data`, which the browser wrote.",
    "`context.idempotency_key` is the session's id. What is given back as `data` is shown by the Store API.",
  ),
  authorizePayment: around(
    "Medusa.AuthorizePaymentInput",
    "Medusa.AuthorizePaymentOutput",
    "Medusa tells no amount: read the session, `this.cradle.paymentSessionService`. What is given back makes an order.",
    "Not paid: throw a MedusaError of type PAYMENT_REQUIRES_MORE_ERROR, with words for the shopper.",
  ),
  cancelPayment: around(
    "Medusa.CancelPaymentInput",
    "Medusa.CancelPaymentOutput",
    "Without `context.idempotency_key` a completion has lost a race: what the faster one paid for stays alone.",
  ),
  capturePayment: around(
    "Medusa.CapturePaymentInput",
    "Medusa.CapturePaymentOutput",
    "Medusa tells no amount: `context.idempotency_key` is the id of the capture's row, which has it.",
    "What is not captured must throw.",
  ),
  getPaymentStatus: around("Medusa.GetPaymentStatusInput", "Medusa.GetPaymentStatusOutput"),
  refundPayment: around(
    "Medusa.RefundPaymentInput",
    "Medusa.RefundPaymentOutput",
    "`amount` is an object: read it by BigNumber. A reply may have been lost, and a new try has a new key.",
    "All of `data` must come back: it replaces what is stored.",
  ),
  updatePayment: around("Medusa.UpdatePaymentInput", "Medusa.UpdatePaymentOutput"),
  retrievePayment: around("Medusa.RetrievePaymentInput", "Medusa.RetrievePaymentOutput"),
  getWebhookActionAndData: around(
    'Medusa.ProviderWebhookPayload["payload"]',
    "Medusa.WebhookActionResult",
    'Never throw: what cannot be proven is { action: "not_supported" }. An amount that is told becomes the capture\'s.',
  ),
  deletePayment: around(
    "Medusa.DeletePaymentInput",
    "Medusa.DeletePaymentOutput",
    "Called at each change of a cart, also without `data`. What is thrown blocks the cart.",
  ),
}

/** Methods that the answers leave nothing to write in. */
const WRITTEN: Readonly<Partial<Record<Section, readonly string[]>>> = {
  refundPayment: [
    "    const type = MedusaError.Types.NOT_ALLOWED",
    '    throw new MedusaError(type, "銀行無法退款，請以其他方式退給買家。The bank cannot refund: pay the buyer back by hand.")',
  ],
  getWebhookActionAndData: ['    return { action: "not_supported" }'],
}

const commentOf = (tells: readonly string[]) =>
  tells.length > 0 ? ["  /**", ...tells.map((line) => `   * ${line}`), "   */"] : []

/** A method of the class; the names are Medusa's, whichever parameters are used. */
function methodOf(section: Section, plan: readonly PlannedStep[]): string[] {
  const { input, output, tells } = METHODS[section]
  const step = plan.find(({ name }) => name === section)
  const body = step ? [`    return notWritten(${step.number}, ${quoted(describe(step))})`] : (WRITTEN[section] ?? [])
  const head = `  async ${section}(_input: ${input}): Promise<${output}> {`
  return [...commentOf(tells), head, ...body, "  }", ""]
}

function optionsOf(answers: Answers): string[] {
  const notify = [
    "  /** Where the bank's server reports: https://shop.example/hooks/payment/<identifier>_<id> */",
    "  notifyUrl: string",
  ]
  return [
    "export interface Options extends Keys {",
    `  /** ${merchantId.meaning} */`,
    "  merchantId: string",
    ...(answers.notices === "none" ? [] : notify),
    "  returnUrl: string",
    "  host?: string",
    "  /** Below 30 s, Medusa's cart lock. */",
    "  timeoutMs?: number",
    "}",
  ]
}

const CRADLE = [
  "/** What Medusa's payment module lets a provider see. */",
  "interface Cradle extends Record<string, unknown> {",
  "  paymentSessionService: {",
  "    retrieve(id: string): Promise<Medusa.PaymentSessionDTO>",
  "    list(filters: object): Promise<Medusa.PaymentSessionDTO[]>",
  "  }",
  '  /** With `{ relations: ["captures", "refunds"] }`. */',
  "  paymentService: { list(filters: object, config: object): Promise<Medusa.PaymentDTO[]> }",
  "}",
]

export function requiredOptions(answers: Answers): string[] {
  const notify = answers.notices === "none" ? [] : ["notifyUrl"]
  return [...keysOf(answers).map(({ name }) => name), "merchantId", ...notify, "returnUrl"]
}

/** `src/provider.ts` */
export function providerClass(answers: Answers, names: Names, plan: readonly PlannedStep[]): string {
  return lines(
    'import type * as Medusa from "@medusajs/framework/types"',
    'import { AbstractPaymentProvider, MedusaError } from "@medusajs/framework/utils"',
    'import { notWritten } from "./not-written.js"',
    'import type { Keys } from "./signature.js"',
    "",
    optionsOf(answers),
    "",
    CRADLE,
    "",
    `export class ${names.type} extends AbstractPaymentProvider<Options> {`,
    `  static override identifier = ${quoted(names.id)}`,
    "",
    "  /** Stops the boot: a shop without a key must not open. */",
    "  static override validateOptions(options: Partial<Options>) {",
    `    for (const name of [${requiredOptions(answers).map(quoted).join(", ")}] as const)`,
    "      if (!options[name])",
    `        throw new MedusaError(MedusaError.Types.INVALID_ARGUMENT, \`The option \${name} is missing.\`)`,
    "  }",
    "",
    "  constructor(",
    "    private readonly cradle: Cradle,",
    "    private readonly options: Options,",
    "  ) {",
    "    super(cradle, options)",
    "  }",
    "",
    SECTIONS.flatMap((section) => methodOf(section, plan)).slice(0, -1),
    "}",
  )
}
