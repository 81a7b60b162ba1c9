import http from "node:http"
import https from "node:https"
import type { AddressInfo } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import type { Bank, BankAnswer, BankRequest } from "../facts.js"
import { certificate, privateKey } from "./certificate.js"
import { takeDetour } from "./divert.js"
import { answers, type Fault, isLoss, losses } from "./faults.js"

/** One request of the provider, without headers and body: those may hold secrets. */
export interface Exchange {
  readonly method: string
  readonly host: string
  readonly path: string
  /** null: no answer was given. */
  readonly status: number | null
  /** Whether the bank's books changed by it. */
  readonly moved: boolean
  /** All that was sent and answered, for looking through; never shown. */
  readonly sent: string
  readonly answered: string
}

/** A fault of one request among many, and of its repetitions. */
interface Aim {
  spared: number
  target: string | null
}

type Change = (request: BankRequest) => BankRequest

const SLOW_MS = 300

/** The provider's way to the bank. All that goes wrong on it is made here. */
export class Wire {
  readonly exchanges: Exchange[] = []
  readonly strangers = new Set<string>()
  readonly hostsSeen = new Set<string>()
  /** Hosts whose certificates nobody looked at, and those spoken to in the clear. */
  readonly unproven = new Set<string>()
  bank: Bank | null = null
  private fault: Fault | null = null
  private aim: Aim | null = null
  private rewording: ((body: string) => string) | null = null
  private garbling: { readonly aim: Aim | null; readonly change: Change } | null = null
  /** What a slow bank has taken in and not done yet. */
  private held: BankRequest | null = null
  private open: { secure: https.Server; plain: http.Server } | undefined
  private readonly waiting = new Set<http.IncomingMessage>()

  /** `hosts` null: every host is taken for the bank. */
  constructor(private readonly hosts: readonly string[] | null) {}

  async start(): Promise<void> {
    const listener = (request: http.IncomingMessage, response: http.ServerResponse) =>
      void this.serve(request, response).catch(() => request.socket.destroy())
    const secure = https.createServer({ key: privateKey, cert: certificate }, listener)
    const plain = http.createServer(listener)
    await Promise.all([secure, plain].map(listen))
    this.open = { secure, plain }
    this.resume()
  }

  /** One wire a process leads the connections: that of the run at work. */
  resume(): void {
    takeDetour({
      portFor: (host, secure) => this.portFor(host, secure),
      trustsAnybody: (host) => void this.unproven.add(host),
    })
  }

  /** For a provider in another process: see in-child. */
  way(): string {
    if (!this.open) throw new Error("The wire is not started.")
    const { secure, plain } = this.open
    return JSON.stringify({ hosts: this.hosts ?? [], secure: portOf(secure), plain: portOf(plain) })
  }

  async stop(): Promise<void> {
    takeDetour(null)
    for (const server of Object.values(this.open ?? {})) {
      server.closeAllConnections()
      server.close()
    }
  }

  /** A new case: another bank, a calm line, an empty journal. */
  begin(bank: Bank): void {
    this.bank = bank
    this.exchanges.length = 0
    this.held = null
    this.calm()
  }

  suffer(fault: Fault): void {
    this.fault = fault
    this.aim = null
  }

  /** Only the request that comes after so many others is at fault, and its repetitions. */
  sufferAt(fault: Fault, spared: number): void {
    this.fault = fault
    this.aim = { spared, target: null }
  }

  /** The bank does at last what it was slow with ("late"); nobody waits for its answer any more. */
  async deliver(): Promise<void> {
    const request = this.held
    this.held = null
    if (request) await this.ask(request, null)
  }

  /** The bank's answers arrive in other words. */
  reword(change: (body: string) => string): void {
    this.rewording = change
  }

  /** Requests reach the bank changed, so that it refuses them in words of its own: all of them, or the one after so many. */
  garble(change: Change, spared?: number): void {
    this.garbling = { change, aim: spared === undefined ? null : { spared, target: null } }
  }

  /** A line that hangs breaks at last: whoever still waits is told so. */
  calm(): void {
    for (const { socket } of this.waiting) socket.destroy()
    this.waiting.clear()
    this.fault = null
    this.aim = null
    this.rewording = null
    this.garbling = null
  }

  private portFor(host: string, secure: boolean): number | null {
    this.hostsSeen.add(host)
    if (!secure) this.unproven.add(host)
    if (this.hosts && !this.hosts.includes(host)) this.strangers.add(host)
    if (this.strangers.has(host) || this.fault === "down" || !this.open) return null
    return portOf(secure ? this.open.secure : this.open.plain)
  }

  private async serve(incoming: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    // Another process does not know that the host is down before it is here.
    if (this.fault === "down") return void incoming.socket.destroy()
    const answer = await this.exchange(await readRequest(incoming))
    if (answer === "hang") return void this.waiting.add(incoming)
    if (answer === "lost") return void incoming.socket.destroy()
    // A new connection for each request, so that a host that goes down is down at once.
    response.shouldKeepAlive = false
    response.writeHead(answer.status, answer.headers).end(answer.body)
  }

  private async exchange(request: BankRequest): Promise<BankAnswer | "hang" | "lost"> {
    const fault = this.faultOf(request)
    const instead = fault && answers[fault]
    if (fault === "hang") return this.note(request, null, false, "hang")
    if (fault === "late") return this.keep(request)
    if (fault === "cut") return this.note(request, null, false, "lost")
    if (fault === "slow") await sleep(SLOW_MS)
    if (instead) return this.note(request, instead.status, false, instead)
    return this.ask(request, fault)
  }

  /** Once: a repetition is another request. */
  private keep(request: BankRequest): "lost" {
    this.calm()
    this.held = request
    return this.note(request, null, false, "lost")
  }

  private faultOf(request: BankRequest): Fault | null {
    return !this.aim || isAimedAt(this.aim, request) ? this.fault : null
  }

  /** As it reaches the bank. */
  private delivered(request: BankRequest): BankRequest {
    if (!this.garbling) return request
    const { aim, change } = this.garbling
    return !aim || isAimedAt(aim, request) ? change(request) : request
  }

  private async ask(request: BankRequest, fault: Fault | null): Promise<BankAnswer | "hang" | "lost"> {
    if (!this.bank) throw new Error("No bank is open.")
    const before = this.holdings()
    const answer = this.worded(await this.bank.handle(this.delivered(request)))
    const moved = before !== this.holdings()
    if (!moved || !isLoss(fault)) return this.note(request, answer.status, moved, answer)
    this.calm()
    const instead = losses[fault]
    return this.note(request, typeof instead === "string" ? null : instead.status, moved, instead)
  }

  private worded(answer: BankAnswer): BankAnswer {
    return this.rewording ? { ...answer, body: this.rewording(answer.body) } : answer
  }

  /** What the bank holds of all trades: a change tells that a request moved money. */
  private holdings(): string {
    const bank = this.bank
    return JSON.stringify(bank?.trades().map((trade) => bank.books(trade)))
  }

  private note<T extends BankAnswer | string>(
    request: BankRequest,
    status: number | null,
    moved: boolean,
    answer: T,
  ): T {
    const { method, host, path } = request
    const sent = [path, JSON.stringify(request.headers), request.body].join("\n")
    const answered = typeof answer === "string" ? "" : answer.body
    this.exchanges.push({ method, host, path, status, moved, sent, answered })
    return answer
  }
}

function isAimedAt(aim: Aim, { method, path, body }: BankRequest): boolean {
  const request = `${method} ${path} ${body}`
  if (aim.target === null && aim.spared-- === 0) aim.target = request
  return aim.target === request
}

async function listen(server: http.Server | https.Server): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  server.unref()
}

const portOf = (server: http.Server | https.Server) => (server.address() as AddressInfo).port

async function readRequest(incoming: http.IncomingMessage): Promise<BankRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  return {
    method: incoming.method ?? "GET",
    host: (incoming.headers.host ?? "").replace(/:(443|80)$/, ""),
    path: incoming.url ?? "/",
    headers: plainHeaders(incoming.headers),
    body: Buffer.concat(chunks).toString(),
  }
}

function plainHeaders(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(", ")]))
}
