import type { HttpBindings } from "@hono/node-server"
import { getPath } from "hono/utils/url"

type Handler = (request: Request, env: HttpBindings) => Response | Promise<Response>

/** Names of this machine alone. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** What a tunnel or a proxy adds: who asks then is not on this machine, though the connection is. */
const FORWARDED = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"]
const FORWARDED_BY_VENDORS = ["cf-connecting-ip", "true-client-ip", "fly-client-ip", "ngrok-trace-id"]

/** By which names the sandbox is called, whose pages may send buyers here, and whom it calls: this machine, and who is named. */
export class Names {
  readonly #named: ReadonlySet<string>

  constructor(named: readonly string[]) {
    this.#named = new Set(named.map((name) => name.toLowerCase()))
  }

  includes(hostname: string): boolean {
    return isLoopbackName(hostname) || this.#named.has(hostname.toLowerCase())
  }

  /** As sources of a content security policy. */
  sources(): string {
    const named = [...this.#named].flatMap((name) => [`http://${name}:*`, `https://${name}:*`])
    return ["http://localhost:*", "http://127.0.0.1:*", ...named].join(" ")
  }
}

/**
 * The sandbox's doors. A page of another site whose name leads here (DNS rebinding) sends a foreign Host, a form posted from
 * another site a foreign Origin. The control plane, moreover, is for this machine, however the request came.
 */
export function withDoors(names: Names, handle: Handler): Handler {
  return async (request, env) => {
    const isControl = isOfControl(request)
    const reason = whyRefused(names, request, env, isControl)
    const response = reason === null ? await handle(request, env) : refused(reason)
    const ancestors = isControl ? "'none'" : `'self' ${names.sources()}`
    response.headers.append("content-security-policy", `frame-ancestors ${ancestors}`)
    return response
  }
}

/** By the path as it is written, and as the router reads it, to which `/%5Fsandbox` is `/_sandbox`. */
function isOfControl(request: Request): boolean {
  return [new URL(request.url).pathname, getPath(request)].some((path) => /^\/(_sandbox(\/|$)|$)/.test(path))
}

function whyRefused(names: Names, request: Request, env: HttpBindings, isControl: boolean): string | null {
  const host = hostnameOf(request.headers.get("host") ?? "")
  if (isControl && !isForThisMachine(request, env, host))
    return "The control plane answers this machine only, by a loopback name."
  if (!names.includes(host)) return `This sandbox is not called ${host.slice(0, 100)}: name it with --allow-host.`
  return isForeignForm(names, request, isControl) ? "This page may not post here: its host is not named." : null
}

function isForThisMachine({ headers }: Request, env: HttpBindings, host: string): boolean {
  const isForwarded = [...FORWARDED, ...FORWARDED_BY_VENDORS].some((name) => headers.has(name))
  return isLoopbackName(host) && isLoopbackPeer(env.incoming.socket.remoteAddress) && !isForwarded
}

/** Servers send no Origin. A shop's page may post an order from its own address, but nobody else's page presses a button here. */
function isForeignForm(names: Names, { method, headers }: Request, isControl: boolean): boolean {
  const origin = headers.get("origin")
  if (method === "GET" || method === "HEAD" || origin === null) return false
  if (isControl) return origin !== `http://${headers.get("host")}`
  if (origin === "null") return !["same-origin", "same-site"].includes(headers.get("sec-fetch-site") ?? "")
  return !URL.canParse(origin) || !names.includes(new URL(origin).hostname)
}

export function isLoopbackName(hostname: string): boolean {
  return LOOPBACK.test(hostname.toLowerCase())
}

function isLoopbackPeer(address = ""): boolean {
  return address === "::1" || /^(::ffff:)?127\./.test(address)
}

function hostnameOf(authority: string): string {
  return authority.replace(/:\d+$/, "").toLowerCase()
}

function refused(error: string): Response {
  return Response.json({ error }, { status: 403 })
}
