import type { Conversation, Form, Moment, WireRequest, WireResponse } from "@taiwan-payments/medusa/toolkit"
import type { Bank } from "@taiwan-payments/prove"

/** Noon in Taipei, and numbers that nobody throws. */
export const MOMENT: Moment = {
  now: new Date("2028-02-29T04:00:00Z"),
  nonce: () => "00000000-0000-4000-8000-000000000001",
}

const MOST_REQUESTS = 20

/** Holds a conversation with somebody who answers at once. */
export async function converse<Result>(
  conversation: Conversation<Result>,
  send: (request: WireRequest) => Promise<WireResponse>,
): Promise<Result> {
  let turn = conversation.next()
  for (let count = 0; !turn.done; count += 1) {
    if (count === MOST_REQUESTS) throw new Error(`${MOST_REQUESTS} requests, and no end`)
    turn = conversation.next(await send(turn.value))
  }
  return turn.value
}

/** The bank as the server that a gateway's requests reach. */
export const serverOf =
  (bank: Bank) =>
  async ({ method, url, headers, body = "" }: WireRequest): Promise<WireResponse> => {
    const answer = await bank.handle({ method, ...partsOf(url), headers, body })
    return { status: answer.status, headers: answer.headers, text: answer.body }
  }

/** What a browser does with a form. */
export async function post({ action, fields }: Form, bank: Bank): Promise<void> {
  const headers = { "content-type": "application/x-www-form-urlencoded" }
  await bank.handle({
    method: "POST",
    ...partsOf(action),
    headers,
    body: new URLSearchParams({ ...fields }).toString(),
  })
}

function partsOf(address: string): { host: string; path: string } {
  const { host, pathname, search } = new URL(address)
  return { host, path: pathname + search }
}
