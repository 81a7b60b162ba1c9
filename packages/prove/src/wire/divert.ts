import http from "node:http"
import { syncBuiltinESMExports } from "node:module"
import net from "node:net"
import tls from "node:tls"
import { certificate } from "./certificate.js"

/** Where connections to the bank really lead. */
export interface Detour {
  /** The port for a connection to a host; null when the host must not be reached at all. */
  portFor(host: string, secure: boolean): number | null
  /** A connection that would take any certificate for the host's. */
  trustsAnybody?(host: string): void
}

type Options = {
  host?: string
  hostname?: string
  servername?: string
  path?: string
  socket?: unknown
  rejectUnauthorized?: boolean
}

/** Nothing listens on it: the connection is refused, as by a host that is down. */
const CLOSED_PORT = 1

const isLocal = (host: string) => /^(localhost|127\.|::1$|\[::1\]$|0\.0\.0\.0$)/.test(host)

function optionsOf(args: readonly unknown[]): Options {
  const [first, second] = args
  if (typeof first === "object" && first !== null) return { ...first }
  const rest = args.find((each) => typeof each === "object" && each !== null) ?? {}
  return typeof second === "string" ? { host: second, ...rest } : { ...rest }
}

const callbackOf = (args: readonly unknown[]) => args.find((each) => typeof each === "function")

/** Local sockets, pipes and tunnels are left alone. */
function hostOf(options: Options): string | null {
  if (options.socket || options.path?.startsWith("/")) return null
  const host = options.host ?? options.hostname ?? options.servername
  return !host || isLocal(host) ? null : host
}

let detour: Detour | null = null

/**
 * Below every SDK and HTTP client: connections themselves are led elsewhere, so requests, time-outs, retries and TLS
 * handshakes are the provider's own.
 */
function divertTls(original: typeof tls.connect) {
  return (...args: unknown[]) => {
    const options = optionsOf(args)
    const host = hostOf(options)
    if (!detour || host === null) return Reflect.apply(original, tls, args)
    const port = detour.portFor(host, true) ?? CLOSED_PORT
    // Node's own default is in the environment.
    const checks = options.rejectUnauthorized ?? process.env.NODE_TLS_REJECT_UNAUTHORIZED !== "0"
    if (!checks) detour.trustsAnybody?.(host)
    const trust = { ca: certificate, servername: "prove.invalid", checkServerIdentity: () => undefined }
    const target = { ...options, host: "127.0.0.1", hostname: "127.0.0.1", port, session: undefined, ...trust }
    return Reflect.apply(original, tls, [target, callbackOf(args)])
  }
}

function divertPlain(original: typeof net.connect) {
  return (...args: unknown[]) => {
    const options = optionsOf(args)
    const host = hostOf(options)
    if (!detour || host === null) return Reflect.apply(original, net, args)
    const port = detour.portFor(host, false) ?? CLOSED_PORT
    return Reflect.apply(original, net, [{ ...options, host: "127.0.0.1", port }, callbackOf(args)])
  }
}

let installed = false

function install(): void {
  if (installed) return
  installed = true
  const plain = divertPlain(net.connect)
  Object.assign(tls, { connect: divertTls(tls.connect) })
  Object.assign(net, { connect: plain, createConnection: plain })
  Object.assign(http.Agent.prototype, { createConnection: plain })
  syncBuiltinESMExports()
}

/** From now on connections of this process take the detour; null leads them home again. */
export function takeDetour(next: Detour | null): void {
  install()
  detour = next
}
