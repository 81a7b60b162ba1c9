import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { onTestFinished } from "vitest"
import type { TradeState } from "../src/toolkit/contract/gateway"

/** What the bank knows of a trade. */
export interface BankTrade {
  readonly tradeNo: string
  merchant: string
  amount: number
  state: TradeState
  captured: number
  refunded: number
}

/** `cut`: the connection breaks before anything is done; `lose`: after. */
export type Fault = "cut" | "lose" | "refuse" | "garbage" | "queue" | "shut out"

/** A gateway in miniature on a real port. Like ECPay it refunds as often as it is asked. */
export interface Bank {
  readonly url: string
  readonly trades: Map<string, BankTrade>
  /** Calls that arrived, in order. */
  readonly heard: string[]
  /** Faults of the next calls of a name; when they are used up it works. */
  readonly faults: Map<string, Fault[]>
  /** A call of a name is answered when this is over. */
  readonly waits: Map<string, Promise<void>>
  /** What becomes of a charged token: the trade's state, or the page at which the buyer goes on. */
  charges: Pick<BankTrade, "state"> & { readonly page?: string }
  /** Secrets of the cards that it keeps for the shop. */
  readonly cards: Set<string>
  /** What became of what it queued. */
  fate: "queued" | "done" | "refused"
  know(trade: Partial<BankTrade> & { tradeNo: string }): BankTrade
}

export async function openBank(): Promise<Bank> {
  const server = createServer((request, response) => void attend(bank, request, response))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const trades = new Map<string, BankTrade>()
  const bank: Bank = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    trades,
    heard: [],
    faults: new Map(),
    waits: new Map(),
    charges: { state: "captured" },
    cards: new Set(),
    fate: "queued",
    know: (trade) => {
      const known = { merchant: "M1", amount: 1000, state: "captured" as const, captured: 1000, refunded: 0, ...trade }
      trades.set(trade.tradeNo, known)
      return known
    },
  }
  return bank
}

async function attend(bank: Bank, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const call = request.url?.slice(1) ?? ""
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  if (request.method === "GET") return void response.end()
  bank.heard.push(call)
  await bank.waits.get(call)
  const fault = bank.faults.get(call)?.shift()
  if (fault === "cut") return void request.socket.destroy()
  if (fault === "shut out") return void response.writeHead(403).end()
  if (fault === "garbage") return void response.end("<html>")
  const reply = fault === "refuse" ? { refused: "the bank says no" } : act(bank, call, Buffer.concat(chunks).toString())
  if (fault === "lose") return void request.socket.destroy()
  response.end(JSON.stringify(fault === "queue" ? { ...reply, queued: true } : reply))
}

/** Its first four characters tell which card it is of. */
function saveCard(bank: Bank): string {
  const secret = `visa secret ${bank.cards.size}`
  bank.cards.add(secret)
  return secret
}

function act(bank: Bank, call: string, body: string): object {
  const { tradeNo, amount, keep, secret } = JSON.parse(body)
  if (call === "forget") return { forgotten: bank.cards.delete(secret.key) }
  if (call === "charge" && secret && !bank.cards.has(secret.key)) return { tradeNo, merchant: "M1", state: "failed" }
  const kept = keep ? { kept: saveCard(bank) } : {}
  if (call === "bind") return kept
  if (call === "charge") return { ...bank.know({ tradeNo, amount, ...bank.charges }), ...bank.charges, ...kept }
  if (call === "fate") return { state: bank.fate, code: bank.fate, message: "the bank's own words" }
  const trade = bank.trades.get(tradeNo)
  if (!trade) return { tradeNo, merchant: "M1", amount: null, state: "absent" }
  if (call === "refund") trade.refunded += amount
  if (call === "capture") Object.assign(trade, { state: "captured", captured: amount })
  if (call === "void") trade.state = "voided"
  if (call === "confirm") Object.assign(trade, { state: "captured", captured: trade.amount })
  return trade
}
