import { html } from "hono/html"
import type { Plane } from "./control.js"
import type { Speech } from "./control-page.js"
import type { Delivery } from "./outbox.js"
import { slashDateTime } from "./taipei.js"
import type { Html } from "./ui.js"

const SHOWN = 30

/** What of the outbox is looked for, and whether the page follows it. */
export interface Wanted {
  readonly q: string
  readonly live: boolean
}

/** Notices, the newest first: whose, about what, when, and what became of them. */
export function outboxCard({ core, gateways }: Plane, speech: Speech, wanted: Wanted): Html {
  const { say } = speech
  const [press, label] = core.outbox.stopped
    ? ["resume", say("恢復送出", "Resume sending")]
    : ["stop", say("暫停送出", "Stop sending")]
  const nameOf = (id: string) => gateways.find((gateway) => gateway.id === id)?.name ?? id
  const found = core.outbox.list().filter((delivery) => matches(delivery, nameOf(delivery.gateway), wanted.q))
  const rows = found.slice(-SHOWN).reverse()
  return html`<section class="card"><h2>${say("寄件匣", "Outbox")}</h2>
<form id="outbox" method="post" action="/_sandbox/outbox" class="row"><button name="press" value="${press}">${label}</button></form>
${search(speech, wanted)}
${rows.length === 0 ? html`<p class="soft">${wanted.q ? say("查無符合的通知。", "No notice fits.") : say("尚無通知。", "No notice yet.")}</p>` : table(speech, rows, nameOf)}
${found.length > SHOWN ? html`<p class="soft">${say(`最新 ${SHOWN} 則，共 ${found.length} 則。`, `The newest ${SHOWN} of ${found.length}.`)}</p>` : ""}</section>`
}

function search({ say }: Speech, { q, live }: Wanted): Html {
  const other = new URLSearchParams({ ...(q ? { q } : {}), ...(live ? {} : { live: "1" }) })
  const follow = live ? say("停止自動更新", "Stop following") : say("自動更新", "Follow live")
  return html`<form id="search" method="get" action="/_sandbox/" class="row"><input name="q" type="search" value="${q}" aria-label="${say("搜尋通知", "Search notices")}">
${live ? html`<input type="hidden" name="live" value="1">` : ""}<button>${say("搜尋", "Search")}</button>
<a class="button" id="live" href="/_sandbox/?${other.toString()}">${follow}</a></form>`
}

function table({ say }: Speech, rows: readonly Delivery[], nameOf: (id: string) => string): Html {
  const heads = [
    ...[say("時間（台北）", "Time, Taipei"), say("金流", "Gateway"), say("交易", "Trade"), say("通知", "Notice")],
    ...[say("狀態", "State"), say("次數", "Sent"), say("最後回覆", "Last answer"), say("下次", "Next")],
  ]
  return html`<div class="scroll"><table id="notices"><thead><tr>${heads.map((head) => html`<th>${head}</th>`)}</tr></thead><tbody>${rows.map((row) => outboxRow(row, nameOf))}</tbody></table></div>`
}

function outboxRow(delivery: Delivery, nameOf: (id: string) => string): Html {
  const last = delivery.attempts.at(-1)
  const answer = last?.reply ? `${last.reply.status} ${last.reply.body.slice(0, 60)}` : (last?.error ?? "")
  const { gateway, subject, channel, state, queuedAt, nextAt } = delivery
  return html`<tr><td>${slashDateTime(last?.at ?? queuedAt)}</td><td>${nameOf(gateway)}</td>
<td><a href="/_sandbox/${gateway}/trades/${subject}">${subject}</a></td><td>${channel}</td><td>${state}</td>
<td class="number">${delivery.attempts.length}</td><td>${answer}</td><td>${nextAt ? slashDateTime(nextAt) : ""}</td></tr>`
}

/** By anything that stands in its row, or was sent. */
function matches(delivery: Delivery, gatewayName: string, q: string): boolean {
  const { gateway, subject, channel, url, state, attempts } = delivery
  const told = attempts.flatMap(({ sent, reply, error }) => [sent, reply?.body, error])
  const text = [gateway, gatewayName, subject, channel, url, state, ...told].join("\n").toLowerCase()
  return text.includes(q.toLowerCase())
}
