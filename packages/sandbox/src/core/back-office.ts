import { html } from "hono/html"
import type { Speech } from "./control-page.js"
import type { ActionView, Gateway, TradeView } from "./gateway.js"
import type { JournalEntry } from "./journal.js"
import { messageView } from "./message-view.js"
import { DAY, slashDateTime } from "./taipei.js"
import { dollars, type Html } from "./ui.js"

/** A gateway's trades, newest first, of one merchant or of all, and what can be done to all of them. */
export function backOfficeList(gateway: Gateway, speech: Speech, merchant: string | undefined, now: Date): Html {
  const { say } = speech
  const base = `/_sandbox/${gateway.id}`
  const commands = gateway.commands().map((command) => actionForm(`${base}/commands/${command.name}`, command, speech))
  const trades = gateway.trades().filter((trade) => !merchant || trade.merchant === merchant)
  const rows = trades.reverse().map(
    (
      trade,
    ) => html`<tr><td><a href="${base}/trades/${trade.id}">${trade.reference}</a></td><td><a href="${base}/?merchant=${trade.merchant}">${trade.merchant}</a></td>
<td>${trade.method}</td><td class="number">${dollars(trade.amount)}</td><td>${trade.state}</td><td>${slashDateTime(trade.createdAt)}</td></tr>`,
  )
  return html`<h1>${gateway.name}</h1><p class="soft">${say("後台", "Back office")}${merchant ? html` · ${merchant} · <a href="${base}/">${say("所有商店", "all merchants")}</a>` : ""}</p>
<section class="card"><h2>${say("操作", "Actions")}</h2><div class="row">${commands}</div></section>
${statementCard(gateway, speech, merchant, now)}
<section class="card"><h2>${say("交易", "Trades")}</h2>${
    rows.length === 0
      ? html`<p class="soft">${say("尚無交易，請從您的商店送買家過來。", "None yet. Send a buyer here from your shop.")}</p>`
      : html`<div class="scroll"><table><thead><tr><th>${say("訂單", "Order")}</th><th>${say("商店", "Merchant")}</th><th>${say("付款方式", "Method")}</th><th class="number">${say("金額", "Amount")}</th><th>${say("狀態", "State")}</th><th>${say("建立時間（台北）", "Made, Taipei")}</th></tr></thead><tbody>${rows}</tbody></table></div>`
  }</section>`
}

/** The file of what is paid out, to be downloaded; by default that of the month around now. */
function statementCard(gateway: Gateway, { say }: Speech, merchant: string | undefined, now: Date): Html {
  const { statements, id } = gateway
  const chosen = merchant ?? gateway.trades().at(-1)?.merchant
  if (!statements || !chosen) return html``
  const day = (days: number) =>
    slashDateTime(new Date(now.getTime() + days * DAY))
      .slice(0, 10)
      .replaceAll("/", "-")
  const options = statements.map((each) => html`<option value="${each.id}">${each.name}</option>`)
  return html`<section class="card"><h2>${say("撥款明細", "Payouts")}</h2>
<form id="statement" method="get" action="/_sandbox/${id}/statement" class="row"><input name="merchant" value="${chosen}" aria-label="${say("商店", "Merchant")}">
<input type="date" name="from" value="${day(-31)}" aria-label="${say("起日", "From")}"><input type="date" name="until" value="${day(0)}" aria-label="${say("迄日", "Until")}">
<select name="layout" aria-label="${say("格式", "Layout")}">${options}</select><button data-action="statement">${say("下載", "Download")}</button></form>
<p class="soft">${say("款項在交易完成後第 7 天撥款。", "Money is paid out seven days after it was final.")}</p></section>`
}

/** One trade: details, buttons, and every message sent or received. */
export function backOfficeTrade(
  gateway: Gateway,
  trade: TradeView,
  speech: Speech,
  timeline: readonly JournalEntry[],
): Html {
  const { say } = speech
  const base = `/_sandbox/${gateway.id}/trades/${trade.id}`
  const details = Object.entries(trade.details).map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)
  const actions = trade.actions.map((action) => actionForm(`${base}/${action.name}`, action, speech))
  const note = trade.note ? html`<p id="note" class="soft">${say(trade.note.zh, trade.note.en)}</p>` : ""
  return html`<p class="soft"><a href="/_sandbox/${gateway.id}/">${gateway.name}</a></p>
<h1>${trade.reference}</h1>
<p class="sum"><span class="amount">${dollars(trade.amount)}</span><span id="state">${trade.state}</span></p>
<div class="columns"><section class="card"><h2>${say("明細", "Details")}</h2><dl>${details}</dl></section>
<section class="card"><h2>${say("操作", "Actions")}</h2><div class="row">${actions.length === 0 ? html`<p class="soft">${say("目前沒有可做的操作。", "Nothing can be done now.")}</p>` : actions}</div>${note}</section></div>
<section class="card"><h2>${say("時間軸", "Timeline")}</h2>${timeline.map((entry) => moment(gateway, entry, speech))}</section>`
}

function actionForm(path: string, action: ActionView, { label }: Speech): Html {
  const { input } = action
  const field = input
    ? html`<input name="${input.name}" value="${input.value}" aria-label="${label(input.label)}">`
    : ""
  return html`<form id="action-${action.name}" method="post" action="${path}">${field}<button data-action="${action.name}" class="${action.danger ? "danger" : ""}">${label(action.label)}</button></form>`
}

function moment(gateway: Gateway, entry: JournalEntry, { say }: Speech): Html {
  const arrow = { in: say("→ 金流", "→ gateway"), out: say("金流 →", "gateway →"), note: say("備註", "note") }[
    entry.direction
  ]
  const answer = html`<p class="soft">${say("回覆", "Answer")}</p>${messageView(entry.answered, gateway.open(entry.answered))}`
  return html`<details><summary>${slashDateTime(entry.at)} · ${arrow} ${entry.endpoint} ${entry.status ?? ""}</summary>
${messageView(entry.sent, gateway.open(entry.sent))}${entry.answered === "" ? "" : answer}</details>`
}
