import { type Sandbox as Miniature, type SandboxOptions, startSandbox, type TradeView } from "@taiwan-payments/sandbox"
import type { Page } from "@taiwan-payments/sandbox/shopper"
import type { Mishap, Sandbox, TradeThere, Visit } from "../../src/index.js"

export interface Fault {
  readonly kind: string
  readonly endpoint?: string
}

/** Closes the window before the browser is at this page. */
export interface Closing {
  readonly closeBefore?: (page: { url: string }) => boolean
}

/** A gateway that is reached by a form: how its buyers act, what its books say, and how it fails. */
export interface FormGateway {
  readonly id: string
  readonly name: string
  readonly options: SandboxOptions
  /** The call by which the shop asks. */
  readonly question: string
  readonly mishaps: Readonly<Partial<Record<Mishap, Fault>>>
  /** The back office's word for sending a notice again. */
  readonly again: string
  pay(startUrl: string, visit: Visit, closing: Closing): Promise<Page>
  /** The trade number in the fields of a form, where it is the order's. */
  tradeNoIn(fields: Readonly<Record<string, string>>): string | undefined
  books(trade: TradeView): TradeThere
  /** Settings under which every TimeStamp is this many seconds off. */
  skewed(seconds: number): Record<string, unknown>
  closeBooks(miniature: Miniature): Promise<void>
  untilShut?(miniature: Miniature): Promise<void>
  /** What goes wrong there without a fault of the sandbox's. */
  readonly troubles?: Readonly<Partial<Record<Mishap, (miniature: Miniature) => Promise<void>>>>
}

export type OpenSandbox = Promise<Sandbox & { close(): Promise<void> }>

/** The gateway in miniature, and the people at its desks. */
export async function openFormSandbox(gateway: FormGateway): OpenSandbox {
  const { id, name } = gateway
  const miniature = await startSandbox({ now: morning(), ...gateway.options })
  const office = miniature.gateway(id)
  const find = (tradeNo: string) => office.trades().find(({ reference }) => reference === tradeNo)
  const act = async (tradeNo: string, action: string) => {
    await office.act(find(tradeNo)?.id ?? "", action, {})
    await miniature.settled()
  }
  return {
    url: miniature.url,
    now: () => miniature.clock.now(),
    visit: async (startUrl, visit) => {
      const { hops, url, status, html } = await gateway.pay(startUrl, visit, closingFor(visit))
      await miniature.settled()
      return { tradeNo: hops.map(({ fields }) => gateway.tradeNoIn(fields)).find(Boolean) ?? null, url, status, html }
    },
    payNumber: (tradeNo) => act(tradeNo, "pay"),
    payLate: (tradeNo) => act(tradeNo, "pay-late"),
    tellAgain: (tradeNo) => act(tradeNo, gateway.again),
    tellLateFailure: (tradeNo) => act(tradeNo, "late-failure"),
    decide: (tradeNo) => act(tradeNo, "confirm"),
    trade: async (tradeNo) => {
      const trade = find(tradeNo)
      return trade ? gateway.books(trade) : null
    },
    refundInOffice: async (tradeNo, amount) => {
      await office.act(find(tradeNo)?.id ?? "", "refund", { amount: String(amount) })
    },
    questions: (tradeNo) => questionsAbout(miniature, gateway, find(tradeNo)?.id ?? ""),
    arm: (mishap) => {
      const [trouble, fault] = [gateway.troubles?.[mishap], gateway.mishaps[mishap]]
      if (trouble) return trouble(miniature)
      if (!fault) throw new Error(`At ${name} it never happens that ${mishap}.`)
      miniature.fault({ gateway: id, ...fault })
    },
    skew: (seconds) => void office.configure(gateway.skewed(seconds)),
    advance: async (milliseconds) => void (await miniature.advance(milliseconds)),
    closeBooks: () => gateway.closeBooks(miniature),
    untilShut: () => gateway.untilShut?.(miniature) ?? Promise.reject(new Error(`${name}'s books are never shut.`)),
    settled: () => miniature.settled(),
    close: () => miniature.close(),
  }
}

const DAY_MS = 86_400_000

/** Ten in the morning in Taipei, today or tomorrow: far from the evening's closing. */
function morning(): Date {
  return new Date(Math.ceil(Date.now() / DAY_MS) * DAY_MS + 2 * 3_600_000)
}

/** The window is closed before the browser comes back to the shop. */
function closingFor(visit: Visit): Closing {
  const closeBefore = ({ url }: { url: string }) => /\/pay\/[^/]+\/return/.test(url)
  return visit.endsWith("closes the window") ? { closeBefore } : {}
}

/** One that a fault answered is a question too. */
function questionsAbout({ journal }: Miniature, { id, question }: FormGateway, trade: string): number {
  const asked = journal.about(id, trade).filter(({ direction }) => direction === "in")
  return asked.filter(({ endpoint }) => endpoint.includes(question)).length
}

/** What most fail alike: at the question, at the call that gives money back, and where the shop looks what became of it. */
export function usualMishaps(
  question: string,
  refund: string,
  look = question,
): Readonly<Partial<Record<Mishap, Fault>>> {
  return {
    "the notice is lost": { kind: "drop" },
    "the notice comes twice": { kind: "duplicate" },
    "the notice has a wrong amount": { kind: "wrong-amount" },
    "the query hangs": { kind: "hang", endpoint: question },
    "the query answers nonsense": { kind: "garbage", endpoint: question },
    "the refund answers nonsense": { kind: "garbage", endpoint: refund },
    "the refund's reply is lost": { kind: "lost-reply", endpoint: refund },
    "nobody can say what became of the refund": { kind: "garbage", endpoint: look },
  }
}
