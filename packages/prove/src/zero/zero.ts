import type { Bank } from "../facts.js"
import { attempt, Finding, messageOf } from "../finding.js"
import { recorder } from "../house/logger.js"
import type { Method, ProviderClass } from "../house/provider-class.js"
import { PAID } from "../shop/shop.js"
import type { Fault } from "../wire/faults.js"
import { Wire } from "../wire/wire.js"

/** Whoever reports money in such a world is making it up. */
const WORLDS: readonly (Fault | "{}")[] = [
  "down",
  "error500",
  "unauthorized",
  "not-found",
  "refuse",
  "nonsense",
  "empty",
  "{}",
]

const PATIENCE_MS = 9000

/** A bank that says yes and nothing else. */
const silent: Bank = {
  handle: () => ({ status: 200, headers: { "content-type": "application/json" }, body: "{}" }),
  trades: () => [],
  pay: () => undefined,
  decline: () => undefined,
  books: () => ({ asked: 0, reserved: 0, captured: 0, refunded: 0 }),
  notice: () => null,
}

export interface ZeroReport {
  readonly identifier: string
  readonly findings: readonly string[]
  /** Of answers that no gateway may ever give. */
  readonly notes: readonly string[]
  readonly hosts: readonly string[]
}

type Status = (output: { status?: unknown }) => string | null

const byStatus: Status = ({ status }) => (PAID.has(String(status)) ? `says ${status}` : null)

/** What each method must not come to. */
const judges: readonly (readonly [Method, Status])[] = [
  ["authorizePayment", byStatus],
  ["getPaymentStatus", byStatus],
  ["capturePayment", () => "says captured"],
  ["refundPayment", () => "says given back"],
]

const DATA = { id: "tr_1abcdefg", session_id: "payses_1", amount: 1060, currency: "twd" }
const input = () => ({
  data: { ...DATA },
  amount: { value: "60", precision: 20 },
  currency_code: "twd",
  context: { idempotency_key: "payses_1" },
})

/** A cradle that has a logger, and of whatever else is asked for nothing that works. */
function emptyCradle(lines: string[]): object {
  const none = { retrieve: async () => Promise.reject(new Error("There is no session.")), list: async () => [] }
  return new Proxy({ logger: recorder(lines) }, { get: (has, name) => Reflect.get(has, name) ?? none, has: () => true })
}

function build(service: ProviderClass, options: Record<string, unknown>): object {
  service.validateOptions?.(options)
  return new service(emptyCradle([]) as never, options as never)
}

function callOn(provider: object, method: Method, argument: unknown): Promise<Record<string, unknown>> {
  const found: unknown = Reflect.get(provider, method)
  if (typeof found !== "function") throw new Error(`has no ${method}`)
  return Reflect.apply(found, provider, [argument])
}

const whileWords = (world: Fault | "{}", asked: number) =>
  asked === 0 && world !== "down" ? "and has asked nobody" : `while the bank answers ${world}`

/** One call in one world: what it made up, if anything. */
async function lie(provider: object, wire: Wire, world: Fault | "{}", method: Method, judge: Status) {
  wire.begin(silent)
  if (world !== "{}") wire.suffer(world)
  const { value, error } = await attempt(() => callOn(provider, method, input()), PATIENCE_MS)
  if (error || !value) return null
  if (value.error) return `${method} returns { error }: since Medusa 2.5 that is success`
  const made = judge(value)
  return made && `${method} ${made} ${whileWords(world, wire.exchanges.length)}`
}

const hungOr = (method: Method) => (error: unknown) => {
  if (error instanceof Finding) return `${method} gives ${error.message}`
  throw error
}

const UNSIGNED = {
  event_type: "success",
  event: "charge.success",
  type: "payment_intent.succeeded",
  status: "paid",
  id: DATA.id,
  amount: 1,
  metadata: { session_id: DATA.session_id },
  data: { object: { metadata: { session_id: DATA.session_id }, amount: 1, currency: "twd" }, amount: 1 },
}

async function believesStrangers(provider: object, wire: Wire): Promise<string[]> {
  wire.begin(silent)
  wire.suffer("not-found")
  const payload = { data: UNSIGNED, rawData: Buffer.from(JSON.stringify(UNSIGNED)), headers: {} }
  const { value } = await attempt(() => callOn(provider, "getWebhookActionAndData", payload), PATIENCE_MS)
  return PAID.has(String(value?.action)) ? [`getWebhookActionAndData says ${value?.action} of an unsigned message`] : []
}

async function throwsAtDeleting(provider: object, wire: Wire): Promise<string[]> {
  wire.begin(silent)
  wire.suffer("down")
  const { error } = await attempt(() => callOn(provider, "deletePayment", input()), PATIENCE_MS)
  return error ? [`deletePayment throws while the bank is down: ${messageOf(error)}`] : []
}

/** Judges a class without any bank. The hosts it speaks to are found out, never reached. */
export async function zero(service: ProviderClass, options: Record<string, unknown>): Promise<ZeroReport> {
  const wire = new Wire(null)
  await wire.start()
  try {
    const provider = build(service, options)
    const found: [Fault | "{}", string][] = []
    for (const world of WORLDS) {
      for (const [method, judge] of judges) {
        const made = await lie(provider, wire, world, method, judge).catch(hungOr(method))
        if (made) found.push([world, made])
      }
    }
    const others = [...(await believesStrangers(provider, wire)), ...(await throwsAtDeleting(provider, wire))]
    return reportOf(service, wire, found, others)
  } finally {
    await wire.stop()
  }
}

function reportOf(service: ProviderClass, wire: Wire, found: readonly [string, string][], others: readonly string[]) {
  const worded = (isNote: boolean) => found.filter(([world]) => (world === "{}") === isNote).map(([, text]) => text)
  const notes = new Set(worded(true).filter((text) => !text.includes("{ error }")))
  const findings = [...new Set([...worded(false), ...others])]
  return { identifier: service.identifier, findings, notes: [...notes], hosts: [...wire.hostsSeen] }
}
