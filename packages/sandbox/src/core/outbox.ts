import type { VirtualClock } from "./clock.js"
import type { Fault, Faults } from "./faults.js"
import type { Names } from "./guard.js"
import type { Journal } from "./journal.js"
import type { Message, Notification, Reply } from "./notification.js"
import { deliver } from "./post.js"

export interface DeliveryAttempt {
  at: Date
  sent: string
  reply: Reply | null
  error: string | null
  acknowledged: boolean
  fault: string | null
}

export type DeliveryState = "waiting" | "acknowledged" | "given-up" | "held"

/** One notice and everything that happened to it. */
export interface Delivery {
  id: string
  gateway: string
  channel: string
  subject: string
  url: string
  state: DeliveryState
  /** When it was made, before any attempt. */
  queuedAt: Date
  nextAt: Date | null
  attempts: DeliveryAttempt[]
}

interface Tools {
  clock: VirtualClock
  faults: Faults
  journal: Journal
  timeout: number
  /** Whom notices may be sent to. */
  names: Names
}

interface Pending {
  notification: Notification
  delivery: Delivery
  attempt: number
  /** The notification's `ended` has been called. */
  ended?: boolean
}

/** Sends notices, and re-sends them by their gateway's rule on the virtual clock, subject to the armed faults. */
export class Outbox {
  #deliveries = new Set<Delivery>()
  #held: Pending[] = []
  #reordered: Pending[] = []
  #stopped = false
  #serial = 0
  readonly #tools: Tools

  constructor(tools: Tools) {
    this.#tools = tools
  }

  get stopped(): boolean {
    return this.#stopped
  }

  list(): Delivery[] {
    return [...this.#deliveries].map((delivery) => ({ ...delivery, attempts: [...delivery.attempts] }))
  }

  /** Queues a notice for now. */
  send(notification: Notification): Delivery {
    const { gateway, channel, subject, url } = notification
    const id = `notice-${++this.#serial}`
    const about = { id, gateway, channel, subject, url, queuedAt: this.#tools.clock.now() }
    const delivery: Delivery = { ...about, state: "waiting", nextAt: null, attempts: [] }
    this.#deliveries.add(delivery)
    this.#plan({ notification, delivery, attempt: 0 }, 0)
    return delivery
  }

  /** Holds every notice back until `resume`. */
  stop(): void {
    this.#stopped = true
  }

  resume(): void {
    this.#stopped = false
    const held = this.#held
    this.#held = []
    for (const pending of held) this.#plan(pending, 0)
  }

  clear(): void {
    this.#deliveries.clear()
    this.#held = []
    this.#reordered = []
    this.#stopped = false
  }

  #plan(pending: Pending, wait: number): void {
    const at = new Date(this.#tools.clock.now().getTime() + wait)
    pending.delivery.nextAt = at
    pending.delivery.state = "waiting"
    this.#tools.clock.schedule(at, () => this.#attempt(pending))
  }

  async #attempt(pending: Pending): Promise<void> {
    if (!this.#deliveries.has(pending.delivery) || pending.delivery.state === "acknowledged") return
    if (this.#stopped) return this.#hold(this.#held, pending)
    const { faults } = this.#tools
    const { gateway, channel } = pending.notification
    const fault = faults.take(faults.coreKinds("notice"), gateway, channel)
    if (fault?.kind === "delay") return this.#plan(pending, fault.milliseconds)
    if (fault?.kind === "reorder") return this.#hold(this.#reordered, pending)
    await this.#post(pending, fault)
    if (fault?.kind === "duplicate") await this.#post(pending, fault)
    this.#releaseReordered()
  }

  #hold(held: Pending[], pending: Pending): void {
    pending.delivery.state = "held"
    pending.delivery.nextAt = null
    held.push(pending)
  }

  #releaseReordered(): void {
    const held = this.#reordered
    this.#reordered = []
    for (const pending of held) this.#plan(pending, 0)
  }

  async #post(pending: Pending, fault: Fault | null): Promise<void> {
    const { notification, delivery, attempt } = pending
    const message = applyFault(notification.compose(attempt), fault)
    const at = this.#tools.clock.now()
    const outcome = fault?.kind === "drop" ? LOST : await deliver(notification, message, this.#tools)
    const acknowledged = outcome.reply !== null && notification.accepts(outcome.reply)
    delivery.attempts.push({ at, sent: message.body, ...outcome, acknowledged, fault: fault?.kind ?? null })
    this.#journal(pending, message, delivery.attempts.length - 1)
    this.#conclude(pending, acknowledged ? outcome.reply : null)
  }

  #conclude(pending: Pending, accepted: Reply | null): void {
    const { notification, delivery, attempt } = pending
    const now = this.#tools.clock.now()
    if (accepted) delivery.state = "acknowledged"
    const alreadyPlanned = delivery.nextAt !== null && delivery.nextAt > now
    const wait = delivery.state === "acknowledged" || alreadyPlanned ? null : notification.pause(attempt, now)
    if (wait !== null) this.#plan({ notification, delivery, attempt: attempt + 1 }, wait)
    else if (!alreadyPlanned || accepted) this.#end(pending, accepted)
  }

  #end(pending: Pending, accepted: Reply | null): void {
    const { notification, delivery } = pending
    delivery.nextAt = null
    if (delivery.state === "waiting") delivery.state = "given-up"
    if (!pending.ended) notification.ended?.(accepted)
    pending.ended = true
  }

  #journal({ notification, delivery }: Pending, message: Message, index: number): void {
    const attempt = delivery.attempts[index]
    this.#tools.journal.record({
      at: attempt?.at ?? this.#tools.clock.now(),
      gateway: notification.gateway,
      subject: notification.subject,
      direction: "out",
      endpoint: `${notification.channel} → ${notification.url}`,
      sent: message.body,
      answered: attempt?.reply?.body ?? attempt?.error ?? "",
      status: attempt?.reply?.status ?? null,
    })
  }
}

const LOST = { reply: null, error: "lost on the way (fault)" }

function applyFault(message: Message, fault: Fault | null): Message {
  if (fault?.kind === "corrupt-signature" && message.signature) {
    return { ...message, body: message.body.replace(message.signature, flip(message.signature, 0)) }
  }
  if (fault?.kind !== "corrupt-body") return message
  const letters = [...message.body.matchAll(/(?<==|")[A-Za-z0-9]/g)]
  const middle = letters[Math.floor(letters.length / 2)]
  return { ...message, body: flip(message.body, middle?.index ?? 0) }
}

function flip(text: string, index: number): string {
  const old = text.charAt(index)
  return `${text.slice(0, index)}${old === "7" ? "8" : "7"}${text.slice(index + 1)}`
}
