import type { NewExchange } from "../modules/ledger/exchanges"
import type { Attempt } from "../modules/ledger/records"
import type { Send, WireRequest, WireResponse } from "../toolkit/contract/conversation"
import { describeError } from "../toolkit/payment-error"
import { keptFields } from "../toolkit/wire-fields"
import type { PaymentContext } from "./context"
import { accountKey, type MethodAccount } from "./method-account"

type About = Pick<Attempt, "id"> & Partial<Pick<Attempt, "erased_at">>

/**
 * The account's transport, which writes down what is sent and what is answered, as it may be kept. That row is for people to look
 * at: where it cannot be written, the conversation goes on.
 */
export function sendFor(context: PaymentContext, methodAccount: MethodAccount, attempt: About | null): Send {
  return async (request) => {
    const started = performance.now()
    const write = async (answer: WireResponse | { readonly problem: string }) => {
      const ms = Math.round(performance.now() - started)
      await note(context, exchangeOf(methodAccount, attempt, request, answer, ms))
    }
    try {
      const response = await methodAccount.client.send(request)
      await write(response)
      return response
    } catch (error) {
      await write({ problem: describeError(error) })
      throw error
    }
  }
}

async function note({ ledger, logger }: PaymentContext, exchange: NewExchange): Promise<void> {
  try {
    await ledger.exchanges.add(exchange)
  } catch (error) {
    logger.warn(`Taiwan payments: what was said with a gateway was not written down: ${describeError(error)}`)
  }
}

function exchangeOf(
  { account }: MethodAccount,
  attempt: About | null,
  request: WireRequest,
  answer: WireResponse | { readonly problem: string },
  ms: number,
): NewExchange {
  const { host, pathname, search } = new URL(request.url)
  const about = { ...accountKey(account), attempt_id: attempt?.id ?? null, call: request.call, ms }
  const fieldsOf = (text: string) => (attempt?.erased_at ? {} : keptFields(text, account.redaction))
  const said = { ...about, address: `${host}${pathname}`, asked: fieldsOf(request.body ?? search.slice(1)) }
  if ("problem" in answer) return { ...said, status: null, answered: {}, problem: answer.problem }
  return { ...said, status: answer.status, answered: fieldsOf(answer.text), problem: null }
}
