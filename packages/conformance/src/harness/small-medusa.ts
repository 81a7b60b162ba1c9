import { inspect } from "node:util"
import type { IEventBusModuleService, Logger, MedusaContainer } from "@medusajs/framework/types"
import type { ProviderService } from "@taiwan-payments/medusa/provider"
import type { MedusaRows } from "./medusa-rows.js"

export type Provider = InstanceType<ProviderService>
type Data = Readonly<Record<string, unknown>>

const PAID: ReadonlySet<string> = new Set(["authorized", "captured"])

/** As awilix takes it. */
interface Wish {
  readonly allowUnregistered?: boolean
}

/**
 * What Medusa's payment module and its payment workflows do with a provider, on Medusa's own tables, without carts and
 * orders: enough for the plugin's routes, settling and jobs to run as they are.
 */
export class SmallMedusa {
  readonly lines: string[] = []
  readonly events: unknown[] = []
  private providers = new Map<string, Provider>()
  private paymentModule = {}

  constructor(readonly rows: MedusaRows) {
    this.register(new Map())
  }

  provider(id: string): Provider {
    const provider = this.providers.get(id)
    if (!provider) throw new Error(`No provider is called ${id}.`)
    return provider
  }

  has(id: string): boolean {
    return this.providers.has(id)
  }

  /** The plugin gathers its method accounts once a payment module, so a new provider makes a new one. */
  add(id: string, provider: Provider): void {
    this.register(new Map([...this.providers, [id, provider]]))
  }

  private register(providers: Map<string, Provider>): void {
    this.providers = providers
    this.paymentModule = {
      listPaymentProviders: async () => [...providers.keys()].map((id) => ({ id })),
      paymentProviderService_: { retrieveProvider: (id: string) => providers.get(id) },
    }
  }

  /** What a provider finds in its cradle. */
  get cradle() {
    return { __pg_connection__: this.rows.db, logger: this.logger, event_bus: this.bus }
  }

  /** What routes and jobs resolve from the container. */
  resolve(name: string, { allowUnregistered = false }: Wish = {}): unknown {
    const services: Readonly<Record<string, unknown>> = {
      ...this.cradle,
      payment: this.paymentModule,
      query: { graph: (question: Question) => this.graph(question) },
      workflows: { run: (workflow: string, { input }: { input: Data }) => this.run(workflow, input) },
    }
    if (!(name in services) && !allowUnregistered) throw new Error(`Nothing here is called ${name}.`)
    return services[name]
  }

  private readonly bus = {
    emit: async (event: unknown) => void this.events.push(event),
  } as Partial<IEventBusModuleService> as IEventBusModuleService

  private readonly logger = recorder(this.lines)

  private async graph({ entity, filters }: Question): Promise<{ data: unknown[] }> {
    if (entity === "payment_session") return listed(await this.rows.session(String(filters.id)))
    if (entity === "payment") return listed(await this.rows.payment(String(filters.payment_session_id)))
    return { data: [] }
  }

  private async run(workflow: string, input: Data): Promise<void> {
    if (workflow === "process-payment-workflow") return this.processPayment(input)
    if (workflow === "capture-payment-workflow") return this.capturePayment(String(input.payment_id))
    throw new Error(`There is no workflow ${workflow} without carts and orders.`)
  }

  private async processPayment({ data }: Data): Promise<void> {
    const sessionId = typeof data === "object" && data !== null && "session_id" in data ? String(data.session_id) : ""
    if (!(await this.rows.payment(sessionId))) await this.authorize(sessionId)
  }

  /** authorizePaymentSession: what the provider says becomes a payment, an awaited one, or an error. */
  async authorize(sessionId: string, data?: Data): Promise<{ status: string; data: Data }> {
    const session = await this.rows.session(sessionId)
    if (!session) throw new Error(`There is no session ${sessionId}.`)
    const context = { idempotency_key: sessionId }
    const answer = await this.provider(session.provider_id).authorizePayment({
      data: { ...(data ?? session.data) },
      context,
    })
    const told = { status: String(answer.status), data: answer.data ?? {} }
    await this.rows.changeSession(sessionId, {
      data: told.data,
      status: PAID.has(told.status) ? "authorized" : told.status,
    })
    const isNew = PAID.has(told.status) && !(await this.rows.payment(sessionId))
    if (isNew) await this.rows.addPayment(session, told.data, told.status === "captured")
    return told
  }

  async capturePayment(paymentId: string, amount?: number): Promise<void> {
    const payment = await this.rows.paymentById(paymentId)
    if (!payment) throw new Error(`There is no payment ${paymentId}.`)
    const session = await this.rows.session(payment.payment_session_id)
    const capture = await this.rows.addCapture(paymentId, amount ?? payment.amount)
    try {
      const provider = this.provider(session?.provider_id ?? "")
      const { data } = await provider.capturePayment({
        data: { ...payment.data },
        context: { idempotency_key: capture },
      })
      await this.rows.changePayment(paymentId, data ?? {})
      await this.rows.markCaptured(paymentId)
    } catch (error) {
      await this.rows.removeCapture(capture)
      throw error
    }
  }
}

/** A logger whose every line is kept. */
function recorder(lines: string[]): Logger {
  const write =
    (level: string) =>
    (...words: unknown[]) =>
      void lines.push(`${level} ${words.map((word) => inspect(word, { depth: 8 })).join(" ")}`)
  const levels = ["panic", "error", "warn", "info", "http", "verbose", "debug", "silly", "log"]
  return Object.fromEntries(levels.map((level) => [level, write(level)])) as Partial<Logger> as Logger
}

interface Question {
  readonly entity: string
  readonly filters: Data
}

function listed(row: unknown): { data: unknown[] } {
  return { data: row ? [row] : [] }
}

let current: SmallMedusa | undefined

/** The plugin keeps one worker a process, as Medusa keeps one container; so the harness that is open now answers. */
export const container = {
  resolve: (name: string, wish?: Wish) => {
    if (!current) throw new Error("No harness is open.")
    return current.resolve(name, wish)
  },
} as MedusaContainer

export function moveIn(medusa: SmallMedusa | undefined): void {
  current = medusa
}
