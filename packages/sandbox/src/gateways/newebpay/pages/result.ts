import { html } from "hono/html"
import { type Say, sayIn } from "../../../core/buyer-page.js"
import { type Html, hiddenFields, selfPostingForm } from "../../../core/ui.js"
import { envelope } from "../messages/envelope.js"
import { paymentReport } from "../messages/reports.js"
import type { Newebpay } from "../model/newebpay.js"
import type { Trade } from "../model/trade.js"
import { isPayable } from "../payments.js"
import type { Fields } from "../wire/codec.js"
import { messageOf } from "../wire/codes.js"
import { dashDateTime } from "../wire/times.js"
import { backLink, orderPage, pathOf } from "./frame.js"

/** ESUNWALLET and TAIWANPAY never return the browser to the shop; numbers do so only by CustomerURL. */
function returnUrl({ order, method, voucher }: Trade): string {
  const stays = voucher !== null || method?.id === "ESUNWALLET" || method?.id === "TAIWANPAY"
  return stays ? "" : (order.ReturnURL ?? "")
}

/** The result page. A success returns to the shop automatically, a failure by a button. */
export function resultPage(newebpay: Newebpay, trade: Trade): Html {
  const say = sayIn(trade.language)
  const { outcome } = trade
  if (!outcome || trade.silent || trade.state === "expired") return unknownPage(trade, say)
  const fields = envelope(trade, paymentReport(trade, outcome, newebpay.core.clock.now()), newebpay.settings)
  return trade.state === "paid" ? paidPage(trade, fields, say) : failedPage(trade, fields, say)
}

/** Neither paid nor failed: the bank did not answer, or nobody paid in time. */
function unknownPage(trade: Trade, say: Say): Html {
  const [title, words] =
    trade.state === "expired"
      ? [
          say("繳費期限已過", "The time to pay is over"),
          say("請勿再繳費，需要時請重新訂購。", "Please do not pay any more."),
        ]
      : [
          say("付款結果待確認", "Result not known yet"),
          say("銀行尚未回覆，請勿重複付款。", "The bank has not answered. Please do not pay again."),
        ]
  return orderPage(trade, title, html`<section class="card"><p>${words}</p></section>${backLink(trade, say)}`)
}

function paidPage(trade: Trade, fields: Fields, say: Say): Html {
  const url = returnUrl(trade)
  const home =
    url === "" ? backLink(trade, say) : selfPostingForm("return", url, fields, say("返回商店", "Back to the shop"))
  return orderPage(
    trade,
    say("付款成功", "Paid"),
    html`<section class="card"><dl>${receipt(trade, say)}</dl></section>${home}`,
  )
}

function receipt({ tradeNo, card, paidAt }: Trade, say: Say): Html[] {
  const rows: [string, string][] = [[say("藍新金流交易序號", "TradeNo"), tradeNo]]
  if (card)
    rows.push([say("授權碼", "Authorisation"), card.auth], [say("卡號", "Card"), `${card.card6}******${card.card4}`])
  if (paidAt) rows.push([say("交易時間", "Time"), dashDateTime(paidAt)])
  return rows.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)
}

function failedPage(trade: Trade, fields: Fields, say: Say): Html {
  const { failure } = trade
  const url = returnUrl(trade)
  const home =
    url === ""
      ? backLink(trade, say)
      : html`<form id="return" method="post" action="${url}">${hiddenFields(fields)}<button data-action="back">${say("返回商店", "Back to the shop")}</button></form>`
  const again = isPayable(trade)
    ? html`<form id="again" method="post" action="${pathOf(trade, "again")}"><button class="main" data-action="again">${say("再試一次", "Try again")}</button></form>`
    : ""
  return orderPage(
    trade,
    say("付款失敗", "Not paid"),
    html`<section class="card"><p class="error" id="failure" data-code="${failure}">${say(messageOf(failure ?? ""), "The payment did not go through.")} (${failure})</p>${again}${home}</section>`,
  )
}
