import { html } from "hono/html"
import { type Say, sayIn, simulateBox } from "../../../core/buyer-page.js"
import { slashDateTime } from "../../../core/taipei.js"
import { type Html, selfPostingForm } from "../../../core/ui.js"
import { envelopeOf, resultOf } from "../messages/result.js"
import { DECLINES } from "../model/test-cards.js"
import { BANKS } from "../model/tools.js"
import type { Outcome, Trade, TradeState } from "../model/trade.js"
import type { Voucher } from "../model/vouchers.js"
import { backLink, pathOf, tradePage } from "./frame.js"

/** The result page. If the order has a ReturnURL the browser posts the result there. */
export function resultPage(trade: Trade): Html {
  const say = sayIn(trade.language)
  const { outcome, order } = trade
  const url = order.ReturnURL ?? ""
  if (outcome && url !== "" && bringsResult(trade)) return returning(trade, outcome, url, say)
  return tradePage(trade, titleOf(trade.state, say), html`${explanation(trade, say)}${backLink(trade, say)}`)
}

/** A page that timed out returns nobody to the shop; a code's result is that it was issued, not that it was paid. */
function bringsResult({ outcome, voucher, state }: Trade): boolean {
  return outcome?.status !== "UPP03000" && (voucher === null || state === "issued")
}

function returning(trade: Trade, outcome: Outcome, url: string, say: Say): Html {
  const fields = envelopeOf(trade, resultOf(trade, outcome))
  const form = selfPostingForm("upp-return", url, fields, say("返回商店", "Back to the shop"))
  return tradePage(trade, titleOf(trade.state, say), form)
}

function titleOf(state: TradeState, say: Say): string {
  const titles: Readonly<Record<TradeState, string>> = {
    open: say("付款未完成", "Not paid"),
    issued: say("取號成功", "Your payment code"),
    unknown: say("付款結果確認中", "Result pending"),
    unapproved: say("訂單待確認", "Order being checked"),
    paid: say("付款成功", "Paid"),
    failed: say("付款失敗", "Not paid"),
    cancelled: say("付款已取消", "Payment taken back"),
    expired: say("交易已逾期", "The time to pay is over"),
  }
  return titles[state]
}

function explanation(trade: Trade, say: Say): Html | "" {
  const { state, outcome, voucher } = trade
  if (state === "issued" && voucher) return voucherCard(trade, voucher, say)
  if (state === "paid") return receipt(trade, say)
  if (state === "failed" && outcome) return failure(trade, outcome, say)
  if (state !== "unknown" && state !== "unapproved") return ""
  return html`<section class="card"><p>${say("結果將另行通知，請勿重複付款。", "You will hear of the result. Please do not pay again.")}</p></section>`
}

function failure({ particulars }: Trade, { status, message }: Outcome, say: Say): Html {
  const words = say(message, DECLINES[particulars.ResCode ?? ""]?.[1] ?? "Payment failed")
  return html`<section class="card"><p class="error" id="failure" data-code="${status}">${words} (${status})</p></section>`
}

function receipt({ tradeNo, paidAt, card, tool }: Trade, say: Say): Html {
  const paidBy = card ? `${card.card6}******${card.card4}` : say(tool?.zh ?? "", tool?.en ?? "")
  return html`<section class="card"><dl><dt>${say("交易編號", "Trade")}</dt><dd>${tradeNo}</dd>
<dt>${say("付款方式", "Paid by")}</dt><dd>${paidBy}</dd>
<dt>${say("付款時間", "Paid at")}</dt><dd>${paidAt ? slashDateTime(paidAt) : ""}</dd></dl></section>`
}

function voucherCard(trade: Trade, voucher: Voucher, say: Say): Html {
  return html`<section class="card" id="voucher" data-kind="${voucher.kind}">${shape(voucher, say)}
<dl><dt>${say("繳費期限", "Pay before")}</dt><dd>${slashDateTime(voucher.expiresAt)}</dd></dl></section>${payBox(trade, say)}`
}

function shape({ kind, payNo, channel }: Voucher, say: Say): Html {
  if (kind === "CVS") {
    return html`<p class="soft">7-ELEVEN ibon · ${say("繳費代碼", "payment code")}</p><p class="code" data-field="PayNo" data-value="${payNo}">${payNo}</p>`
  }
  const [, zh = "", en = ""] = BANKS.find(([code]) => code === channel) ?? []
  return html`<p class="soft">${say(zh, en)} · ${say("銀行代碼", "bank code")} <span data-field="BankType" data-value="${channel}">${channel}</span></p>
<p class="code" data-field="PayNo" data-value="${payNo}">${payNo.replace(/(.{4})(?=.)/g, "$1 ")}</p>`
}

/** Simulates the payment at the bank or the kiosk. */
function payBox(trade: Trade, say: Say): Html {
  return simulateBox(
    say("沙盒：模擬繳費", "Sandbox: pay for the buyer"),
    html`<form id="pay-voucher" method="post" action="${pathOf(trade, "pay-voucher")}">
<button class="main" name="press" value="pay">${say("模擬買家現在繳費", "Pay this now, as the buyer")}</button></form>`,
  )
}
