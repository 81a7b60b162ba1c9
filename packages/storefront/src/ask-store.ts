import { PaymentsError } from "./errors.js"
import { type Backend, refusal, request } from "./request.js"

export type Headers = Readonly<Record<string, string>>

export type StoreAnswer = Readonly<Record<string, unknown>>

/** Asks Medusa's Store API; with a body, posts it. @throws PaymentsError */
export async function askStore(backend: Backend, headers: Headers, path: string, body?: object): Promise<StoreAnswer> {
  const posting = { method: "POST", body: JSON.stringify(body) }
  const answer = await request(backend, path, {
    ...(body === undefined ? {} : posting),
    headers: { "content-type": "application/json", ...headers },
    credentials: "include",
  })
  if (!answer.ok) throw refusal(answer.status)
  const read: unknown = await answer.json().catch(() => null)
  if (typeof read === "object" && read !== null) return { ...read }
  throw new PaymentsError("unreadable", "The answer is not JSON.")
}
