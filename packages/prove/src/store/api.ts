import { PUBLISHABLE_KEY } from "./goods.js"

export type Json = Record<string, unknown>

/** A refusal of Medusa's, in its own words. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    text: string,
  ) {
    super(`${status} ${text.slice(0, 300)}`)
  }
}

/** Medusa's HTTP API, as storefronts, staff and banks call it. */
export class Api {
  token = ""

  constructor(readonly url: string) {}

  get = (path: string) => this.ask("GET", path)
  post = (path: string, body: unknown = {}) => this.ask("POST", path, body)

  private async ask(method: string, path: string, body?: unknown): Promise<Json> {
    const identity: Record<string, string> = path.startsWith("/store")
      ? { "x-publishable-api-key": PUBLISHABLE_KEY }
      : { authorization: `Bearer ${this.token}` }
    const headers = { "content-type": "application/json", ...identity }
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    const response = await fetch(this.url + path, init)
    const text = await response.text()
    if (!response.ok) throw new Refused(response.status, text)
    return JSON.parse(text)
  }

  /** A message of the bank's server, byte for byte. */
  async hook(provider: string, body: string, headers: Readonly<Record<string, string>>): Promise<number> {
    const response = await fetch(`${this.url}/hooks/payment/${provider}`, { method: "POST", headers, body })
    return response.status
  }
}
