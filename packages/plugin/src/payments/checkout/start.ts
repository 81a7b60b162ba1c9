import type { MedusaContainer } from "@medusajs/framework/types"
import { isPaid } from "../../modules/ledger/advance"
import type { Attempt } from "../../modules/ledger/records"
import { converse } from "../../toolkit/contract/conversation"
import type { Form, StartRequest, Trade } from "../../toolkit/contract/gateway"
import { sha256Hex } from "../../toolkit/digest"
import { environmentName } from "../../toolkit/environment"
import { PaymentError } from "../../toolkit/payment-error"
import { redact } from "../../toolkit/redact"
import { newTradeNumber } from "../../toolkit/trade-number"
import { decimalOf, type Twd, toWholeDollars } from "../../toolkit/twd"
import { contextOf, type PaymentContext } from "../context"
import { type Contents, contentsOf, factsOf, type SessionRow } from "../medusa/facts"
import { readPreferences } from "../medusa/session-data"
import { limitsOf, type MethodAccount, momentOf } from "../method-account"
import { methodAccountOf, routeName } from "../method-accounts"
import { queryStatus } from "../queries/query"

/** Where the buyer's browser goes next. */
export type NextStep =
  | { readonly kind: "form"; readonly form: Form; readonly locale: Attempt["locale"] }
  | RedirectTo
  | Refused

interface RedirectTo {
  readonly kind: "redirect"
  readonly url: string
}

type Refused = { readonly kind: "unknown" } | { readonly kind: "too many" }

const WINDOW_MS = 10 * 60_000
const ATTEMPTS_IN_WINDOW = 10

/** A buyer who may leave for the gateway now. */
export interface ReadyToStart {
  readonly kind: "ready"
  readonly context: PaymentContext
  readonly methodAccount: MethodAccount
  readonly session: SessionRow
  readonly contents: Contents | null
  /** Whose cart or order it is. */
  readonly customerId: string | null
  /** What the gateway has just said about the attempt before; null when it was not asked or did not answer. */
  readonly lastAnswer: Trade | null
}

/**
 * A buyer leaves for the gateway: a new attempt in the ledger, then the way there. Who has paid, holds a voucher or
 * belongs to a cancelled order is sent to the result instead, unless `again` asks for a new attempt beside a voucher.
 */
export async function startPayment(container: MedusaContainer, sessionId: string, again: boolean): Promise<NextStep> {
  const ready = await checkCanStart(container, sessionId, again)
  return ready.kind === "ready" ? goToGateway(ready) : ready
}

/** Lets a buyer through to a new attempt, or says where else they belong. */
export async function checkCanStart(
  container: MedusaContainer,
  sessionId: string,
  again: boolean,
): Promise<ReadyToStart | RedirectTo | Refused> {
  const context = contextOf(container)
  const facts = await factsOf(container, sessionId)
  const { session, payment, cart, order } = facts
  const methodAccount = session && (await methodAccountOf(container, session.provider_id))
  if (!session || !methodAccount) return { kind: "unknown" }
  const { attempts, lastAnswer } = await knownSoFar(context, methodAccount, sessionId)
  if (payment || order?.status === "canceled" || !mayStart(attempts, again)) return resultPageOf(methodAccount, session)
  const recent = await context.ledger.countSince(sessionId, new Date(Date.now() - WINDOW_MS))
  if (recent >= ATTEMPTS_IN_WINDOW) return { kind: "too many" }
  const customerId = (cart ?? order)?.customer_id ?? null
  return {
    kind: "ready",
    context,
    methodAccount,
    session,
    contents: await contentsOf(container, facts),
    customerId,
    lastAnswer,
  }
}

/** The latest attempt is asked about once more, so that who paid in another tab does not pay again. */
async function knownSoFar(
  context: PaymentContext,
  methodAccount: MethodAccount,
  sessionId: string,
): Promise<{ attempts: Attempt[]; lastAnswer: Trade | null }> {
  const attempts = await context.ledger.attemptsOf(sessionId)
  const latest = attempts.at(-1)
  if (!latest || attempts.some(isPaid) || latest.state !== "started") return { attempts, lastAnswer: null }
  const { trade } = await queryStatus(context, methodAccount, latest)
  return { attempts: await context.ledger.attemptsOf(sessionId), lastAnswer: trade }
}

export function mayStart(attempts: readonly Attempt[], again: boolean): boolean {
  return !attempts.some((attempt) => isPaid(attempt) || (attempt.state === "issued" && !again))
}

async function goToGateway({ context, methodAccount, contents, session }: ReadyToStart): Promise<NextStep> {
  const { start } = methodAccount.account
  // Its way begins in the shop's own page.
  if (start.kind === "token") return resultPageOf(methodAccount, session)
  const attempt = await openAttempt(context, methodAccount, session)
  const request = startRequestOf(methodAccount, contents, attempt)
  if (start.kind === "form") {
    const form = start.form(request)
    await recordStart(context, methodAccount, attempt, form.fields)
    return { kind: "form", form, locale: attempt.locale }
  }
  const { url, reference } = await converse(
    start.redirect(request, await momentOf(methodAccount)),
    methodAccount.client.send,
  )
  if (reference) await keepReference(context, attempt, reference)
  return { kind: "redirect", url }
}

/** A question of another tab may have changed the attempt meanwhile; without its reference nothing could be confirmed. */
async function keepReference(context: PaymentContext, attempt: Attempt, reference: string): Promise<void> {
  const latest = (await context.ledger.attempt(attempt.id)) ?? attempt
  if (latest.reference === null && !(await context.ledger.change(latest, { reference })))
    await keepReference(context, latest, reference)
}

export async function openAttempt(
  context: PaymentContext,
  methodAccount: MethodAccount,
  session: SessionRow,
): Promise<Attempt> {
  const { account, method, shop } = methodAccount
  const preferences = readPreferences(session.data, shop)
  // Forms are dated, and a sandbox's clock jumps.
  await methodAccount.client.refreshClock()
  return context.ledger.open({
    gateway: account.id,
    environment: environmentName(account.environment),
    merchant: account.merchant,
    trade_no: newTradeNumber(account.tradeNumber),
    provider_id: session.provider_id,
    method: method.id,
    session_id: session.id,
    amount: chargeableAmount(methodAccount, session),
    session_amount: decimalOf(session.raw_amount ?? session.amount),
    ...preferences,
    query_at: new Date(Date.now() + method.quietMinutes * 60_000),
  })
}

function chargeableAmount(methodAccount: MethodAccount, session: SessionRow): Twd {
  const charge = toWholeDollars(session.raw_amount ?? session.amount, methodAccount.shop.rounding)
  const { min, max } = limitsOf(methodAccount)
  if (charge >= min && charge <= max) return charge
  throw new PaymentError(
    "refused",
    `${methodAccount.method.name.en} takes ${min} to ${max} TWD; this is ${charge} TWD.`,
  )
}

export function startRequestOf(
  methodAccount: MethodAccount,
  contents: Contents | null,
  attempt: Attempt,
): StartRequest {
  const route = `${methodAccount.shop.backendUrl}/pay/${routeName(attempt.provider_id)}`
  return {
    tradeNo: attempt.trade_no,
    method: methodAccount.method,
    amount: attempt.amount,
    at: methodAccount.client.now(),
    locale: attempt.locale,
    ...goodsOf(contents),
    sessionId: attempt.session_id,
    urls: {
      notify: `${route}/notify`,
      return: `${route}/return?attempt=${attempt.id}`,
      back: `${route}/return?attempt=${attempt.id}&back=1`,
      preChargeCheck: `${route}/gate`,
    },
  }
}

/** What is bought and by whom. */
function goodsOf(owner: Contents | null): Pick<StartRequest, "items" | "shipping" | "buyer"> {
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

export async function recordStart(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
  fields: Form["fields"],
): Promise<void> {
  const updated = {
    attempt_id: attempt.id,
    gateway: attempt.gateway,
    kind: "start" as const,
    verdict: "accepted" as const,
  }
  const payload = redact(fields, methodAccount.account.redaction)
  await context.ledger.note({
    ...updated,
    state: null,
    code: null,
    message: null,
    amount: attempt.amount,
    payload,
    digest: sha256Hex(JSON.stringify(fields)),
  })
}

function resultPageOf(methodAccount: MethodAccount, session: SessionRow): RedirectTo {
  return {
    kind: "redirect",
    url: withSession(readPreferences(session.data, methodAccount.shop).return_url, session.id),
  }
}

/** The storefront's result page for a session. */
export function withSession(returnUrl: string, sessionId: string): string {
  const url = new URL(returnUrl)
  url.searchParams.set("session_id", sessionId)
  return url.href
}
