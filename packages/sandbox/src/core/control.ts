import type { HttpBindings } from "@hono/node-server"
import { type Context, Hono } from "hono"
import { type FaultOrder, UnknownFault } from "./faults.js"
import { ActionRefused, type Core, type Gateway } from "./gateway.js"
import type { Names } from "./guard.js"

export interface Plane {
  core: Core
  gateways: readonly Gateway[]
  names: Names
  reset(): void
}

class BadRequest extends Error {}

function gatewayOf(plane: Plane, context: Context): Gateway {
  const id = context.req.param("gateway")
  const gateway = plane.gateways.find((candidate) => candidate.id === id)
  if (!gateway) throw new BadRequest(`No gateway is called ${id}.`)
  return gateway
}

async function bodyOf(context: Context): Promise<Record<string, unknown>> {
  const text = await context.req.text()
  if (text === "") return {}
  const body: unknown = JSON.parse(text)
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw new BadRequest("Send a JSON object.")
  return { ...body }
}

function strings(body: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, String(value)]))
}

function faultOrder(body: Record<string, unknown>): FaultOrder {
  if (typeof body.kind !== "string") throw new BadRequest("A fault needs a kind.")
  const order: FaultOrder = { kind: body.kind }
  if (typeof body.gateway === "string") order.gateway = body.gateway
  if (typeof body.endpoint === "string") order.endpoint = body.endpoint
  if (body.milliseconds !== undefined) order.milliseconds = Number(body.milliseconds)
  if (body.count !== undefined) order.count = body.count === null ? null : Number(body.count)
  return order
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** A statement as its gateway writes it: `?merchant=…&from=yyyy-MM-dd&until=yyyy-MM-dd&layout=…`. */
export function fileAnswer(gateway: Gateway, query: Record<string, string>): Response {
  const { merchant = "", from = "", until = "", layout } = query
  if (!gateway.statement) throw new ActionRefused(`${gateway.name} writes no statements.`)
  if (!(merchant && DAY.test(from) && DAY.test(until) && from <= until))
    throw new ActionRefused("A statement needs a merchant and two days, yyyy-MM-dd.")
  const { name, type, bytes } = gateway.statement({ merchant, from, until, layout: layout || undefined })
  const headers = { "content-type": type, "content-disposition": `attachment; filename="${name}"` }
  return new Response(bytes, { headers })
}

/** The JSON control API, mounted at `/_sandbox/api`, behind the control plane's door. */
export function controlApi(plane: Plane): Hono<{ Bindings: HttpBindings }> {
  const { core } = plane
  const api = new Hono<{ Bindings: HttpBindings }>()
  api.onError((error, context) => {
    const known = [BadRequest, ActionRefused, UnknownFault, RangeError, SyntaxError].some(
      (kind) => error instanceof kind,
    )
    return context.json({ error: error.message }, known ? 400 : 500)
  })
  mountClock(api, plane)
  mountOutbox(api, core)
  mountFaults(api, core)
  mountGateways(api, plane)
  return api
}

function mountClock(api: Hono<{ Bindings: HttpBindings }>, plane: Plane): void {
  const { clock } = plane.core
  api.get("/clock", (context) => context.json({ now: clock.now() }))
  api.post("/clock/advance", async (context) => {
    const { milliseconds } = await bodyOf(context)
    return context.json({ now: await clock.advance(Number(milliseconds)) })
  })
  api.post("/reset", (context) => {
    plane.reset()
    return context.json({ now: clock.now() })
  })
}

function mountOutbox(api: Hono<{ Bindings: HttpBindings }>, core: Core): void {
  const state = () => ({ stopped: core.outbox.stopped, deliveries: core.outbox.list() })
  api.get("/outbox", (context) => context.json(state()))
  api.post("/outbox/stop", (context) => {
    core.outbox.stop()
    return context.json(state())
  })
  api.post("/outbox/resume", (context) => {
    core.outbox.resume()
    return context.json(state())
  })
}

function mountFaults(api: Hono<{ Bindings: HttpBindings }>, core: Core): void {
  api.get("/faults", (context) => context.json({ kinds: core.faults.kinds(), armed: core.faults.list() }))
  api.post("/faults", async (context) => context.json(core.faults.add(faultOrder(await bodyOf(context))), 201))
  api.delete("/faults", (context) => {
    core.faults.clear()
    return context.json({ armed: [] })
  })
  api.delete("/faults/:id", (context) => {
    const removed = core.faults.remove(context.req.param("id"))
    return context.json({ removed }, removed ? 200 : 404)
  })
}

function mountGateways(api: Hono<{ Bindings: HttpBindings }>, plane: Plane): void {
  const { journal } = plane.core
  api.get("/:gateway/trades", (context) => context.json({ trades: gatewayOf(plane, context).trades() }))
  api.get("/:gateway/trades/:trade", (context) => {
    const gateway = gatewayOf(plane, context)
    const trade = gateway.trades().find((candidate) => candidate.id === context.req.param("trade"))
    if (!trade) return context.json({ error: "No such trade." }, 404)
    return context.json({ ...trade, timeline: journal.about(gateway.id, trade.id) })
  })
  api.post("/:gateway/trades/:trade/:action", async (context) => {
    const { trade, action } = context.req.param()
    return context.json(await gatewayOf(plane, context).act(trade, action, strings(await bodyOf(context))))
  })
  api.post("/:gateway/commands/:command", async (context) => {
    const gateway = gatewayOf(plane, context)
    return context.json(await gateway.command(context.req.param("command"), strings(await bodyOf(context))))
  })
  api.get("/:gateway/statement", (context) => fileAnswer(gatewayOf(plane, context), context.req.query()))
  api.get("/:gateway/accounts", (context) => context.json({ accounts: gatewayOf(plane, context).accounts() }))
  api.post("/:gateway/accounts", async (context) =>
    context.json(gatewayOf(plane, context).addAccount(await bodyOf(context)), 201),
  )
  api.get("/:gateway/settings", (context) => context.json(gatewayOf(plane, context).settings()))
  api.patch("/:gateway/settings", async (context) =>
    context.json(gatewayOf(plane, context).configure(await bodyOf(context))),
  )
}
