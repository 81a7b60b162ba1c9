import { html } from "hono/html"
import type { ActionView, Gateway, TradeView } from "./gateway.js"
import type { JournalEntry } from "./journal.js"
import { slashDateTime } from "./taipei.js"
import { dollars, type Html } from "./ui.js"

/** A gateway's trades, newest first, of one merchant or of all, and what can be done to all of them. */
export function backOfficeList(gateway: Gateway, merchant: string | undefined): Html {
  const base = `/_sandbox/${gateway.id}`
  const commands = gateway.commands().map((command) => actionForm(`${base}/commands/${command.name}`, command))
  const trades = gateway.trades().filter((trade) => !merchant || trade.merchant === merchant)
  const rows = trades.reverse().map(
    (
      trade,
    ) => html`<tr><td><a href="${base}/trades/${trade.id}">${trade.reference}</a></td><td><a href="${base}/?merchant=${trade.merchant}">${trade.merchant}</a></td>
<td>${trade.method}</td><td class="number">${dollars(trade.amount)}</td><td>${trade.state}</td><td>${slashDateTime(trade.createdAt)}</td></tr>`,
  )
  return html`<h1>${gateway.name}</h1><p class="soft">Back office${merchant ? html` of ${merchant} · <a href="${base}/">all merchants</a>` : ""}</p>
<section class="card"><h2>Actions</h2><div class="row">${commands}</div></section>
<section class="card"><h2>Trades</h2>${
    rows.length === 0
      ? html`<p class="soft">None yet. Send a buyer here from your shop.</p>`
      : html`<div class="scroll"><table><thead><tr><th>Order</th><th>Merchant</th><th>Method</th><th class="number">Amount</th><th>State</th><th>Made, Taipei</th></tr></thead><tbody>${rows}</tbody></table></div>`
  }</section>`
}

/** One trade: details, buttons, and every message sent or received. */
export function backOfficeTrade(gateway: Gateway, trade: TradeView, timeline: readonly JournalEntry[]): Html {
  const base = `/_sandbox/${gateway.id}/trades/${trade.id}`
  const details = Object.entries(trade.details).map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)
  const actions = trade.actions.map((action) => actionForm(`${base}/${action.name}`, action))
  return html`<p class="soft"><a href="/_sandbox/${gateway.id}/">${gateway.name}</a></p>
<h1>${trade.reference}</h1>
<p class="sum"><span class="amount">${dollars(trade.amount)}</span><span id="state">${trade.state}</span></p>
<div class="columns"><section class="card"><h2>Details</h2><dl>${details}</dl></section>
<section class="card"><h2>Actions</h2><div class="row">${actions.length === 0 ? html`<p class="soft">Nothing can be done now.</p>` : actions}</div></section></div>
<section class="card"><h2>Timeline</h2>${timeline.map(moment)}</section>`
}

function actionForm(path: string, action: ActionView): Html {
  const { input } = action
  const field = input ? html`<input name="${input.name}" value="${input.value}" aria-label="${input.label}">` : ""
  return html`<form id="action-${action.name}" method="post" action="${path}">${field}<button data-action="${action.name}" class="${action.danger ? "danger" : ""}">${action.label}</button></form>`
}

function moment(entry: JournalEntry): Html {
  const arrow = { in: "→ gateway", out: "gateway →", note: "note" }[entry.direction]
  return html`<details><summary>${slashDateTime(entry.at)} · ${arrow} ${entry.endpoint} ${entry.status ?? ""}</summary>
<pre>${entry.sent}</pre>${entry.answered === "" ? "" : html`<p class="soft">Answer</p><pre>${entry.answered}</pre>`}</details>`
}
