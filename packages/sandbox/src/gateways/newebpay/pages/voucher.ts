import { html, raw } from "hono/html"
import { type Say, sayIn, simulateBox } from "../../../core/buyer-page.js"
import { code39 } from "../../../core/code39.js"
import { type Html, selfPostingForm } from "../../../core/ui.js"
import { envelope } from "../messages/envelope.js"
import { issuedReport } from "../messages/reports.js"
import type { Method } from "../model/methods.js"
import type { Newebpay } from "../model/newebpay.js"
import type { Trade } from "../model/trade.js"
import { BANKS, type Voucher } from "../model/vouchers.js"
import { dashDateTime } from "../wire/times.js"
import { backLink, orderPage, otherMethods, pathOf } from "./frame.js"

/** The form that issues a number; for a transfer, with a choice of bank. */
export function bankPage(trade: Trade, method: Method, banks: readonly string[]): Html {
  const say = sayIn(trade.language)
  const options = banks.map((bank) => {
    const [code, zh, en] = BANKS[bank] ?? ["", bank, bank]
    return html`<option value="${bank}">${say(zh, en)} (${code})</option>`
  })
  const choice =
    banks.length === 0
      ? ""
      : html`<label for="bank">${say("轉帳銀行", "Bank")}</label><select id="bank" name="bank">${options}</select>`
  return orderPage(
    trade,
    say(method.zh, method.en),
    html`<form id="issue-form" method="post" action="${pathOf(trade, "issue")}"><section class="card">
<p>${say("取得號碼後，請在期限內繳費。", "You will get a number to pay within its time.")}</p>${choice}
<button class="main" name="press" value="issue">${say("取得繳費號碼", "Get the number")}</button></section></form>${otherMethods(trade, say)}${backLink(trade, say)}`,
  )
}

/** The number, or the browser's post of it if the merchant gave a CustomerURL. */
export function voucherPage(newebpay: Newebpay, trade: Trade, voucher: Voucher): Html {
  const say = sayIn(trade.language)
  const home = trade.order.CustomerURL ?? ""
  if (home !== "") {
    const fields = envelope(trade, issuedReport(trade), newebpay.settings)
    const label = say("返回商店", "Back to the shop")
    return orderPage(trade, label, selfPostingForm("customer", home, fields, label))
  }
  return orderPage(
    trade,
    titleOf(voucher, say),
    html`<section class="card" id="voucher" data-kind="${voucher.kind}">${shape(voucher, say)}
<dl><dt>${say("繳費期限", "Pay before")}</dt><dd>${dashDateTime(voucher.expiresAt)}</dd></dl></section>
${payBox(trade, say)}${backLink(trade, say)}`,
  )
}

function titleOf({ kind }: Voucher, say: Say): string {
  return {
    VACC: say("請轉帳到這個帳號", "Transfer to this account"),
    CVS: say("請到超商繳費", "Pay at a store"),
    BARCODE: say("請到超商櫃台刷條碼", "Show these at a store's counter"),
  }[kind]
}

function shape({ kind, fields }: Voucher, say: Say): Html {
  if (kind === "BARCODE") {
    const names = ["Barcode_1", "Barcode_2", "Barcode_3"]
    return html`${names.map((name) => html`<div class="barcode">${raw(code39(String(fields[name])))}<div data-field="${name}" data-value="${fields[name]}">${fields[name]}</div></div>`)}`
  }
  const bank =
    kind === "VACC"
      ? html`<p class="soft">${say("銀行代碼", "Bank code")} <span data-field="BankCode" data-value="${fields.BankCode}">${fields.BankCode}</span></p>`
      : html`<p class="soft">${say("繳費代碼", "Payment code")}</p>`
  return html`${bank}<p class="code" data-field="CodeNo" data-value="${fields.CodeNo}">${fields.CodeNo}</p>`
}

/** Simulates the payment at the bank or the counter. */
function payBox(trade: Trade, say: Say): Html {
  return simulateBox(
    say("沙盒：替買家繳費", "Sandbox: pay for the buyer"),
    html`<form id="pay-voucher" method="post" action="${pathOf(trade, "pay-voucher")}">
<button class="main" name="press" value="pay">${say("模擬買家現在繳費", "Pay this now, as the buyer")}</button>
<button name="press" value="wrong">${say("轉錯金額（少 1 元）", "Pay NT$1 too little")}</button></form>`,
  )
}
