import { type Sandbox as Miniature, type SandboxOptions, startSandbox, type TradeView } from "@taiwan-payments/sandbox"
import type { Page } from "@taiwan-payments/sandbox/shopper"
import type { Mishap, Sandbox, TradeThere, Visit } from "../sandbox.js"

type Data = Readonly<Record<string, unknown>>
type Fault = Omit<Parameters<Miniature["fault"]>[0], "gateway">

/** A gateway that speaks by API: how its buyers act, what its books say, and how it fails. */
export interface ApiGateway {
  readonly id: string
  readonly options: SandboxOptions
  /** The call by which the shop asks. */
  readonly question: RegExp
  /** The call by which the shop takes the money, where it does. */
  readonly command?: RegExp
  /** What the back office calls it when a buyer agrees, where the shop has the last word. */
  readonly approval?: string
  readonly mishaps: Readonly<Partial<Record<Mishap, Fault | readonly Fault[]>>>
  /** Mishaps that the back office brings over the newest trade: by which action, with which input. */
  readonly orders?: Readonly<
    Partial<Record<Mishap, readonly [action: string, input: Readonly<Record<string, string>>]>>
  >
  pay(startUrl: string, visit: Visit, sandboxUrl: string, data: Data): Promise<Page>
  /** How the shop's page gets a token, where it makes one. */
  token?(sandboxUrl: string, data: Data, goesOn: boolean): Promise<string>
  /** The back office's command that ends the day, where it has one. */
  readonly closing?: string
  books(trade: TradeView): TradeThere
}

/** The gateway in miniature. It has no vouchers, and nothing that is decided later. */
export async function openApiSandbox(gateway: ApiGateway): Promise<Sandbox & { close(): Promise<void> }> {
  const { id, mishaps } = gateway
  const miniature = await startSandbox(gateway.options)
  const office = miniature.gateway(id)
  const find = (tradeNo: string) => office.trades().find(({ reference }) => reference === tradeNo)
  const calls = (tradeNo: string, call: RegExp) =>
    miniature.journal
      .about(id, find(tradeNo)?.id ?? "")
      .filter(({ direction, endpoint }) => direction === "in" && call.test(endpoint)).length
  let isLost = false
  const unheardOf = async () => {
    throw new Error(`${id} has no such thing.`)
  }
  return {
    url: miniature.url,
    now: () => miniature.clock.now(),
    ...tokensOf(gateway, miniature.url),
    visit: async (startUrl, visit, data) => {
      const before = office.trades().length
      const { url, status, html } = await gateway.pay(startUrl, visit, miniature.url, data)
      await miniature.settled()
      if (isLost) miniature.outbox.clear()
      isLost = false
      return { tradeNo: office.trades().at(before)?.reference ?? null, url, status, html }
    },
    payNumber: unheardOf,
    payLate: unheardOf,
    tellLateFailure: unheardOf,
    decide: unheardOf,
    tellAgain: async (tradeNo) => {
      await office.act(find(tradeNo)?.id ?? "", "resend", {})
      await miniature.settled()
    },
    trade: async (tradeNo) => {
      const trade = find(tradeNo)
      return trade ? gateway.books(trade) : null
    },
    refundInOffice: async (tradeNo, amount) => {
      await office.act(find(tradeNo)?.id ?? "", "refund", { amount: String(amount) })
    },
    questions: (tradeNo) => calls(tradeNo, gateway.question),
    confirms: (tradeNo) => (gateway.command ? calls(tradeNo, gateway.command) : 0),
    approve: async (tradeNo) => {
      await office.act(find(tradeNo)?.id ?? "", gateway.approval ?? "", {})
      await miniature.settled()
    },
    arm: async (mishap) => {
      isLost ||= mishap === "the notice is lost"
      // A notice that is sent again would make the shop ask, and use up what is meant for the scenario's own question.
      if (mishap.startsWith("the query")) miniature.outbox.clear()
      const [faults, order] = [mishaps[mishap], gateway.orders?.[mishap]]
      if (!faults && !order && mishap !== "the notice is lost")
        throw new Error(`At ${id} it never happens that ${mishap}: its sandbox names no fault for it.`)
      for (const fault of [faults ?? []].flat()) miniature.fault({ gateway: id, ...fault })
      if (order) await office.act(office.trades().at(-1)?.id ?? "", ...order)
    },
    skew: () => undefined,
    advance: async (milliseconds) => void (await miniature.advance(milliseconds)),
    closeBooks: async () => void (gateway.closing && (await office.command(gateway.closing, {}))),
    untilShut: unheardOf,
    settled: () => miniature.settled(),
    close: () => miniature.close(),
  }
}

function tokensOf({ token }: ApiGateway, sandboxUrl: string): Pick<Sandbox, "token"> {
  return token ? { token: (data, goesOn) => token(sandboxUrl, data, goesOn) } : {}
}

/** What was given back so far, by the lines of the back office. TWD. */
export function refundsIn({ details }: TradeView): number {
  return Object.entries(details)
    .filter(([name]) => /^Refund [R\d]/.test(name))
    .reduce((sum, [, amount]) => sum + Number(amount), 0)
}
