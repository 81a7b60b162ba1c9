/** What can be made to go wrong. `where` says whether it applies to outgoing notices, incoming calls, or statements of payouts. */
export interface FaultKind {
  kind: string
  where: "notice" | "api" | "statement"
  label: string
}

/** One armed fault. Applies `remaining` times (null: until removed) wherever gateway and endpoint match. */
export interface Fault {
  id: string
  kind: string
  /** Gateway id, or "*" for all. */
  gateway: string
  /** An endpoint for calls (such as `/v4/payments/:id/confirm`), a channel for notices (`ReturnURL`), or "*" for all. */
  endpoint: string
  remaining: number | null
  /** For `delay`, `slow` and `slow-reply`: how long, in milliseconds. */
  milliseconds: number
}

export type FaultOrder = Partial<Omit<Fault, "id" | "kind" | "remaining">> & { kind: string; count?: number | null }

/** Faults that every gateway supports. Gateways add their own kinds. */
export const CORE_FAULTS: readonly FaultKind[] = [
  { kind: "delay", where: "notice", label: "Delay the notice (virtual time)" },
  { kind: "duplicate", where: "notice", label: "Send the notice twice" },
  { kind: "reorder", where: "notice", label: "Hold the notice until the next one has gone" },
  { kind: "drop", where: "notice", label: "Lose the notice on the way" },
  { kind: "corrupt-body", where: "notice", label: "Flip a byte of the notice's body" },
  { kind: "corrupt-signature", where: "notice", label: "Flip a byte of the notice's signature" },
  { kind: "hang", where: "api", label: "Never answer" },
  { kind: "slow", where: "api", label: "Answer late (real time)" },
  { kind: "http-500", where: "api", label: "HTTP 500, nothing done" },
  { kind: "garbage", where: "api", label: "Answer nonsense, nothing done" },
  { kind: "oversized", where: "api", label: "Answer 20 MB, nothing done" },
  { kind: "slow-reply", where: "api", label: "Do it at once, answer late (real time)" },
  { kind: "lost-reply", where: "api", label: "Do it, then cut the connection" },
  { kind: "statement-missing", where: "statement", label: "A payment missing from the statement" },
  { kind: "statement-doubled", where: "statement", label: "A payment twice in the statement" },
  { kind: "statement-altered", where: "statement", label: "Another amount in the statement" },
  { kind: "statement-foreign", where: "statement", label: "Another shop's payment in the statement" },
  { kind: "statement-chargeback", where: "statement", label: "A chargeback in the statement" },
  { kind: "statement-fee", where: "statement", label: "Another fee in the statement" },
]

export class UnknownFault extends Error {}

export class Faults {
  #armed: Fault[] = []
  #serial = 0
  readonly #kinds: Map<string, FaultKind>

  constructor(kinds: readonly FaultKind[]) {
    this.#kinds = new Map(kinds.map((kind) => [kind.kind, kind]))
  }

  /** Registers a gateway's own kinds. */
  register(kinds: readonly FaultKind[]): void {
    for (const kind of kinds) this.#kinds.set(kind.kind, kind)
  }

  kinds(): FaultKind[] {
    return [...this.#kinds.values()]
  }

  list(): Fault[] {
    return this.#armed.map((fault) => ({ ...fault }))
  }

  /** Arms a fault. `count` is how often it applies: 1 by default, null until removed. */
  add(order: FaultOrder): Fault {
    if (!this.#kinds.has(order.kind)) throw new UnknownFault(`No fault is called ${order.kind}.`)
    const { count = 1, milliseconds = 60_000 } = order
    if (count !== null && !(Number.isInteger(count) && count >= 1))
      throw new RangeError(`How often must be 1, 2, 3 …, or empty.`)
    if (!(Number.isFinite(milliseconds) && milliseconds >= 0)) throw new RangeError("How long must be milliseconds.")
    const fault: Fault = {
      id: `fault-${++this.#serial}`,
      kind: order.kind,
      gateway: order.gateway ?? "*",
      endpoint: order.endpoint ?? "*",
      remaining: count,
      milliseconds,
    }
    this.#armed.push(fault)
    return { ...fault }
  }

  remove(id: string): boolean {
    const before = this.#armed.length
    this.#armed = this.#armed.filter((fault) => fault.id !== id)
    return this.#armed.length < before
  }

  clear(): void {
    this.#armed = []
  }

  /** The oldest armed fault among `kinds` that matches here; one of its uses is consumed. */
  take(kinds: readonly string[], gateway: string, endpoint: string): Fault | null {
    const fault = this.#armed.find((armed) => kinds.includes(armed.kind) && matches(armed, gateway, endpoint))
    if (!fault) return null
    if (fault.remaining !== null && --fault.remaining <= 0) this.remove(fault.id)
    return fault
  }

  /** The kinds that core itself applies here. */
  coreKinds(where: FaultKind["where"]): string[] {
    return CORE_FAULTS.filter((kind) => kind.where === where).map((kind) => kind.kind)
  }
}

function matches(fault: Fault, gateway: string, endpoint: string): boolean {
  const gatewayFits = fault.gateway === "*" || fault.gateway === gateway
  return gatewayFits && (fault.endpoint === "*" || fault.endpoint === endpoint)
}
