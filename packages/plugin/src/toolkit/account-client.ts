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
  /**
   * The account's time: this machine's, or the gateway's where two answers agree that it is another one, since that is the clock
   * by which a gateway refuses; in a sandbox the sandbox's, which can be moved on.
   */
  now(): Date
  /** In a sandbox, learns its time; elsewhere nothing. */
  refreshClock(): Promise<void>
  /**
   * Takes one call out of this minute's allowance; false when there is none left or the gateway shut us out. Of the allowance a
   * part is kept for what must not wait: first questions and confirms.
   */
  tryAcquire(isUrgent?: boolean): boolean
  /** Calls of this minute's allowance that are left. */
  readonly left: number
  /** The gateway said it will not answer before then. */
  blockUntil(instant: Date): void
  /** Milliseconds until the account may be asked again, once `tryAcquire` said no. */
  waitMs(): number
  /** Milliseconds by which the gateway's clock was ahead of ours in its last answer. */
  readonly skewMs: number
  /** The same where two answers in a row agree; 0 as long as none do. */
  readonly steadySkewMs: number
}

/** A `Date` header tells whole seconds, and an answer takes its time on the way. */
const AGREES_MS = 10_000
/** No gateway refuses for less. */
const USED_SKEW_MS = 30_000

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
  let skewMs = Number.NaN
  let steadySkewMs = 0
  let blockedUntil = 0
  let minute = 0
  let asked = 0
  const inSandbox = environmentName(gateway.environment) === "sandbox"
  const onServerTime = (time: Date) => {
    const measured = time.getTime() - Date.now()
    if (Math.abs(measured - skewMs) < AGREES_MS) steadySkewMs = measured
    skewMs = measured
  }
  const send = httpClient({ gateway: gateway.id, onServerTime, ...adviceFor(gateway) })
  const usedSkewMs = () => (Math.abs(steadySkewMs) < USED_SKEW_MS ? 0 : steadySkewMs)
  const now = () => new Date(Date.now() + (inSandbox ? skewMs || 0 : usedSkewMs()))
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
    get left() {
      const isOver = Math.floor(Date.now() / 60_000) !== minute
      if (now().getTime() < blockedUntil) return 0
      return Math.max(0, gateway.rateLimits.perMinute - (isOver ? 0 : asked))
    },
    blockUntil: (instant) => (blockedUntil = Math.max(blockedUntil, instant.getTime())),
    waitMs: () => Math.max(blockedUntil - now().getTime(), (minute + 1) * 60_000 - Date.now()),
    get skewMs() {
      return skewMs || 0
    },
    get steadySkewMs() {
      return steadySkewMs
    },
  }
}

/** A sandbox is a program of the shop's own, which somebody has to start. */
function adviceFor({ environment }: MerchantAccount): { advice?: string } {
  if (typeof environment === "string") return {}
  const { sandbox } = environment
  const [, port = "80"] = /:(\d+)\/*$/.exec(sandbox) ?? []
  const command = `npx taiwan-payments-sandbox --port ${port}`
  return { advice: `Nothing answers at ${sandbox}: start the sandbox with "${command}".` }
}

/** Any answer of the sandbox tells its time in the `Date` header. */
function clockRequest({ environment }: MerchantAccount): WireRequest {
  const url = typeof environment === "string" ? "" : environment.sandbox
  return { call: "clock", method: "GET", url, headers: {}, timeoutMs: 5_000 }
}
