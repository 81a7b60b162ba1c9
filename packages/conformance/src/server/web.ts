import { claim, show } from "../claims.js"

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body as JSON; null where it is none. */
  readonly json: unknown
}

export interface Asking {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON, unless it is text or bytes already. */
  readonly body?: unknown
}

/** One request without cookies, and without following redirects. */
export async function ask(url: string, { method = "GET", headers = {}, body }: Asking = {}): Promise<Answer> {
  const isRaw = body === undefined || typeof body === "string" || body instanceof Uint8Array
  const type: Record<string, string> = isRaw ? {} : { "content-type": "application/json" }
  const sent = isRaw ? (body ?? null) : JSON.stringify(body)
  const response = await fetch(url, { method, headers: { ...type, ...headers }, body: sent, redirect: "manual" })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: parsed(text) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A value deep in JSON; undefined where the way there ends. */
export function read(json: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)]
    return typeof value === "object" && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined
  }, json)
}

export function readText(json: unknown, ...path: readonly (string | number)[]): string {
  const value = read(json, ...path)
  claim(typeof value === "string", `${path.join(".")} is not text but ${show(value)}`)
  return value
}

export function readList(json: unknown, ...path: readonly (string | number)[]): unknown[] {
  const value = read(json, ...path)
  return Array.isArray(value) ? value : []
}
