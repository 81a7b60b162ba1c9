import type { HttpBindings } from "@hono/node-server"
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response"
import { getPath } from "hono/utils/url"
import { isAt } from "./endpoints.js"
import type { Fault } from "./faults.js"
import type { Core, Gateway } from "./gateway.js"
import { queryOf } from "./raw-request.js"

export type Handler = (request: Request, env: HttpBindings) => Response | Promise<Response>

/**
 * Wraps the application: stamps each answer with the virtual time, journals the calls of merchants' servers, and
 * applies the faults for calls.
 */
export function withTraffic(core: Core, gateways: readonly Gateway[], app: Handler): Handler {
  return async (request, env) => {
    const path = getPath(request)
    const call = callOf(gateways, path)
    const response = call ? await answer(core, call, request, env, app) : await app(request, env)
    if (response !== RESPONSE_ALREADY_SENT) response.headers.set("date", core.clock.now().toUTCString())
    return response
  }
}

interface Call {
  gateway: Gateway
  endpoint: string
  path: string
}

function callOf(gateways: readonly Gateway[], path: string): Call | null {
  for (const gateway of gateways) {
    const endpoint = gateway.endpoints.find((candidate) => isAt(candidate, path))
    if (endpoint !== undefined) return { gateway, endpoint, path }
  }
  return null
}

async function answer(
  core: Core,
  { gateway, endpoint, path }: Call,
  request: Request,
  env: HttpBindings,
  app: Handler,
) {
  const fault = core.faults.take(core.faults.coreKinds("api"), gateway.id, endpoint)
  const at = core.clock.now()
  const sent = request.method === "GET" ? queryOf(env.incoming) : await request.clone().text()
  const response = (await instead(fault, env)) ?? (await app(request, env))
  const answered = response === RESPONSE_ALREADY_SENT ? "" : await response.clone().text()
  core.journal.record({
    at,
    gateway: gateway.id,
    subject: gateway.subjectOf(path, sent),
    direction: "in",
    endpoint: fault ? `${path} (fault: ${fault.kind})` : path,
    sent,
    answered,
    status: response.status,
  })
  if (fault?.kind === "slow-reply") await pass(fault.milliseconds)
  return fault?.kind === "lost-reply" ? cut(env) : response
}

/** The response that a fault gives instead of the gateway's, or null if the gateway still answers. */
async function instead(fault: Fault | null, env: HttpBindings): Promise<Response | null> {
  switch (fault?.kind) {
    case "hang":
      return hang(env)
    case "slow":
      await pass(fault.milliseconds)
      return null
    case "http-500":
      return new Response("Internal Server Error", { status: 500 })
    case "garbage":
      return new Response("\u0000\u0007<<<%%% not what you expected &&&===", { status: 200 })
    case "oversized":
      return new Response("x=1&".repeat(5 * 1024 * 1024), { status: 200 })
    default:
      return null
  }
}

function pass(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

function hang(env: HttpBindings): Promise<Response> {
  return new Promise((resolve) => env.outgoing.on("close", () => resolve(RESPONSE_ALREADY_SENT)))
}

function cut(env: HttpBindings): Response {
  env.outgoing.destroy()
  return RESPONSE_ALREADY_SENT
}
