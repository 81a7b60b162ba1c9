import { createServer, type Server } from "node:http"
import { getRequestListener, type HttpBindings } from "@hono/node-server"
import { Hono } from "hono"
import { controlApi, type Plane } from "./control.js"
import { dashboard } from "./dashboard.js"
import { leadingTo } from "./page-host.js"
import { withTraffic } from "./traffic.js"

/** All gateways, the control plane and its pages on one server, not yet listening. */
export function buildServer({ pageHost, ...plane }: Plane & { readonly pageHost?: string | undefined }): Server {
  const app = new Hono<{ Bindings: HttpBindings }>({ strict: false })
  app.route("/_sandbox/api", controlApi(plane))
  app.route("/_sandbox", dashboard(plane))
  app.get("/", (context) => context.redirect("/_sandbox/"))
  const paths = new Hono()
  for (const gateway of plane.gateways) gateway.mount(paths)
  app.route("/", paths)
  const answer = leadingTo(pageHost, (request, env) => app.fetch(request, env))
  const handle = withTraffic(plane.core, plane.gateways, answer)
  return createServer(
    getRequestListener((request, env) => handle(request, toHttpBindings(env)), { overrideGlobalObjects: false }),
  )
}

function toHttpBindings(env: unknown): HttpBindings {
  if (typeof env === "object" && env !== null && "incoming" in env && "outgoing" in env) return env as HttpBindings
  throw new TypeError("The server gave no connection.")
}

/** Listens and returns the port, which the system chooses when `port` is 0. */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === "object" && address ? address.port : port)
    })
  })
}

/** Stops listening and closes every open connection, including hanging ones. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()))
    server.closeAllConnections()
  })
}
