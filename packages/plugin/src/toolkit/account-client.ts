import type { Send, WireRequest } from "./contract/conversation"
import type { MerchantAccount } from "./contract/merchant-account"
import { environmentName } from "./environment"
import { httpClient } from "./http-client"

/**
 * The API client of one merchant account in this process: its transport, its clock, and its rate limit.
 * All methods of an account share one.
 */
export interface AccountClient {
  readonly send: Send
  /** The account's time: this machine's, or in a sandbox the sandbox's, which can be moved on. */
  now(): Date
  /** In a sandbox, learns its time; elsewhere nothing. */
  refreshClock(): Promise<void>
  /**
   * Takes one call out of this minute's allowance; false when there is none left or the gateway shut us out. Of the allowance a
   * part is kept for what must not wait: first questions and confirms.
   */
  tryAcquire(isUrgent?: boolean): boolean
  /** The gateway said it will not answer before then. */
  blockUntil(instant: Date): void
  /** Milliseconds until the account may be asked again, once `tryAcquire` said no. */
  waitMs(): number
  /** Milliseconds by which the gateway's clock is ahead of ours. */
  readonly skewMs: number
}

/** What those who ask again leave to those who ask for the first time. */
const RESERVE = 0.4

const clients = new Map<string, AccountClient>()

/** The client of an account, made at first use. */
export function clientOf(gateway: MerchantAccount): AccountClient {
  const address = typeof gateway.environment === "string" ? gateway.environment : gateway.environment.sandbox
  const key = `${gateway.id} ${address} ${gateway.merchant}`
  const client = clients.get(key) ?? openClient(gateway)
  clients.set(key, client)
  return client
}

function openClient(gateway: MerchantAccount): AccountClient {
  let skewMs = 0
  let blockedUntil = 0
  let minute = 0
  let asked = 0
  const inSandbox = environmentName(gateway.environment) === "sandbox"
  const send = httpClient({ gateway: gateway.id, onServerTime: (time) => (skewMs = time.getTime() - Date.now()) })
  const now = () => new Date(Date.now() + (inSandbox ? skewMs : 0))
  return {
    send,
    now,
    refreshClock: async () => void (inSandbox && (await send(clockRequest(gateway)))),
    tryAcquire: (isUrgent = true) => {
      const current = Math.floor(Date.now() / 60_000)
      if (current !== minute) [minute, asked] = [current, 0]
      const { perMinute } = gateway.rateLimits
      const isFree = now().getTime() >= blockedUntil && asked < (isUrgent ? perMinute : perMinute * (1 - RESERVE))
      if (isFree) asked += 1
      return isFree
    },
    blockUntil: (instant) => (blockedUntil = Math.max(blockedUntil, instant.getTime())),
    waitMs: () => Math.max(blockedUntil - now().getTime(), (minute + 1) * 60_000 - Date.now()),
    get skewMs() {
      return skewMs
    },
  }
}

/** Any answer of the sandbox tells its time in the `Date` header. */
function clockRequest({ environment }: MerchantAccount): WireRequest {
  const url = typeof environment === "string" ? "" : environment.sandbox
  return { call: "clock", method: "GET", url, headers: {}, timeoutMs: 5_000 }
}
