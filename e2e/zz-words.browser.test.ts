import { afterAll, beforeAll, it } from "vitest"
import { picture } from "./support/browser"
import { attemptOf } from "./support/ledger"
import { type OfficeWindow, openOffice } from "./support/office-window"
import { buyByCard } from "./support/purchase"

let office: OfficeWindow
beforeAll(async () => {
  office = await openOffice({ ecpay: { capture: "manual" } })
}, 600_000)
afterAll(() => office?.close())

it("shows", async () => {
  const kinds = [
    [
      "still_queued",
      "The gateway took on the refund of 400 TWD of trade X on 2026-11-20, and has not said since whether it was carried out.",
      "金流服務商於 2026-11-20 受理交易 X 的退款（400 元），至今未回覆是否已執行。",
    ],
    [
      "not_captured",
      "Trade X counts as captured here, but by the books of ECPay its 400 TWD are only authorised, and nobody has asked the bank for them; after 2026-12-10T02:00:00.000Z they may be gone.",
      "交易 X 在此記為已請款，但依綠界科技的帳，400 元僅完成授權，尚未向銀行請款，臺北時間 2026/12/10 10:00:00 後可能失效。",
    ],
    [
      "expired_unpaid",
      "The number of trade X ran out, and order order_1 cannot be cancelled: it has an open edit: confirm or cancel that, and it is cancelled.",
      "交易 X 繳費逾期，訂單 order_1 無法取消：訂單有進行中的編輯，請先確認或取消，系統隨後會取消訂單。",
    ],
    [
      "released_unpaid",
      "The 400 TWD of trade X were only authorised, and Medusa has released them for a cancellation that failed. Order order_1 stands, and is owed.",
      "交易 X 的 400 元僅完成授權，Medusa 為取消訂單已取消授權，但訂單未能取消。訂單 order_1 仍保留，款項待收。",
    ],
  ]
  for (const [kind, en, zh] of kinds) {
    const { session, order } = await buyByCard(office.shop)
    const { id } = await attemptOf(office.shop, session.id)
    await office.shop.database.query(
      "insert into taiwan_payment_alarm (id, kind, attempt_id, subject, amount, detail, detail_zh, order_id) values ($1,$2,$3,$4,400,$5,$6,$7)",
      [`tpx_${kind}`, kind, id, id, en, zh, order.id],
    )
  }
  for (const [language, width] of [
    ["zhTW", 1280],
    ["en", 390],
    ["zhTW", 390],
    ["en", 1280],
  ] as const) {
    const { page } = await office.desk(language, width)
    await page.goto("/app/taiwan-payments")
    await page.waitForTimeout(3000)
    await picture(page, `words-${language}-${width}`)
    await page.close()
  }
}, 400_000)
