import { html, raw } from "hono/html"
import { type Say, sayIn, simulateBox } from "../../../core/buyer-page.js"
import { code39 } from "../../../core/code39.js"
import { slashDateTime } from "../../../core/taipei.js"
import { type Html, selfPostingForm } from "../../../core/ui.js"
import { numberIssued } from "../messages/bodies.js"
import { signerOf, type Trade } from "../model/trade.js"
import type { Voucher } from "../model/vouchers.js"
import { signed } from "../wire/codec.js"
import { orderPage, pathOf } from "./frame.js"
import { backLink } from "./result.js"

/** The number, or the browser's post of it if the merchant gave a ClientRedirectURL. */
export function voucherPage(trade: Trade, voucher: Voucher): Html {
  const say = sayIn(trade.language)
  const redirect = (trade.order.ClientRedirectURL ?? "").trim()
  if (redirect !== "") {
    const fields = signed(numberIssued(trade), signerOf(trade))
    const body = selfPostingForm("client-redirect", redirect, fields, say("返回商店", "Back to the shop"))
    return orderPage(trade, say("返回商店", "Back to the shop"), body)
  }
  return orderPage(
    trade,
    {
      ATM: say("請轉帳到這個帳號", "Transfer to this account"),
      CVS: say("請到超商繳費", "Pay at a store"),
      BARCODE: say("請到超商櫃台刷條碼", "Show these at a store's counter"),
    }[voucher.kind],
    html`<section class="card" id="voucher" data-kind="${voucher.kind}">${shape(voucher, nameOf(trade, say), say)}
<dl><dt>${say("繳費期限", "Pay before")}</dt><dd>${slashDateTime(voucher.expiresAt)}</dd></dl></section>
${payBox(trade, say)}${backLink(trade, say)}`,
  )
}

function nameOf({ method, paymentType }: Trade, say: Say): string {
  const sub = method?.subPayments.find((candidate) => candidate.paymentType === paymentType)
  return sub ? say(sub.zh, sub.en) : ""
}

function shape({ kind, fields }: Voucher, name: string, say: Say): Html {
  if (kind === "ATM") {
    return html`<p class="soft">${name} · ${say("銀行代碼", "bank code")} <span data-field="BankCode" data-value="${fields.BankCode}">${fields.BankCode}</span></p>
<p class="code" data-field="vAccount" data-value="${fields.vAccount}">${spaced(fields.vAccount ?? "")}</p>`
  }
  if (kind === "CVS") {
    return html`<p class="soft">${name} · ${say("繳費代碼", "payment code")}</p><p class="code" data-field="PaymentNo" data-value="${fields.PaymentNo}">${fields.PaymentNo}</p>`
  }
  return html`${["Barcode1", "Barcode2", "Barcode3"].map((name) => barcode(name, fields[name] ?? ""))}`
}

function barcode(name: string, text: string): Html {
  return html`<div class="barcode">${raw(code39(text))}<div data-field="${name}" data-value="${text}">${text}</div></div>`
}

function spaced(account: string): string {
  return account.replace(/(.{4})(?=.)/g, "$1 ")
}

/** Simulates the payment at the bank or the kiosk. */
function payBox(trade: Trade, say: Say): Html {
  const wrong =
    trade.voucher?.kind === "ATM"
      ? html`<button name="press" value="wrong">${say("轉錯金額（少 1 元）", "Transfer NT$1 too little")}</button>`
      : ""
  return simulateBox(
    say("沙盒：替買家繳費", "Sandbox: pay for the buyer"),
    html`<form id="pay-voucher" method="post" action="${pathOf(trade, "pay-voucher")}">
<button class="main" name="press" value="pay">${say("模擬買家現在繳費", "Pay this now, as the buyer")}</button>${wrong}</form>`,
  )
}
