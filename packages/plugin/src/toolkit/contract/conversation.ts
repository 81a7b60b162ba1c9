/** One request to a gateway, complete: what is written here is sent byte for byte. */
export interface WireRequest {
  /** The vendor's name of the call, for logs and the ledger. */
  readonly call: string
  readonly method: "GET" | "POST"
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** True when it moves money, so that a lost answer leaves its fate unknown. */
  readonly moves?: boolean
  /** How long to wait for the whole answer. */
  readonly timeoutMs: number
}

export interface WireResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/**
 * A conversation with a gateway, written as pure code: it yields requests and is given the answers.
 * A request that fails is thrown into it as a PaymentError, so that it can look before it tries again.
 */
export type Conversation<Result> = Generator<WireRequest, Result, WireResponse>

/** Sends one request and reads its answer. */
export function* ask<Result>(request: WireRequest, read: (response: WireResponse) => Result): Conversation<Result> {
  return read(yield request)
}

export type Send = (request: WireRequest) => Promise<WireResponse>

/** Holds a conversation over the given transport. */
export async function converse<Result>(conversation: Conversation<Result>, send: Send): Promise<Result> {
  let turn = conversation.next()
  while (!turn.done) {
    const answer = await answerOf(send(turn.value))
    turn = "response" in answer ? conversation.next(answer.response) : conversation.throw(answer.error)
  }
  return turn.value
}

async function answerOf(answer: Promise<WireResponse>): Promise<{ response: WireResponse } | { error: unknown }> {
  try {
    return { response: await answer }
  } catch (error) {
    return { error }
  }
}
