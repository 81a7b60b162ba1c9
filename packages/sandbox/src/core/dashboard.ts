import { type Context, Hono } from "hono"
import { html } from "hono/html"
import { backOfficeList, backOfficeTrade } from "./back-office.js"
import { fileAnswer, type Plane } from "./control.js"
import { controlPage, type Env, type Speech, speechOf } from "./control-page.js"
import { UnknownFault } from "./faults.js"
import { ActionRefused, type Gateway } from "./gateway.js"
import { outboxCard, type Wanted } from "./outbox-card.js"
import { DAY, HOUR, slashDateTime } from "./taipei.js"
import type { Html } from "./ui.js"

const JUMPS: readonly (readonly [english: string, chinese: string, milliseconds: number])[] = [
  ["+10 min", "+10 分鐘", 10 * 60_000],
  ["+1 hour", "+1 小時", HOUR],
  ["+1 day", "+1 天", DAY],
  ["+3 days", "+3 天", 3 * DAY],
  ["+7 days", "+7 天", 7 * DAY],
]

/** The control plane's pages: dashboard at `/_sandbox/`, each gateway's back office below it. Loopback only. */
export function dashboard(plane: Plane): Hono<Env> {
  const app = new Hono<Env>()
  app.onError((error, context) => {
    const isWrong = error instanceof UnknownFault || error instanceof RangeError
    if (!(isWrong || error instanceof ActionRefused)) throw error
    const speech = speechOf(context)
    const title = speech.say("無法執行", "Refused")
    return context.html(controlPage(speech, title, html`<h1>${title}</h1><p>${error.message}</p>`), isWrong ? 400 : 409)
  })
  app.get("/", (context) => {
    const speech = speechOf(context)
    const wanted = { q: context.req.query("q") ?? "", live: context.req.query("live") === "1" }
    if (wanted.live) context.header("refresh", "2")
    return context.html(controlPage(speech, speech.say("沙盒", "Sandbox"), overview(plane, speech, wanted)))
  })
  mountButtons(app, plane)
  mountReset(app, plane)
  mountLanguage(app)
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
  button("/outbox", (form) => (form.press === "stop" ? outbox.stop() : outbox.resume()))
  button("/faults", (form) =>
    faults.add({ kind: form.kind ?? "", count: form.count?.trim() ? Number(form.count) : null }),
  )
  button("/faults/remove", (form) => faults.remove(form.id ?? ""))
}

/** Asks first: what is forgotten does not come back. */
function mountReset(app: Hono<Env>, plane: Plane): void {
  app.post("/reset", async (context) => {
    const speech = speechOf(context)
    const { confirm } = await formOf(context)
    if (confirm !== "yes")
      return context.html(controlPage(speech, speech.say("重設？", "Reset?"), resetQuestion(speech)))
    plane.reset()
    return context.redirect("/_sandbox/", 303)
  })
}

function resetQuestion({ say }: Speech): Html {
  return html`<h1>${say("要重設嗎？", "Reset?")}</h1>
<p>${say("所有交易、通知、紀錄與故障設定都會消失，無法復原。商店與設定會保留。", "All trades, notices, timelines and faults go, and do not come back. Shops and settings stay.")}</p>
<form id="confirm-reset" method="post" action="/_sandbox/reset" class="row"><button class="danger" name="confirm" value="yes" data-action="confirm-reset">${say("全部重設", "Forget everything")}</button>
<a class="button" href="/_sandbox/">${say("返回", "Back")}</a></form>`
}

function mountLanguage(app: Hono<Env>): void {
  app.post("/language", async (context) => {
    const { language } = await formOf(context)
    context.header(
      "set-cookie",
      `sandbox_language=${language === "zh" ? "zh" : "en"}; Path=/_sandbox; SameSite=Strict; HttpOnly`,
    )
    return context.redirect(backFrom(context), 303)
  })
}

/** The page of the control plane on which the button was pressed. */
function backFrom({ req }: Context): string {
  const referer = req.header("referer") ?? ""
  const path = URL.canParse(referer) ? new URL(referer).pathname : ""
  return /^\/_sandbox\/[\w/.-]*$/.test(path) ? path : "/_sandbox/"
}

function mountBackOffice(app: Hono<Env>, plane: Plane): void {
  app.get("/:gateway", (context) =>
    withGateway(plane, context, (gateway, speech) =>
      backOfficeList(gateway, speech, context.req.query("merchant"), plane.core.clock.now()),
    ),
  )
  app.get("/:gateway/statement", (context) => {
    const gateway = find(plane, context.req.param("gateway"))
    return gateway ? fileAnswer(gateway, context.req.query()) : context.notFound()
  })
  app.get("/:gateway/trades/:trade", (context) =>
    withGateway(plane, context, (gateway, speech) => {
      const trade = gateway.trades().find((candidate) => candidate.id === context.req.param("trade"))
      return trade ? backOfficeTrade(gateway, trade, speech, plane.core.journal.about(gateway.id, trade.id)) : null
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

function withGateway(plane: Plane, context: Context, show: (gateway: Gateway, speech: Speech) => Html | null) {
  const speech = speechOf(context)
  const gateway = find(plane, context.req.param("gateway"))
  const body = gateway ? show(gateway, speech) : null
  if (gateway && body) return context.html(controlPage(speech, gateway.name, body))
  const title = speech.say("找不到", "Not found")
  return context.html(controlPage(speech, title, html`<h1>${title}</h1>`), 404)
}

async function formOf(context: Context): Promise<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(await context.req.text()))
}

function overview(plane: Plane, speech: Speech, wanted: Wanted): Html {
  const { say } = speech
  return html`
<h1>${say("沙盒", "Sandbox")}</h1>
<p class="soft">${say("這裡的每個金流都是縮小版：不會刷卡，也不會有金錢移動。", "Every gateway here is a miniature. No card is charged, no money moves.")}</p>
<div class="columns">
${clockCard(plane, speech)}
${gatewaysCard(plane, speech)}
</div>
${faultsCard(plane, speech)}
${outboxCard(plane, speech, wanted)}
<form id="reset" method="post" action="/_sandbox/reset"><button class="danger" data-action="reset">${say("重設：清除所有交易、通知與故障 …", "Reset: forget all trades, notices and faults …")}</button></form>`
}

function clockCard({ core }: Plane, { say }: Speech): Html {
  const buttons = JUMPS.map(
    ([english, chinese, milliseconds]) =>
      html`<button name="milliseconds" value="${milliseconds}">${say(chinese, english)}</button>`,
  )
  return html`<section class="card"><h2>${say("時鐘（台北）", "Clock, Taipei")}</h2>
<p class="code" id="clock">${slashDateTime(core.clock.now())}</p>
<form id="advance" method="post" action="/_sandbox/clock" class="row">${buttons}</form>
<p class="soft">${say("重送通知、號碼逾期與夜間批次都依這個時鐘。", "Re-sent notices, expiring vouchers and the evening batch all follow this clock.")}</p></section>`
}

function gatewaysCard({ gateways }: Plane, { say }: Speech): Html {
  const rows = gateways.map(
    (gateway) =>
      html`<tr><td><a href="/_sandbox/${gateway.id}/">${gateway.name}</a></td><td class="number">${gateway.trades().length}</td></tr>`,
  )
  return html`<section class="card"><h2>${say("後台", "Back offices")}</h2>
<table><thead><tr><th>${say("金流", "Gateway")}</th><th class="number">${say("交易", "Trades")}</th></tr></thead><tbody>${rows}</tbody></table></section>`
}

function faultsCard({ core }: Plane, { say, label }: Speech): Html {
  const kinds = core.faults.kinds()
  const nameOf = (kind: string) => label(kinds.find((each) => each.kind === kind)?.label ?? kind)
  const options = kinds.map(({ kind }) => html`<option value="${kind}">${nameOf(kind)}</option>`)
  const armed = core.faults.list().map(
    (fault) => html`<tr><td>${nameOf(fault.kind)}</td><td>${fault.gateway} · ${fault.endpoint}</td>
<td class="number">${fault.remaining ?? say("直到解除", "until removed")}</td>
<td><form method="post" action="/_sandbox/faults/remove"><button name="id" value="${fault.id}">${say("解除", "Disarm")}</button></form></td></tr>`,
  )
  return html`<section class="card"><h2>${say("故障", "Faults")}</h2>
<form id="fault" method="post" action="/_sandbox/faults" class="row">
<select name="kind" aria-label="${say("故障", "Fault")}">${options}</select>
<input name="count" type="number" min="1" step="1" value="1" aria-label="${say("次數；空白：直到解除", "How often; empty: until removed")}">
<button data-action="arm">${say("啟用", "Arm")}</button></form>
${armed.length === 0 ? html`<p class="soft">${say("沒有啟用的故障。", "None armed.")}</p>` : html`<div class="scroll"><table><tbody>${armed}</tbody></table></div>`}</section>`
}
