import type { Adapter, Bank, BankAnswer, BankRequest, Trade } from "./facts.js"
import { messageOf } from "./finding.js"

/** The adapter's bank breaks a law of honest banks: nothing can be judged with it. */
export class UnsoundBank extends Error {}

const METHODS = ["handle", "trades", "pay", "decline", "books", "notice"] as const

/** The shape of an adapter. @throws UnsoundBank */
export function checkAdapter({ bank: open }: Adapter): void {
  if (typeof open !== "function") throw new UnsoundBank("the adapter exports no function bank()")
  const bank = open()
  const missing = METHODS.filter((name) => typeof bank?.[name] !== "function")
  if (missing.length > 0) throw new UnsoundBank(`the bank has no ${missing.join(", ")}`)
  if (!Array.isArray(bank.trades())) throw new UnsoundBank("trades() gives no list")
  if (bank.trades().length > 0) throw new UnsoundBank("a new bank holds trades")
  if (open() === bank) throw new UnsoundBank("bank() gives the same bank twice")
}

/** Holds the author's bank against the laws at every step, so that an unsound one is never the provider's fault. */
export class Supervisor implements Bank {
  /** The first law that was broken. */
  broken: string | null = null
  /** Whether a declined trade can be tried again is the bank's own rule. */
  private readonly declined = new Set<Trade>()
  readonly release: Bank["release"]
  readonly later: Bank["later"]

  constructor(private readonly bank: Bank) {
    if (bank.release) this.release = (trade) => this.buyer("release", trade)
    if (bank.later) this.later = (trade) => this.buyer("later", trade)
  }

  async handle(request: BankRequest): Promise<BankAnswer> {
    const before = this.holdings()
    const answer = await this.answerOf(request)
    const { status, headers, body } = Object(answer)
    const isAnswer = typeof status === "number" && typeof headers === "object" && typeof body === "string"
    this.law(isAnswer, "handle() must give { status, headers, body }, with a number, an object and a text")
    const refused = answer.status >= 400
    const where = `${request.method} ${request.path}`
    this.law(!refused || before === this.holdings(), `${where} was refused (${answer.status}) and changed the books`)
    this.checkAll()
    return answer
  }

  trades(): Trade[] {
    return this.own("trades", () => this.bank.trades())
  }

  async pay(trade: Trade): Promise<void> {
    await this.buyer("pay", trade)
    const { reserved, captured } = this.books(trade)
    this.law(
      reserved + captured > 0 || this.declined.has(trade),
      "a trade was paid, and the bank holds nothing of it (what its buyer has agreed to counts as reserved)",
    )
  }

  /** Of a trade that the shop may have closed, or will not have paid when its bank asks: it stays as it is then. */
  async payIfOpen(trade: Trade): Promise<void> {
    await this.buyer("pay", trade)
  }

  async decline(trade: Trade): Promise<void> {
    this.declined.add(trade)
    await this.buyer("decline", trade)
  }

  books(trade: Trade) {
    return this.own("books", () => this.bank.books(trade))
  }

  notice(trade: Trade) {
    const notice = this.own("notice", () => this.bank.notice(trade) ?? null)
    const { body, headers } = Object(notice)
    const isNotice = notice === null || (typeof body === "string" && typeof headers === "object")
    this.law(isNotice, "notice() must give { body, headers }, with a text and an object, or null")
    if (!isNotice) throw new UnsoundBank("no notice")
    this.law(notice === null || body.length > 0, "a notice is empty")
    return notice
  }

  /** The bank's own functions do not throw: what they throw is never the provider's fault. */
  private own<T>(name: string, work: () => T): T {
    try {
      return work()
    } catch (error) {
      this.law(false, `${name}() throws: ${messageOf(error)}`)
      throw error
    }
  }

  private async buyer(name: "pay" | "decline" | "release" | "later", trade: Trade): Promise<void> {
    try {
      await this.bank[name]?.(trade)
    } catch (error) {
      this.law(false, `${name}() throws: ${messageOf(error)}`)
      throw error
    }
    this.checkAll()
  }

  private checkAll(): void {
    const trades = this.trades()
    const again = this.trades()
    this.law(
      trades.every((trade, index) => trade === again[index]),
      "trades() gives copies: the same trade must be the same object",
    )
    for (const trade of trades) this.checkBooks(trade)
  }

  /** A request that the author did not think of is answered as a server answers it that fails. */
  private async answerOf(request: BankRequest): Promise<BankAnswer> {
    try {
      return await this.bank.handle(request)
    } catch (error) {
      return { status: 500, headers: { "content-type": "text/plain" }, body: messageOf(error) }
    }
  }

  private checkBooks(trade: Trade): void {
    const { asked, reserved, captured, refunded } = this.books(trade)
    const values = [asked, reserved, captured, refunded]
    this.law(values.every(Number.isFinite), `the books are not numbers: ${values.join(", ")}`)
    this.law(Math.min(reserved, captured, refunded) >= 0, `the books hold less than nothing: ${values.join(", ")}`)
    this.law(reserved + captured <= Math.max(asked, 0), `the bank holds ${reserved + captured} of a trade of ${asked}`)
    this.law(refunded <= captured, `the bank gave back ${refunded} and had captured ${captured}`)
  }

  private law(holds: boolean, text: string): void {
    if (!holds) this.broken ??= text
  }

  private holdings(): string {
    return JSON.stringify(this.trades().map((trade) => this.books(trade)))
  }
}
