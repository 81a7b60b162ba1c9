import type { NewExchange } from "../modules/ledger/exchanges"
import type { Attempt } from "../modules/ledger/records"
import {
  type Conversation,
  converse,
  type Send,
  type WireRequest,
  type WireResponse,
} from "../toolkit/contract/conversation"
import { describeError, inBothLanguages, isPaymentError } from "../toolkit/payment-error"
import { keptFields } from "../toolkit/wire-fields"
import type { PaymentContext } from "./context"
import { accountKey, type MethodAccount } from "./method-account"
import { patiently } from "./patience"
import { recordExchange } from "./telemetry/metrics"
import type { Attributes } from "./telemetry/open-telemetry"
import { withSpan } from "./telemetry/spans"

type About = Pick<Attempt, "id"> & Partial<Pick<Attempt, "erased_at">>

type Answer = WireResponse | { readonly problem: string }

/**
 * The account's transport, which writes down what is sent and what is answered, as it may be kept. That row is for people to look
 * at: where it cannot be written, the conversation goes on.
 */
export function sendFor(context: PaymentContext, methodAccount: MethodAccount, attempt: About | null): Send {
  return async (request) => {
    const started = performance.now()
    const write = async (answer: Answer) => {
      const ms = Math.round(performance.now() - started)
      measure(methodAccount, request, answer, ms)
      await note(context, () => exchangeOf(methodAccount, attempt, request, answer, ms))
    }
    return withSpan("exchange", { ...spanOf(methodAccount, attempt), call: request.call }, async (learned) => {
      const response = await methodAccount.client.send(request).catch(async (error) => {
        await write({ problem: inBothLanguages(error) })
        throw error
      })
      learned({ "http.response.status_code": response.status })
      await write(response)
      return response
    })
  }
}

/** Holds a conversation over the account's transport: what is asked for one purpose is one span. */
export async function hold<Result>(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: About | null,
  conversation: Conversation<Result>,
  send: Send = sendFor(context, methodAccount, attempt),
): Promise<Result> {
  return withSpan("conversation", spanOf(methodAccount, attempt), () => converse(conversation, send))
}

/** The same for a question. Where the gateway answers none for a time, nobody of this account asks meanwhile. */
export async function holdQuestion<Result>(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: About,
  conversation: Conversation<Result>,
): Promise<Result> {
  try {
    return await hold(context, methodAccount, attempt, conversation)
  } catch (error) {
    heedRetryAt(methodAccount, error)
    throw error
  }
}

/** Where a gateway says until when it answers nothing, nobody of this account asks before. */
export function heedRetryAt({ client }: MethodAccount, error: unknown): void {
  if (isPaymentError(error) && error.facts.retryAt) client.blockUntil(error.facts.retryAt)
}

function spanOf({ account }: MethodAccount, attempt: About | null): Attributes {
  const { gateway, environment } = accountKey(account)
  return { gateway, environment, ...(attempt ? { attempt_id: attempt.id } : {}) }
}

function measure({ account }: MethodAccount, { call }: WireRequest, answer: Answer, ms: number): void {
  const outcome = "problem" in answer ? "failed" : "answered"
  recordExchange(ms / 1000, { gateway: account.id, call, outcome })
}

/** A conversation that moves money waits no longer for a database that does not answer. */
const WRITTEN_WITHIN_MS = 3_000

async function note({ ledger, logger }: PaymentContext, exchange: () => NewExchange): Promise<void> {
  try {
    await patiently(ledger.exchanges.add(exchange()), WRITTEN_WITHIN_MS)
  } catch (error) {
    logger.warn(`Taiwan payments: what was said with a gateway was not written down: ${describeError(error)}`)
  }
}

function exchangeOf(
  { account }: MethodAccount,
  attempt: About | null,
  request: WireRequest,
  answer: Answer,
  ms: number,
): NewExchange {
  const { host, pathname, search } = new URL(request.url)
  const about = { ...accountKey(account), attempt_id: attempt?.id ?? null, call: request.call, ms }
  const fieldsOf = (text: string) => (attempt?.erased_at ? {} : keptFields(text, account.redaction))
  const said = { ...about, address: `${host}${pathname}`, asked: fieldsOf(request.body ?? search.slice(1)) }
  if ("problem" in answer) return { ...said, status: null, answered: {}, problem: answer.problem }
  return { ...said, status: answer.status, answered: fieldsOf(answer.text), problem: null }
}
