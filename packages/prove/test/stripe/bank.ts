import { createHmac } from "node:crypto"
import type { Bank, BankAnswer, BankRequest, Facts, Trade } from "../../src/facts.js"

const KEY = "sk_test_prove"
const WEBHOOK_SECRET = "whsec_prove"

export const facts: Partial<Facts> = {
  options: { apiKey: KEY, webhookSecret: WEBHOOK_SECRET },
  required: ["apiKey"],
  secrets: [KEY, WEBHOOK_SECRET],
  hosts: ["api.stripe.com"],
  currency: "usd",
  digits: 2,
  amountMayDiffer: false,
  // Its SDK waits longer than any cart: nobody need wait with it in each case of a silent bank.
  patienceMs: 4000,
}

/** Amounts in cents, as the API has them. */
interface Intent extends Trade {
  readonly id: string
  readonly currency: string
  readonly metadata: Readonly<Record<string, string>>
  status: string
  received: number
  refunded: number
}

const json = (status: number, value: unknown): BankAnswer => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
})

const view = ({ received, refunded: _, ...intent }: Intent) => ({
  ...{ object: "payment_intent", ...intent, client_secret: `${intent.id}_secret`, capture_method: "manual" },
  amount_capturable: intent.status === "requires_capture" ? intent.amount : 0,
  amount_received: received,
})

function refused(code: string, intent?: Intent): BankAnswer {
  const about = intent ? { payment_intent: view(intent) } : {}
  return json(intent ? 400 : 404, { error: { type: "invalid_request_error", code, message: code, ...about } })
}

const EVENTS: Readonly<Record<string, string>> = {
  requires_capture: "payment_intent.amount_capturable_updated",
  succeeded: "payment_intent.succeeded",
  canceled: "payment_intent.canceled",
}

/** PaymentIntents and Refunds, captured by hand. */
class PaymentIntents implements Bank {
  private readonly intents: Intent[] = []
  private readonly answered = new Map<string, BankAnswer>()

  handle({ method, path, headers, body }: BankRequest): BankAnswer {
    if (headers.authorization !== `Bearer ${KEY}`) return json(401, { error: { message: "Invalid API Key" } })
    const key = headers["idempotency-key"] ?? ""
    const answer = this.answered.get(key) ?? this.answer(method, path.split("?")[0] ?? "", new URLSearchParams(body))
    if (key && method === "POST") this.answered.set(key, answer)
    return answer
  }

  private answer(method: string, path: string, sent: URLSearchParams): BankAnswer {
    const [, , resource, id, verb] = path.split("/")
    if (resource === "refunds") return this.refund(sent)
    if (resource === "payment_intents" && !id) return this.create(sent)
    const intent = this.intents.find((each) => each.id === id)
    if (!intent) return refused("resource_missing")
    return method === "GET" ? json(200, view(intent)) : this.change(intent, verb, sent)
  }

  private create(sent: URLSearchParams): BankAnswer {
    const amount = Number(sent.get("amount"))
    if (!Number.isSafeInteger(amount) || amount < 50) return refused("amount_too_small")
    const id = `pi_${1000 + this.intents.length}`
    const metadata = { session_id: String(sent.get("metadata[session_id]")) }
    const money = { amount, currency: String(sent.get("currency")), received: 0, refunded: 0 }
    const intent = { id, metadata, status: "requires_payment_method", ...money }
    this.intents.push(intent)
    return json(200, view(intent))
  }

  private change(intent: Intent, verb: string | undefined, sent: URLSearchParams): BankAnswer {
    const [from, change]: [string[], Partial<Intent>] =
      verb === "capture"
        ? [["requires_capture"], { status: "succeeded", received: intent.amount }]
        : verb === "cancel"
          ? [["requires_payment_method", "requires_capture"], { status: "canceled" }]
          : [["requires_payment_method"], { amount: Number(sent.get("amount") ?? intent.amount) }]
    if (!from.includes(intent.status)) return refused("payment_intent_unexpected_state", intent)
    return json(200, view(Object.assign(intent, change)))
  }

  private refund(sent: URLSearchParams): BankAnswer {
    const intent = this.intents.find(({ id }) => id === sent.get("payment_intent"))
    if (!intent) return refused("resource_missing")
    const left = intent.received - intent.refunded
    const amount = Number(sent.get("amount") ?? left)
    if (!(amount > 0 && amount <= left))
      return refused(left > 0 ? "amount_too_large" : "charge_already_refunded", intent)
    intent.refunded += amount
    return json(200, { id: `re_${this.answered.size}`, object: "refund", amount, payment_intent: intent.id })
  }

  private own(trade: Trade): Intent {
    const found = this.intents.find((each) => each === trade)
    if (!found) throw new Error("The trade is of another bank.")
    return found
  }

  trades = () => this.intents
  pay = (trade: Trade) => void Object.assign(this.own(trade), { status: "requires_capture" })
  decline = (trade: Trade) => void Object.assign(this.own(trade), { last_payment_error: { code: "card_declined" } })

  books(trade: Trade) {
    const { amount, status, received, refunded } = this.own(trade)
    const reserved = status === "requires_capture" ? amount : 0
    return { asked: amount / 100, reserved: reserved / 100, captured: received / 100, refunded: refunded / 100 }
  }

  notice(trade: Trade) {
    const intent = this.own(trade)
    const type = EVENTS[intent.status] ?? "payment_intent.payment_failed"
    const body = JSON.stringify({ id: "evt_prove", object: "event", type, data: { object: view(intent) } })
    const at = Math.floor(Date.now() / 1000)
    const signature = createHmac("sha256", WEBHOOK_SECRET).update(`${at}.${body}`).digest("hex")
    return { body, headers: { "content-type": "application/json", "stripe-signature": `t=${at},v1=${signature}` } }
  }
}

export const bank = (): Bank => new PaymentIntents()
