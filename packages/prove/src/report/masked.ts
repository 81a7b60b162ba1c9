import type { Facts } from "../facts.js"
import type { Result } from "../verdict.js"

type Secrets = Pick<Facts, "secrets">

/** What a provider says or sends may hold its keys; what is judged of it is printed, kept by CI and published. */
export function masked(text: string, { secrets }: Secrets): string {
  const spellings = secrets.filter(Boolean).flatMap((secret) => [secret, encodeURIComponent(secret)])
  return spellings.reduce((result, secret) => result.replaceAll(secret, "…"), text)
}

export function maskedResult(result: Result, facts: Secrets): Result {
  const requests = result.requests.map((request) => ({ ...request, path: masked(request.path, facts) }))
  return { ...result, requests, seen: result.seen === null ? null : masked(result.seen, facts) }
}
