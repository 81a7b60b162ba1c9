import type { HttpBindings } from "@hono/node-server"
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response"
import type { Fault } from "./faults.js"
import type { Core, Gateway } from "./gateway.js"

type Handler = (request: Request, env: HttpBindings) => Response | Promise<Response>

/**
 * Wraps the application: stamps each answer with the virtual time, journals the calls of merchants' servers, and lets
 * the faults for calls strike.
 */
export function withTraffic(core: Core, gateways: readonly Gateway[], app: Handler): Handler {
  return async (request, env) => {
    const path = new URL(request.url).pathname
    const gateway = gateways.find((candidate) => candidate.endpoints.includes(path))
    const response = gateway ? await call(core, gateway, path, request, env, app) : await app(request, env)
    if (response !== RESPONSE_ALREADY_SENT) response.headers.set("date", core.clock.now().toUTCString())
    return response
  }
}

async function call(core: Core, gateway: Gateway, path: string, request: Request, env: HttpBindings, app: Handler) {
  const fault = core.faults.take(core.faults.coreKinds("api"), gateway.id, path)
  const at = core.clock.now()
  const sent = await request.clone().text()
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
  return fault?.kind === "lost-reply" ? cut(env) : response
}

/** The answer that a fault gives in place of the gateway's, or null where the gateway still answers. */
async function instead(fault: Fault | null, env: HttpBindings): Promise<Response | null> {
  switch (fault?.kind) {
    case "hang":
      return hang(env)
    case "slow":
      await new Promise((resolve) => setTimeout(resolve, fault.milliseconds))
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

function hang(env: HttpBindings): Promise<Response> {
  return new Promise((resolve) => env.outgoing.on("close", () => resolve(RESPONSE_ALREADY_SENT)))
}

function cut(env: HttpBindings): Response {
  env.outgoing.destroy()
  return RESPONSE_ALREADY_SENT
}
