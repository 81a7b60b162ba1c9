import { VirtualClock } from "./core/clock.js"
import { CORE_FAULTS, type Fault, type FaultOrder, Faults } from "./core/faults.js"
import type { Core, Gateway } from "./core/gateway.js"
import { Names } from "./core/guard.js"
import { Journal } from "./core/journal.js"
import { Outbox } from "./core/outbox.js"
import { buildServer, close, listen } from "./core/server.js"
import { type EcpayOptions, ecpayGateway } from "./gateways/ecpay/index.js"
import { type JkopayOptions, jkopayGateway } from "./gateways/jkopay/index.js"
import { type LinepayOptions, linepayGateway } from "./gateways/linepay/index.js"
import { type NewebpayOptions, newebpayGateway } from "./gateways/newebpay/index.js"
import { type PayuniOptions, payuniGateway } from "./gateways/payuni/index.js"
import { type TappayOptions, tappayGateway } from "./gateways/tappay/index.js"

export type { VirtualClock } from "./core/clock.js"
export type { Fault, FaultKind, FaultOrder } from "./core/faults.js"
export type { ActionView, FidelityRow, FidelityTag, Gateway, TradeMoney, TradeView } from "./core/gateway.js"
export { ActionRefused } from "./core/gateway.js"
export type { JournalEntry } from "./core/journal.js"
export type { Delivery, DeliveryAttempt } from "./core/outbox.js"
export { renderFidelity } from "./fidelity-table.js"
export type { EcpayOptions } from "./gateways/ecpay/index.js"
export type { AccountOptions } from "./gateways/ecpay/model/accounts.js"
export type { JkopayOptions } from "./gateways/jkopay/index.js"
export type { LinepayOptions } from "./gateways/linepay/index.js"
export type { NewebpayOptions } from "./gateways/newebpay/index.js"
export type { PayuniOptions } from "./gateways/payuni/index.js"
export type { TappayOptions } from "./gateways/tappay/index.js"

export interface SandboxOptions {
  /** 0 lets the system choose. Default 0. */
  port?: number
  /** Default 127.0.0.1. The control plane answers only loopback, regardless of this. */
  host?: string
  /**
   * Names of other machines that the sandbox deals with: it may be called by them, their pages may send buyers here, and notices go
   * to them. Default: none, only this machine. The control plane answers this machine in any case only.
   */
  allowHosts?: readonly string[]
  /**
   * Host of the buyers' pages, where it is another one than that of the orders: the answer to a posted order leads there, as it
   * does with vendors that have several hosts. Such as "localhost" beside 127.0.0.1.
   */
  pageHost?: string
  /** Where the virtual clock starts. Default: now. It runs on with real time. */
  now?: Date | string | number
  /** Real milliseconds within which a merchant must answer a notice. Default 10,000. */
  noticeTimeout?: number
  ecpay?: EcpayOptions
  linepay?: LinepayOptions
  jkopay?: JkopayOptions
  tappay?: TappayOptions
  newebpay?: NewebpayOptions
  payuni?: PayuniOptions
  /** Gateways of your own, beside the six, at paths of their own; made of what `@taiwan-payments/sandbox/kit` has. */
  gateways?: readonly ((core: Core) => Gateway)[]
}

/** A running sandbox. Everything here mirrors the control API under `/_sandbox/api`. */
export interface Sandbox {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  url: string
  port: number
  clock: VirtualClock
  outbox: Outbox
  journal: Journal
  faults: Faults
  gateways: readonly Gateway[]
  gateway(id: string): Gateway
  /** Arms a fault. */
  fault(order: FaultOrder): Fault
  /** Jumps the clock. Resolves once everything due on the way has run. */
  advance(milliseconds: number): Promise<Date>
  /** Resolves once nothing is being sent and nothing is due. */
  settled(): Promise<void>
  /** Forgets trades, notices, faults and the journal. The clock keeps its time; accounts and settings stay. */
  reset(): void
  close(): Promise<void>
}

/** Starts all sandbox gateways on one port. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, host = "127.0.0.1", now = Date.now(), noticeTimeout = 10_000 } = options
  let url = ""
  const isWildcard = host === "0.0.0.0" || host === "::"
  const own = [options.pageHost, isWildcard ? undefined : host].filter((name) => name !== undefined)
  const names = new Names([...own, ...(options.allowHosts ?? [])])
  const core = buildCore(new Date(now), { names, timeout: noticeTimeout }, () => url)
  const gateways = [
    ecpayGateway(core, options.ecpay),
    linepayGateway(core, options.linepay),
    jkopayGateway(core, options.jkopay),
    tappayGateway(core, options.tappay),
    newebpayGateway(core, options.newebpay),
    payuniGateway(core, options.payuni),
    ...(options.gateways ?? []).map((open) => open(core)),
  ]
  refuseDoubles(gateways)
  core.faults.register(gateways.flatMap((gateway) => gateway.faults))
  const reset = () => resetAll(core, gateways)
  const server = buildServer({ core, gateways, names, reset, pageHost: options.pageHost })
  const listening = await listen(server, port, host)
  url = `http://${isWildcard ? "127.0.0.1" : host}:${listening}`
  return { ...handlesOf(core, gateways), url, port: listening, reset, close: () => closeAll(core, () => close(server)) }
}

/** @throws when two gateways have one id or one path: a call could then not be told from another's */
function refuseDoubles(gateways: readonly Gateway[]): void {
  const taken = new Set<string>()
  for (const { id, endpoints } of gateways)
    for (const name of [id, ...endpoints]) {
      if (taken.has(name)) throw new Error(`Two gateways of the sandbox want ${name}.`)
      taken.add(name)
    }
}

function buildCore(start: Date, reach: { names: Names; timeout: number }, url: () => string): Core {
  const journal = new Journal()
  const clock = new VirtualClock(start, (error) => console.error("[sandbox] a scheduled task failed:", error))
  const faults = new Faults(CORE_FAULTS)
  const outbox = new Outbox({ clock, faults, journal, ...reach })
  return { clock, outbox, faults, journal, url }
}

function handlesOf(core: Core, gateways: readonly Gateway[]) {
  return {
    ...core,
    gateways,
    gateway: (id: string) => gatewayOf(gateways, id),
    fault: (order: FaultOrder) => core.faults.add(order),
    advance: (milliseconds: number) => core.clock.advance(milliseconds),
    settled: () => core.clock.settled(),
  }
}

function gatewayOf(gateways: readonly Gateway[], id: string): Gateway {
  const gateway = gateways.find((candidate) => candidate.id === id)
  if (!gateway) throw new Error(`The sandbox has no gateway ${id}.`)
  return gateway
}

function resetAll(core: Core, gateways: readonly Gateway[]): void {
  core.clock.clear()
  core.outbox.clear()
  core.faults.clear()
  core.journal.clear()
  for (const gateway of gateways) gateway.reset()
}

async function closeAll(core: Core, shutServer: () => Promise<void>): Promise<void> {
  core.clock.clear()
  await shutServer()
}
