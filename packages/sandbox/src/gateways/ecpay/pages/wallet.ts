import { html } from "hono/html"
import { sayIn } from "../../../core/buyer-page.js"
import type { Html } from "../../../core/ui.js"
import type { Method } from "../model/methods.js"
import type { Trade } from "../model/trade.js"
import { leaveForm, orderPage, pathOf } from "./frame.js"

/** Stands in for the other app, the phone's wallet or the card reader: approve, decline, or leave the result pending. */
export function walletPage(trade: Trade, method: Method): Html {
  const say = sayIn(trade.language)
  const sub = method.subPayments.find((candidate) => candidate.paymentType === trade.paymentType)
  const name = say(sub?.zh || method.zh, sub?.en || method.en)
  const body =
    method.id === "WebATM"
      ? say("請插入晶片金融卡並確認轉帳。", "Insert your bank card in the reader and confirm the transfer.")
      : say("請在手機上確認這筆付款。", "Please confirm this payment on your phone.")
  return orderPage(
    trade,
    name,
    html`<form id="wallet-form" method="post" action="${pathOf(trade, "wallet")}"><section class="card">
<p>${body}</p>
<button class="main" name="press" value="approve">${say("確認付款", "Approve")}</button>
<button class="danger" name="press" value="decline">${say("拒絕", "Decline")}</button>
<button name="press" value="pending">${say("結果待確認", "Result pending")}</button>
</section></form>${leaveForm(trade, say)}`,
  )
}

const LENDING_PERIODS = ["3", "6", "12", "18", "24"]

/** 無卡分期: the application form; the buttons decide whether the lender accepts it. */
export function applicationPage(trade: Trade): Html {
  const say = sayIn(trade.language)
  const options = LENDING_PERIODS.map(
    (period) => html`<option value="${period}">${period} ${say("期", "periods")}</option>`,
  )
  return orderPage(
    trade,
    say("申請無卡分期", "Apply for instalments without a card"),
    html`<form id="application-form" method="post" action="${pathOf(trade, "application")}"><section class="card">
<label for="installment">${say("分期期數", "Instalments")}</label><select id="installment" name="installment">${options}</select>
<button class="main" name="press" value="apply">${say("送出申請", "Apply")}</button>
<button class="danger" name="press" value="refuse">${say("審核不通過", "Be refused")}</button>
</section></form>${leaveForm(trade, say)}`,
  )
}
