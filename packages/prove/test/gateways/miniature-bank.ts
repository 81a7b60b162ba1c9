import type { Sandbox, TradeView } from "@taiwan-payments/sandbox"
import type { Bank, BankAnswer, BankRequest, Books, Notice, Trade } from "../../src/facts.js"
import type { Gateway, Visit } from "./gateway.js"

interface OwnTrade extends Trade {
  readonly id: string
  readonly reference: string
}

const OWN_HEADERS = new Set(["host", "connection", "content-length", "transfer-encoding", "accept-encoding"])

/** A gateway of our sandbox as prove's bank. */
export class MiniatureBank implements Bank {
  private readonly known = new Map<string, OwnTrade>()
  private readonly visits = new Map<string, Visit>()

  constructor(
    private readonly sandbox: Sandbox,
    private readonly gateway: Gateway,
  ) {}

  async handle({ method, path, headers, body }: BankRequest): Promise<BankAnswer> {
    const sent = Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name))
    const init = { method, headers: Object.fromEntries(sent), redirect: "manual" as const }
    const answer = await fetch(this.sandbox.url + path, body ? { ...init, body } : init)
    // At this bank every day is over at once: NewebPay takes a second refund when the first is through.
    await this.gateway.close?.(this.sandbox)
    const { date, "content-type": type = "text/plain" } = Object.fromEntries(answer.headers)
    return {
      status: answer.status,
      headers: { "content-type": type, ...(date ? { date } : {}) },
      body: await answer.text(),
    }
  }

  trades(): Trade[] {
    return this.views().map(({ id, amount, reference }) => {
      const trade = this.known.get(id) ?? { id, amount, reference }
      this.known.set(id, trade)
      return trade
    })
  }

  /** The buyer has left for the gateway; what they see there. */
  arrive(known: ReadonlySet<Trade>, visit: Visit): Trade {
    const trade = this.trades().find((each) => !known.has(each))
    if (!trade) throw new Error("The buyer left, and the gateway has no trade.")
    this.visits.set(String(trade.id), visit)
    return trade
  }

  async pay(trade: Trade): Promise<void> {
    await this.act(trade, this.gateway.pay)
    await this.gateway.close?.(this.sandbox)
  }

  async decline(trade: Trade): Promise<void> {
    await this.act(trade, this.gateway.decline)
  }

  books(trade: Trade): Books {
    const view = this.views().find(({ id }) => id === trade.id)
    if (!view) throw new Error("The trade is of another bank.")
    return { reserved: 0, captured: 0, refunded: 0, ...this.gateway.books(view), asked: view.amount }
  }

  /** The newest message that the gateway sent of the trade. */
  notice(trade: Trade): Notice | null {
    if (!this.gateway.notices) return null
    const about = this.sandbox.outbox.list().filter(({ subject }) => subject === trade.id)
    const body = about.findLast(({ attempts }) => attempts.length > 0)?.attempts.at(-1)?.sent
    return body ? { body, headers: { "content-type": "application/x-www-form-urlencoded" } } : null
  }

  private views(): TradeView[] {
    return this.sandbox
      .gateway(this.gateway.id)
      .trades()
      .sort((a, b) => Number(a.createdAt) - Number(b.createdAt))
  }

  private async act(trade: Trade, act: Gateway["pay"]): Promise<void> {
    const visit = this.visits.get(String(trade.id))
    if (!visit) throw new Error("Nobody has left for this trade.")
    await act(visit)
    await this.sandbox.settled()
  }
}
