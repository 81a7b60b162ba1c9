import type { HttpBindings } from "@hono/node-server"
import { type Context, Hono } from "hono"
import { html } from "hono/html"
import { backOfficeList, backOfficeTrade } from "./back-office.js"
import type { Plane } from "./control.js"
import { ActionRefused, type Gateway } from "./gateway.js"
import { loopbackOnly } from "./guard.js"
import type { Delivery } from "./outbox.js"
import { DAY, HOUR, slashDateTime } from "./taipei.js"
import { type Html, page } from "./ui.js"

type Env = { Bindings: HttpBindings }

const JUMPS: readonly (readonly [label: string, milliseconds: number])[] = [
  ["+10 min", 10 * 60_000],
  ["+1 hour", HOUR],
  ["+1 day", DAY],
  ["+3 days", 3 * DAY],
  ["+7 days", 7 * DAY],
]

/** The control plane's pages: dashboard at `/_sandbox/`, each gateway's back office below it. Loopback only. */
export function dashboard(plane: Plane): Hono<Env> {
  const app = new Hono<Env>()
  app.use("*", loopbackOnly)
  app.onError((error, context) => {
    if (!(error instanceof ActionRefused)) throw error
    return context.html(controlPage("Refused", html`<h1>Refused</h1><p>${error.message}</p>`), 409)
  })
  app.get("/", (context) => context.html(controlPage("Sandbox", overview(plane))))
  mountButtons(app, plane)
  mountBackOffice(app, plane)
  return app
}

function mountButtons(app: Hono<Env>, plane: Plane): void {
  const { clock, outbox, faults } = plane.core
  const button = (path: string, press: (form: Record<string, string>) => unknown) =>
    app.post(path, async (context) => {
      await press(await formOf(context))
      return context.redirect("/_sandbox/", 303)
    })
  button("/clock", (form) => clock.advance(Number(form.milliseconds)))
  button("/reset", () => plane.reset())
  button("/outbox", (form) => (form.press === "stop" ? outbox.stop() : outbox.resume()))
  button("/faults", (form) => faults.add({ kind: form.kind ?? "", count: form.count ? Number(form.count) : null }))
  button("/faults/remove", (form) => faults.remove(form.id ?? ""))
}

function mountBackOffice(app: Hono<Env>, plane: Plane): void {
  app.get("/:gateway", (context) =>
    withGateway(plane, context, (gateway) => backOfficeList(gateway, context.req.query("merchant"))),
  )
  app.get("/:gateway/trades/:trade", (context) =>
    withGateway(plane, context, (gateway) => {
      const trade = gateway.trades().find((candidate) => candidate.id === context.req.param("trade"))
      return trade ? backOfficeTrade(gateway, trade, plane.core.journal.about(gateway.id, trade.id)) : null
    }),
  )
  app.post("/:gateway/trades/:trade/:action", async (context) => {
    const { gateway, trade, action } = context.req.param()
    await find(plane, gateway)?.act(trade, action, await formOf(context))
    return context.redirect(`/_sandbox/${gateway}/trades/${trade}`, 303)
  })
  app.post("/:gateway/commands/:command", async (context) => {
    const { gateway, command } = context.req.param()
    await find(plane, gateway)?.command(command, await formOf(context))
    return context.redirect(`/_sandbox/${gateway}/`, 303)
  })
}

function find(plane: Plane, id: string | undefined): Gateway | undefined {
  return plane.gateways.find((gateway) => gateway.id === id)
}

function withGateway(plane: Plane, context: Context, show: (gateway: Gateway) => Html | null) {
  const gateway = find(plane, context.req.param("gateway"))
  const body = gateway ? show(gateway) : null
  if (!gateway || !body) return context.html(controlPage("Not found", html`<h1>Not found</h1>`), 404)
  return context.html(controlPage(gateway.name, body))
}

async function formOf(context: Context): Promise<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(await context.req.text()))
}

function controlPage(title: string, body: Html): Html {
  const corner = html`<a href="/_sandbox/">Dashboard</a>`
  return page({ title, lang: "en", name: "Taiwan Payments", tag: "sandbox · no real money", body, wide: true, corner })
}

function overview(plane: Plane): Html {
  return html`
<h1>Sandbox</h1>
<p class="soft">Every gateway here is a miniature. No card is charged, no money moves.</p>
<div class="columns">
${clockCard(plane)}
${gatewaysCard(plane)}
</div>
${faultsCard(plane)}
${outboxCard(plane)}
<form id="reset" method="post" action="/_sandbox/reset"><button class="danger" data-action="reset">Reset: forget all trades, notices and faults</button></form>`
}

function clockCard({ core }: Plane): Html {
  const buttons = JUMPS.map(
    ([label, milliseconds]) => html`<button name="milliseconds" value="${milliseconds}">${label}</button>`,
  )
  return html`<section class="card"><h2>Clock, Taipei</h2>
<p class="code" id="clock">${slashDateTime(core.clock.now())}</p>
<form id="advance" method="post" action="/_sandbox/clock" class="row">${buttons}</form>
<p class="soft">Re-sent notices, expiring vouchers and the evening batch all follow this clock.</p></section>`
}

function gatewaysCard({ gateways }: Plane): Html {
  const rows = gateways.map(
    (gateway) =>
      html`<tr><td><a href="/_sandbox/${gateway.id}/">${gateway.name}</a></td><td class="number">${gateway.trades().length}</td></tr>`,
  )
  return html`<section class="card"><h2>Back offices</h2>
<table><thead><tr><th>Gateway</th><th class="number">Trades</th></tr></thead><tbody>${rows}</tbody></table></section>`
}

function faultsCard({ core }: Plane): Html {
  const options = core.faults.kinds().map((kind) => html`<option value="${kind.kind}">${kind.label}</option>`)
  const armed = core.faults.list().map(
    (fault) => html`<tr><td>${fault.kind}</td><td>${fault.gateway} · ${fault.endpoint}</td>
<td class="number">${fault.remaining ?? "until removed"}</td>
<td><form method="post" action="/_sandbox/faults/remove"><button name="id" value="${fault.id}">Disarm</button></form></td></tr>`,
  )
  return html`<section class="card"><h2>Faults</h2>
<form id="fault" method="post" action="/_sandbox/faults" class="row">
<select name="kind" aria-label="Fault">${options}</select>
<input name="count" inputmode="numeric" value="1" aria-label="How often; empty: until removed">
<button data-action="arm">Arm</button></form>
${armed.length === 0 ? html`<p class="soft">None armed.</p>` : html`<div class="scroll"><table><tbody>${armed}</tbody></table></div>`}</section>`
}

function outboxCard({ core }: Plane): Html {
  const rows = core.outbox.list().slice(-30).reverse().map(outboxRow)
  const [press, label] = core.outbox.stopped ? ["resume", "Resume sending"] : ["stop", "Stop sending"]
  return html`<section class="card"><h2>Outbox</h2>
<form id="outbox" method="post" action="/_sandbox/outbox" class="row"><button name="press" value="${press}">${label}</button></form>
${
  rows.length === 0
    ? html`<p class="soft">No notice yet.</p>`
    : html`<div class="scroll"><table><thead><tr><th>Notice</th><th>State</th><th class="number">Sent</th><th>Last answer</th><th>Next</th></tr></thead><tbody>${rows}</tbody></table></div>`
}</section>`
}

function outboxRow(delivery: Delivery): Html {
  const last = delivery.attempts.at(-1)
  const answer = last?.reply ? `${last.reply.status} ${last.reply.body.slice(0, 60)}` : (last?.error ?? "")
  const trade = html`<a href="/_sandbox/${delivery.gateway}/trades/${delivery.subject}">${delivery.channel}</a>`
  const next = delivery.nextAt ? slashDateTime(delivery.nextAt) : ""
  return html`<tr><td>${trade}</td><td>${delivery.state}</td><td class="number">${delivery.attempts.length}</td><td>${answer}</td><td>${next}</td></tr>`
}
