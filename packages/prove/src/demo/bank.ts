import { createHmac } from "node:crypto"
import type { Bank, BankAnswer, BankRequest, Facts, Trade } from "../facts.js"

const KEY = "sk_test_taix"

export const facts: Partial<Facts> = {
  options: { apiKey: KEY },
  required: ["apiKey"],
  secrets: [KEY],
  hosts: ["api.taixbank.example"],
  currency: "twd",
  digits: 0,
  capture: "manual",
  refund: "partial",
  notices: "signed",
  later: false,
  amountMayDiffer: true,
  patienceMs: 3000,
}

interface TaixTrade extends Trade {
  readonly id: string
  readonly currency: string
  readonly metadata: Readonly<Record<string, unknown>>
  status: string
  captured: number
  refunds: { readonly amount: number; readonly reference: string | null }[]
}

type Fields = Readonly<Record<string, unknown>>

const json = (status: number, value: unknown): BankAnswer => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
})

const refused = (error: string) => json(422, { error })
const refundedOf = ({ refunds }: TaixTrade) => refunds.reduce((sum, { amount }) => sum + amount, 0)
const isAmount = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0

function view({ id, status, amount, currency, metadata, refunds }: TaixTrade): BankAnswer {
  return json(200, { id, status, amount, currency, metadata, refunds, url: `https://pay.taixbank.example/${id}` })
}

const EVENTS: Readonly<Record<string, string>> = { success: "success", requires_capture: "authorized_amount" }

/** The fictional 台X銀行: payments in JSON, a bearer key, signed notices. */
class TaixBank implements Bank {
  private readonly all: TaixTrade[] = []
  private readonly answered = new Map<string, BankAnswer>()

  handle({ method, path, headers, body }: BankRequest): BankAnswer {
    if (headers.authorization !== `Bearer ${KEY}`) return json(401, { error: "bad_key" })
    const key = headers["idempotency-key"]
    const earlier = key && this.answered.get(key)
    if (earlier) return earlier
    const answer = this.answer(method, path, body ? JSON.parse(body) : {}, key ?? null)
    if (key) this.answered.set(key, answer)
    return answer
  }

  private answer(method: string, path: string, fields: Fields, key: string | null): BankAnswer {
    const [, , id, verb = method === "GET" ? "get" : "create"] = path.split("/")
    if (verb === "create") return this.create(fields)
    const trade = this.all.find((each) => each.id === id)
    return trade ? this.change(trade, verb, fields, key) : json(404, { error: "no_such_trade" })
  }

  private create({ amount, currency, metadata }: Fields): BankAnswer {
    if (!isAmount(amount)) return refused("amount_invalid")
    const trade = {
      id: `tx_${1000 + this.all.length}`,
      ...{
        status: "created",
        amount,
        currency: String(currency),
        metadata: Object(metadata),
        captured: 0,
        refunds: [],
      },
    }
    this.all.push(trade)
    return view(trade)
  }

  private change(trade: TaixTrade, verb: string, { amount }: Fields, key: string | null): BankAnswer {
    const calls: Readonly<Record<string, () => BankAnswer>> = {
      get: () => view(trade),
      authorize: () => view(trade),
      update: () => this.update(trade, amount),
      capture: () => this.capture(trade),
      cancel: () => this.cancel(trade),
      refund: () => this.refund(trade, amount, key),
    }
    return calls[verb]?.() ?? json(404, { error: "no_such_call" })
  }

  private update(trade: TaixTrade, amount: unknown): BankAnswer {
    if (trade.status !== "created" || !isAmount(amount)) return refused("not_changeable")
    trade.amount = amount
    return view(trade)
  }

  private capture(trade: TaixTrade): BankAnswer {
    if (trade.status !== "requires_capture") return refused("not_capturable")
    Object.assign(trade, { captured: trade.amount, status: "success" })
    return view(trade)
  }

  private cancel(trade: TaixTrade): BankAnswer {
    if (trade.status === "success") return refused("captured")
    trade.status = "canceled"
    return view(trade)
  }

  /** Without an amount all that is left is given back. */
  private refund(trade: TaixTrade, amount: unknown, reference: string | null): BankAnswer {
    const left = trade.captured - refundedOf(trade)
    const sum = amount ?? left
    if (!isAmount(sum) || sum > left) return refused("amount_invalid")
    trade.refunds.push({ amount: sum, reference })
    return view(trade)
  }

  private find(trade: Trade): TaixTrade {
    const found = this.all.find((each) => each === trade)
    if (!found) throw new Error("The trade is of another bank.")
    return found
  }

  private set(trade: Trade, status: string, captured = 0): void {
    Object.assign(this.find(trade), { status, captured })
  }

  trades = () => this.all
  pay = (trade: Trade) => (this.find(trade).status === "canceled" ? undefined : this.set(trade, "requires_capture"))
  decline = (trade: Trade) => this.set(trade, "failed")
  release = (trade: Trade) => this.set(trade, "issued")
  later = (trade: Trade) => this.set(trade, "success", trade.amount)

  books(trade: Trade) {
    const found = this.find(trade)
    const reserved = found.status === "requires_capture" ? found.amount : 0
    return { asked: found.amount, reserved, captured: found.captured, refunded: refundedOf(found) }
  }

  notice(trade: Trade) {
    const { id, status, amount, currency, metadata, refunds } = this.find(trade)
    const event_type = refunds.length > 0 ? "refunded" : (EVENTS[status] ?? status)
    const body = JSON.stringify({ event_type, id, amount, currency, metadata })
    const signature = createHmac("sha256", KEY).update(body).digest("hex")
    return { body, headers: { "content-type": "application/json", "x-taix-signature": signature } }
  }
}

export const bank = (): Bank => new TaixBank()
