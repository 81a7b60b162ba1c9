import type { MedusaContainer } from "@medusajs/framework/types"
import { isPaid } from "../../modules/ledger/advance"
import type { Attempt } from "../../modules/ledger/records"
import { converse } from "../../toolkit/contract/conversation"
import type { Departure, Form, Trade } from "../../toolkit/contract/gateway"
import { sha256Hex } from "../../toolkit/digest"
import { environmentName } from "../../toolkit/environment"
import { PaymentError } from "../../toolkit/payment-error"
import { redact } from "../../toolkit/redact"
import { newTradeNumber } from "../../toolkit/trade-number"
import { chargeFor, decimalOf, type Twd } from "../../toolkit/twd"
import { type Desk, deskOf } from "../context"
import { type Contents, contentsOf, factsOf, type SessionRow } from "../medusa/facts"
import { readWishes } from "../medusa/session-data"
import { limitsOf, momentOf, type Terminal } from "../method-account"
import { routeName, terminalOf } from "../method-accounts"
import { inquire } from "../queries/query"

/** Where the buyer's browser goes next. */
export type Way =
  | { readonly kind: "form"; readonly form: Form; readonly locale: Attempt["locale"] }
  | Elsewhere
  | Refused

interface Elsewhere {
  readonly kind: "elsewhere"
  readonly url: string
}

type Refused = { readonly kind: "unknown" } | { readonly kind: "too many" }

const WINDOW_MS = 10 * 60_000
const ATTEMPTS_IN_WINDOW = 10

/** A buyer who may leave for the gateway now. */
export interface Admitted {
  readonly kind: "admitted"
  readonly desk: Desk
  readonly terminal: Terminal
  readonly session: SessionRow
  readonly contents: Contents | null
  /** Whose cart or order it is. */
  readonly customerId: string | null
  /** What the gateway has just said about the attempt before; null when it was not asked or did not answer. */
  readonly heard: Trade | null
}

/**
 * A buyer leaves for the gateway: a new attempt in the ledger, then the way there. Who has paid, holds a voucher or
 * belongs to a cancelled order is sent to the result instead, unless `again` asks for a new attempt beside a voucher.
 */
export async function depart(container: MedusaContainer, sessionId: string, again: boolean): Promise<Way> {
  const admitted = await admit(container, sessionId, again)
  return admitted.kind === "admitted" ? leave(admitted) : admitted
}

/** Lets a buyer through to a new attempt, or says where else they belong. */
export async function admit(
  container: MedusaContainer,
  sessionId: string,
  again: boolean,
): Promise<Admitted | Elsewhere | Refused> {
  const desk = deskOf(container)
  const facts = await factsOf(container, sessionId)
  const { session, payment, cart, order } = facts
  const terminal = session && (await terminalOf(container, session.provider_id))
  if (!session || !terminal) return { kind: "unknown" }
  const { attempts, heard } = await knownSoFar(desk, terminal, sessionId)
  if (payment || order?.status === "canceled" || !mayDepart(attempts, again)) return resultOf(terminal, session)
  const recent = await desk.ledger.countSince(sessionId, new Date(Date.now() - WINDOW_MS))
  if (recent >= ATTEMPTS_IN_WINDOW) return { kind: "too many" }
  const customerId = (cart ?? order)?.customer_id ?? null
  return { kind: "admitted", desk, terminal, session, contents: await contentsOf(container, facts), customerId, heard }
}

/** The latest attempt is asked about once more, so that who paid in another tab does not pay again. */
async function knownSoFar(
  desk: Desk,
  terminal: Terminal,
  sessionId: string,
): Promise<{ attempts: Attempt[]; heard: Trade | null }> {
  const attempts = await desk.ledger.attemptsOf(sessionId)
  const latest = attempts.at(-1)
  if (!latest || attempts.some(isPaid) || latest.state !== "departed") return { attempts, heard: null }
  const { trade } = await inquire(desk, terminal, latest)
  return { attempts: await desk.ledger.attemptsOf(sessionId), heard: trade }
}

export function mayDepart(attempts: readonly Attempt[], again: boolean): boolean {
  return !attempts.some((attempt) => isPaid(attempt) || (attempt.state === "issued" && !again))
}

async function leave({ desk, terminal, contents, session }: Admitted): Promise<Way> {
  const { start } = terminal.gateway
  // Its way begins in the shop's own page.
  if (start.kind === "token") return resultOf(terminal, session)
  const attempt = await openAttempt(desk, terminal, session)
  const departure = departureOf(terminal, contents, attempt)
  if (start.kind === "form") {
    const form = start.form(departure)
    await noteDeparture(desk, terminal, attempt, form.fields)
    return { kind: "form", form, locale: attempt.locale }
  }
  const { url, reference } = await converse(start.redirect(departure, await momentOf(terminal)), terminal.line.send)
  if (reference) await desk.ledger.change(attempt, { reference })
  return { kind: "elsewhere", url }
}

export async function openAttempt(desk: Desk, terminal: Terminal, session: SessionRow): Promise<Attempt> {
  const { gateway, method, shop } = terminal
  const wishes = readWishes(session.data, shop)
  // Forms are dated, and a sandbox's clock jumps.
  await terminal.line.refreshClock()
  return desk.ledger.open({
    gateway: gateway.id,
    environment: environmentName(gateway.environment),
    merchant: gateway.merchant,
    trade_no: newTradeNumber(gateway.tradeNumber),
    provider_id: session.provider_id,
    method: method.id,
    session_id: session.id,
    amount: chargeOf(terminal, session),
    session_amount: decimalOf(session.raw_amount ?? session.amount),
    ...wishes,
    ask_at: new Date(Date.now() + method.quietMinutes * 60_000),
  })
}

function chargeOf(terminal: Terminal, session: SessionRow): Twd {
  const charge = chargeFor(session.raw_amount ?? session.amount, terminal.shop.rounding)
  const { min, max } = limitsOf(terminal)
  if (charge >= min && charge <= max) return charge
  throw new PaymentError("refused", `${terminal.method.name.en} takes ${min} to ${max} TWD; this is ${charge} TWD.`)
}

export function departureOf(terminal: Terminal, contents: Contents | null, attempt: Attempt): Departure {
  const route = `${terminal.shop.backendUrl}/pay/${routeName(attempt.provider_id)}`
  return {
    tradeNo: attempt.trade_no,
    method: terminal.method,
    amount: attempt.amount,
    at: terminal.line.now(),
    locale: attempt.locale,
    ...goodsOf(contents),
    sessionId: attempt.session_id,
    urls: {
      notify: `${route}/notify`,
      return: `${route}/return?attempt=${attempt.id}`,
      back: `${route}/return?attempt=${attempt.id}&back=1`,
      gate: `${route}/gate`,
    },
  }
}

/** What is bought and by whom. */
function goodsOf(owner: Contents | null): Pick<Departure, "items" | "shipping" | "buyer"> {
  const items = (owner?.items ?? []).filter((item) => item !== null)
  const deliveries = (owner?.shipping_methods ?? []).filter((delivery) => delivery !== null)
  const { first_name: first, last_name: last, phone } = owner?.shipping_address ?? {}
  return {
    items: items.map(({ title, quantity, total }) => ({
      title,
      quantity: Number(decimalOf(quantity)),
      total: Number(decimalOf(total)),
    })),
    shipping: deliveries.map(({ name, total }) => ({ title: name, quantity: 1, total: Number(decimalOf(total)) })),
    buyer: { email: owner?.email ?? null, name: [last, first].filter(Boolean).join("") || null, phone: phone ?? null },
  }
}

export async function noteDeparture(
  desk: Desk,
  terminal: Terminal,
  attempt: Attempt,
  fields: Form["fields"],
): Promise<void> {
  const told = {
    attempt_id: attempt.id,
    gateway: attempt.gateway,
    kind: "departure" as const,
    verdict: "accepted" as const,
  }
  const payload = redact(fields, terminal.gateway.redaction)
  await desk.ledger.note({
    ...told,
    state: null,
    code: null,
    message: null,
    amount: attempt.amount,
    payload,
    digest: sha256Hex(JSON.stringify(fields)),
  })
}

function resultOf(terminal: Terminal, session: SessionRow): Elsewhere {
  return { kind: "elsewhere", url: withSession(readWishes(session.data, terminal.shop).return_url, session.id) }
}

/** The storefront's result page for a session. */
export function withSession(returnUrl: string, sessionId: string): string {
  const url = new URL(returnUrl)
  url.searchParams.set("session_id", sessionId)
  return url.href
}
