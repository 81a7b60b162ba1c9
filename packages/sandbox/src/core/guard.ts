import type { HttpBindings } from "@hono/node-server"
import type { MiddlewareHandler } from "hono"

const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"]

function isLoopbackPeer(address: string | undefined): boolean {
  if (!address) return false
  return address === "::1" || /^(::ffff:)?127\./.test(address)
}

function hostnameOf(authority: string | undefined): string {
  return (authority ?? "").replace(/:\d+$/, "").toLowerCase()
}

/**
 * Admits only this machine, and only by a loopback name: a page of another site whose name resolves to 127.0.0.1
 * (DNS rebinding) sends a foreign Host, and a form posted from another site a foreign Origin.
 */
export const loopbackOnly: MiddlewareHandler<{ Bindings: HttpBindings }> = async (context, next) => {
  const host = context.req.header("host")
  const origin = context.req.header("origin")
  const peer = context.env.incoming.socket.remoteAddress
  const fits = isLoopbackPeer(peer) && LOOPBACK_NAMES.includes(hostnameOf(host))
  const sameOrigin = origin === undefined || origin === `http://${host}`
  if (!fits || !sameOrigin) {
    return context.json({ error: "The control plane answers this machine only, by a loopback name." }, 403)
  }
  await next()
}
