import { ownEvent } from "../../modules/ledger/own-event"
import type { Attempt, NewAttempt } from "../../modules/ledger/records"
import type { Form, StartRequest } from "../../toolkit/contract/gateway"
import { sha256Hex } from "../../toolkit/digest"
import { PaymentError } from "../../toolkit/payment-error"
import { redact } from "../../toolkit/redact"
import { newTradeNumber } from "../../toolkit/trade-number"
import { decimalOf, type Twd } from "../../toolkit/twd"
import type { PaymentContext } from "../context"
import type { Contents, SessionRow } from "../medusa/facts"
import { readPreferences } from "../medusa/session-data"
import { accountKey, limitsOf, type MethodAccount } from "../method-account"
import { routeName } from "../method-accounts"
import { pauseAfter } from "../queries/pauses"
import { chargeOf } from "../session-rules"

const WINDOW_SECONDS = 600
const ATTEMPTS_IN_WINDOW = 10

/** Whether a session has had its attempts of the last ten minutes; `openAttempt` decides it, of many at once, for good. */
export async function hadItsAttempts({ ledger }: PaymentContext, sessionId: string): Promise<boolean> {
  return (await ledger.countWithin(sessionId, WINDOW_SECONDS)) >= ATTEMPTS_IN_WINDOW
}

/**
 * Writes a departure down, before anybody departs; null when the session has had its attempts.
 * @throws PaymentError `refused` for an amount that the method does not take
 */
export async function openAttempt(
  context: PaymentContext,
  methodAccount: MethodAccount,
  session: SessionRow,
): Promise<Attempt | null> {
  const { account, method, shop } = methodAccount
  const preferences = readPreferences(session.data, shop)
  // Forms are dated, and a sandbox's clock jumps.
  await methodAccount.client.refreshClock()
  const attempt: NewAttempt = {
    ...accountKey(account),
    trade_no: newTradeNumber(account.tradeNumber),
    provider_id: session.provider_id,
    method: method.id,
    capture_mode: method.capture === "immediate" ? "automatic" : (account.captureMode ?? "automatic"),
    session_id: session.id,
    payment_collection_id: session.payment_collection_id,
    amount: chargeableAmount(methodAccount, session),
    session_amount: decimalOf(session.raw_amount ?? session.amount),
    ...preferences,
    query_at: new Date(Date.now() + pauseAfter(methodAccount, 0)),
  }
  return context.ledger.openWithin(attempt, WINDOW_SECONDS, ATTEMPTS_IN_WINDOW)
}

function chargeableAmount(methodAccount: MethodAccount, session: SessionRow): Twd {
  const charge = chargeOf(session, methodAccount.shop)
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
    ...goodsOf(contents, attempt.locale),
    sessionId: attempt.session_id,
    urls: {
      notify: `${route}/notify`,
      return: `${route}/return?attempt=${attempt.id}`,
      back: `${route}/return?attempt=${attempt.id}&back=1`,
      preChargeCheck: `${route}/gate`,
    },
  }
}

function nameIn(locale: Attempt["locale"], title: string, english: unknown): string {
  return locale === "en" && typeof english === "string" && english.trim() !== "" ? english : title
}

/** What is bought and by whom. */
function goodsOf(
  owner: Contents | null,
  locale: Attempt["locale"],
): Pick<StartRequest, "items" | "shipping" | "buyer"> {
  const items = (owner?.items ?? []).filter((item) => item !== null)
  const deliveries = (owner?.shipping_methods ?? []).filter((delivery) => delivery !== null)
  const { first_name: first, last_name: last, phone } = owner?.shipping_address ?? {}
  return {
    items: items.map(({ title, metadata, quantity, total }) => ({
      title: nameIn(locale, title, metadata?.title_en),
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
  const payload = redact(fields, methodAccount.account.redaction)
  const digest = sha256Hex(JSON.stringify(fields))
  await context.ledger.note(ownEvent(attempt, "start", { payload, digest }))
}
