import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { openPage, payWithTapPay } from "../src/shopper/index.js"
import { type Merchant, openMerchant, PARTNER_KEY } from "./tappay-merchant.js"

let merchant: Merchant
beforeEach(async () => {
  merchant = await openMerchant()
})
afterEach(() => merchant.world.close())

const MINUTE = 60_000
const MASTERCARD = "5451417825230575"

const state = async (recTradeId: string) => (await merchant.row(recTradeId)).record_status
const settled = () => merchant.world.sandbox.settled()
const trade = () => merchant.world.sandbox.gateway("tappay").trades().at(-1)

/** What the browser brought back to the shop. */
function brought(url: string): Record<string, string> {
  return Object.fromEntries(new URL(url).searchParams)
}

/** The notices that the shop has received. */
function notices(): Record<string, unknown>[] {
  return merchant.world.shop.received.filter(({ path }) => path === "/notify").map(({ body }) => JSON.parse(body))
}

describe("3-D Secure", () => {
  it("speaks the language of the buyer's browser, until a button chooses the other one", async () => {
    const { payment_url: url } = await merchant.pay3D()
    const titleIn = async (language: string) => {
      const page = await (await fetch(url, { headers: { "accept-language": language } })).text()
      return /<title>([^<]*)/.exec(page)?.[1]
    }
    expect(await titleIn("en-GB,en;q=0.9,zh;q=0.8")).toContain("Your bank: 3-D Secure")
    expect(await titleIn("zh-TW,zh;q=0.9,en;q=0.8")).toContain("銀行 3D 驗證")
    await fetch(`${url}/language`, { method: "POST", body: new URLSearchParams({ language: "zh" }) })
    expect(await titleIn("en-GB,en;q=0.9")).toContain("銀行 3D 驗證")
  })

  it("status 0 with a payment_url is begun, not paid", async () => {
    const begun = await merchant.pay3D()
    expect(begun).toMatchObject({ status: 0, auth_code: "", payment_url: expect.stringContaining("/redirect/") })
    expect(await state(begun.rec_trade_id)).toBe(4)
    await settled()
    expect(notices()).toEqual([])
  })

  it("takes wrong passwords without end, and the right one after an hour", async () => {
    const begun = await merchant.pay3D()
    for (let tries = 0; tries < 6; tries++) {
      const page = await payWithTapPay(begun.payment_url, { otp: "0000000" })
      expect(page.html).toContain("驗證碼錯誤")
    }
    await merchant.world.sandbox.advance(60 * MINUTE)
    await payWithTapPay(begun.payment_url)
    expect(await state(begun.rec_trade_id)).toBe(0)
  })

  it("cancelled: home with 925, then 924, and no password helps any more", async () => {
    const begun = await merchant.pay3D()
    const home = await payWithTapPay(begun.payment_url, { outcome: "cancel" })
    expect(brought(home.url)).toMatchObject({ status: "925", session_id: "payses_1", rec_trade_id: begun.rec_trade_id })
    expect(await state(begun.rec_trade_id)).toBe(5)
    expect(brought((await openPage(begun.payment_url)).url).status).toBe("924")
    const late = new URLSearchParams({ urlId: begun.payment_url.split("/").at(-1) ?? "", pin: "1234567" })
    const path = "/redirect/three-domain-secure/otp-validate"
    const response = await fetch(merchant.world.sandbox.url + path, { method: "POST", body: late, redirect: "manual" })
    expect(response.headers.get("location")).toBe("/redirect/redirect-error")
    expect(await state(begun.rec_trade_id)).toBe(5)
  })

  it.each(["10007", "10003", "10005"])("failed with %s: home with it, record -1", async (outcome) => {
    const begun = await merchant.pay3D()
    const home = await payWithTapPay(begun.payment_url, { outcome })
    expect(brought(home.url)).toMatchObject({ status: outcome, auth_code: "" })
    expect(await state(begun.rec_trade_id)).toBe(-1)
  })

  it("passed with a card that the bank declines: record -1", async () => {
    const begun = await merchant.pay3D("4242421602184242")
    expect(brought((await payWithTapPay(begun.payment_url)).url).status).toBe("10003")
    expect(await state(begun.rec_trade_id)).toBe(-1)
  })

  it("passed: returns with 0 and the authorisation, and the server is notified", async () => {
    const begun = await merchant.pay3D()
    const home = await payWithTapPay(begun.payment_url)
    const notice = brought(home.url)
    expect(notice).toMatchObject({ status: "0", session_id: "payses_1", order_number: begun.order_number })
    expect(notice.auth_code).toMatch(/^\d{6}$/)
    await settled()
    expect(notices()).toEqual([
      expect.objectContaining({
        status: 0,
        msg: "Success",
        rec_trade_id: begun.rec_trade_id,
        bank_transaction_id: begun.bank_transaction_id,
        amount: 1060,
        auth_code: notice.auth_code,
      }),
    ])
    expect(await state(begun.rec_trade_id)).toBe(0)
  })

  it("opened again afterwards leads home with the same result", async () => {
    const begun = await merchant.pay3D()
    await payWithTapPay(begun.payment_url)
    expect(brought((await openPage(begun.payment_url)).url).status).toBe("0")
    await settled()
    expect(notices()).toHaveLength(1)
  })

  it("lets the MasterCard pass without a password", async () => {
    const begun = await merchant.pay3D(MASTERCARD)
    const home = await openPage(begun.payment_url)
    expect(brought(home.url).status).toBe("0")
    expect(await state(begun.rec_trade_id)).toBe(0)
  })

  it("is skipped for a card that takes no part: an empty payment_url and the result at once", async () => {
    const paid = await merchant.pay3D("4000000000000077")
    expect(paid).toMatchObject({ status: 0, payment_url: "", auth_code: expect.stringMatching(/^\d{6}$/) })
    expect(await state(paid.rec_trade_id)).toBe(0)
  })

  it("knows no other address", async () => {
    const page = await openPage(`${merchant.world.sandbox.url}/redirect/${"0".repeat(64)}`)
    expect([page.status, page.html.includes("redirect-error")]).toEqual([404, true])
  })

  it("speaks English when asked", async () => {
    const page = await openPage((await merchant.pay3D()).payment_url)
    expect((await page.submit("language", {}, "en")).html).toContain("Your bank: 3-D Secure")
  })

  it("escapes what merchants send", async () => {
    const begun = await merchant.pay3D(undefined, { details: '<img src=x onerror="alert(1)">' })
    expect((await openPage(begun.payment_url)).html).not.toContain("<img")
  })
})

const WALLETS = [
  ["line-pay", "GlobalTesting_LINEPAY", "LINE Pay"],
  ["jko-pay", "GlobalTesting_JKOPAY", "街口支付"],
  ["easy-wallet", "GlobalTesting_EASY_WALLET", "悠遊付"],
  ["pi-wallet", "GlobalTesting_PI_WALLET_Manual_CAP", "Pi 拍錢包"],
  ["plus-pay", "GlobalTesting_PLUSPAY", "全盈+PAY"],
  ["atome", "GlobalTesting_ATOME", "Atome"],
  ["pay-later", "pay.later.test", "先享後付"],
  ["aftee", "GlobalTesting_AFTEE", "AFTEE"],
  ["px-pay-plus", "GlobalTesting_PX_PAY_PLUS_EC", "全支付"],
  ["ipass-money", "GlobalTesting_IPASS_MONEY_EC", "一卡通"],
  ["oppay", "GlobalTesting_OPPay", "歐付寶"],
  ["gogo-pay", "GlobalTesting_GoGo_Pay", "GoGo Pay"],
] as const

describe("wallets", () => {
  it("need a result_url, and the merchant who takes them", async () => {
    expect((await merchant.payByWallet("line-pay", "GlobalTesting_LINEPAY", { result_url: undefined })).status).toBe(
      629,
    )
    expect((await merchant.payByWallet("line-pay", "GlobalTesting_CTBC")).status).toBe(66)
    expect((await merchant.payByWallet("jko-pay", "GlobalTesting_CTBC")).status).toBe(67)
  })

  it.each(WALLETS)("%s at %s is paid on its page and notified", async (slug, merchantId, name) => {
    const begun = await merchant.payByWallet(slug, merchantId, { remember: true })
    expect(begun.card_secret).toBeUndefined()
    expect((await openPage(begun.payment_url)).html).toContain(name)
    const home = await payWithTapPay(begun.payment_url, { source: "BALANCE" })
    expect(brought(home.url).status).toBe("0")
    await settled()
    expect(notices()).toMatchObject([{ status: 0, pay_info: { method: "BALANCE", masked_credit_card_number: "" } }])
    expect(await merchant.row(begun.rec_trade_id)).toMatchObject({ record_status: 1, is_captured: true })
  })

  it("cancelled: 924; declined: the status; abandoned: pending for ever", async () => {
    const pay = () => merchant.payByWallet("line-pay", "GlobalTesting_LINEPAY")
    const cancelled = await pay()
    expect(brought((await payWithTapPay(cancelled.payment_url, { outcome: "cancel" })).url).status).toBe("924")
    expect(await state(cancelled.rec_trade_id)).toBe(5)
    const declined = await pay()
    expect(brought((await payWithTapPay(declined.payment_url, { outcome: "10003" })).url).status).toBe("10003")
    expect(await state(declined.rec_trade_id)).toBe(-1)
    const left = await pay()
    await payWithTapPay(left.payment_url, { outcome: "leave" })
    await merchant.world.sandbox.advance(7 * 24 * 60 * MINUTE)
    expect(await state(left.rec_trade_id)).toBe(4)
  })

  it("wait for the batch where it is set so", async () => {
    merchant.world.sandbox.gateway("tappay").configure({ walletCapture: "batch" })
    const begun = await merchant.payByWallet("line-pay", "GlobalTesting_LINEPAY")
    await payWithTapPay(begun.payment_url)
    expect(await state(begun.rec_trade_id)).toBe(0)
  })
})

describe("the window is closed after approving", () => {
  it.each(["3-D", "wallet"])("%s: no way home, but a notice and a record", async (how) => {
    const begun =
      how === "3-D" ? await merchant.pay3D() : await merchant.payByWallet("line-pay", "GlobalTesting_LINEPAY")
    const page = await payWithTapPay(begun.payment_url, { outcome: "approve-and-close" })
    expect(page.html).toContain("視窗已關閉")
    await settled()
    expect(notices()).toHaveLength(1)
    expect(await state(begun.rec_trade_id)).not.toBe(4)
    expect(merchant.world.shop.received.some(({ path }) => path.startsWith("/back"))).toBe(false)
  })
})

describe("notices", () => {
  const paid = async () => {
    const begun = await merchant.pay3D()
    await payWithTapPay(begun.payment_url, { outcome: "approve-and-close" })
    await settled()
    return begun
  }
  const answer = (status: number) =>
    merchant.world.shop.answers.set("/notify", (response) => response.writeHead(status).end())

  it("come again after 1, 2, 4, 8 and 16 minutes; then the merchant gets an e-mail", async () => {
    answer(500)
    const begun = await paid()
    const counts: number[] = [notices().length]
    for (const minutes of [1, 2, 4, 8, 16, 32]) {
      await merchant.world.sandbox.advance(minutes * MINUTE + 1000)
      await settled()
      counts.push(notices().length)
    }
    expect(counts).toEqual([1, 2, 3, 4, 5, 6, 6])
    expect(merchant.world.sandbox.outbox.list()[0]?.state).toBe("given-up")
    const timeline = merchant.world.sandbox.journal.about("tappay", begun.rec_trade_id)
    expect(timeline.at(-1)?.endpoint).toBe("e-mail to the merchant")
  })

  it("are content with any 200, whatever it says, and with nothing else", async () => {
    answer(204)
    await paid()
    expect(merchant.world.sandbox.outbox.list()[0]?.state).toBe("waiting")
    answer(200)
    await merchant.world.sandbox.advance(2 * MINUTE)
    await settled()
    expect(merchant.world.sandbox.outbox.list()[0]?.state).toBe("acknowledged")
  })

  it("tell of cancelled payments, unless set otherwise", async () => {
    const cancelled = async () => {
      const begun = await merchant.pay3D()
      await payWithTapPay(begun.payment_url, { outcome: "cancel" })
      await settled()
    }
    await cancelled()
    expect(notices()).toMatchObject([{ status: 925 }])
    merchant.world.sandbox.gateway("tappay").configure({ failureNotices: false })
    await cancelled()
    expect(notices()).toHaveLength(1)
  })

  it("can carry a wrong amount, come twice, be lost", async () => {
    const { sandbox } = merchant.world
    sandbox.fault({ kind: "wrong-amount", gateway: "tappay" })
    await paid()
    expect(notices()).toMatchObject([{ amount: 1061 }])
    sandbox.fault({ kind: "duplicate" })
    await paid()
    expect(notices()).toHaveLength(3)
    sandbox.fault({ kind: "drop" })
    await paid()
    expect(notices()).toHaveLength(3)
    expect(sandbox.outbox.list().at(-1)?.state).toBe("waiting")
  })

  it("can be forged: it says paid, and the record says pending", async () => {
    const begun = await merchant.pay3D()
    await merchant.world.sandbox.gateway("tappay").act(begun.rec_trade_id, "forge-notice", {})
    await settled()
    expect(notices()).toMatchObject([{ status: 0, rec_trade_id: begun.rec_trade_id, amount: 1060 }])
    expect(await state(begun.rec_trade_id)).toBe(4)
  })

  it("are sent again by the back office", async () => {
    await paid()
    await merchant.world.sandbox.gateway("tappay").act(trade()?.id ?? "", "resend", {})
    await settled()
    expect(notices()).toHaveLength(2)
    expect(notices()[1]).toEqual(notices()[0])
  })
})

describe("the back office", () => {
  const act = (id: string, name: string, input = {}) => merchant.world.sandbox.gateway("tappay").act(id, name, input)

  it("refuses what cannot be done", async () => {
    const paid = await merchant.pay()
    await expect(act(paid.rec_trade_id, "approve")).rejects.toThrow("cannot be done while this trade is authorised")
    await expect(act(paid.rec_trade_id, "dance")).rejects.toThrow("no action")
    await expect(act("D1", "approve")).rejects.toThrow("no trade")
    await expect(act(paid.rec_trade_id, "refund", { amount: "1" })).rejects.toThrow("partially")
    await expect(act(paid.rec_trade_id, "refund", { amount: "1061" })).rejects.toThrow("Between")
  })

  it("approves, declines and cancels for the buyer", async () => {
    const outcomes: number[] = []
    for (const action of ["approve", "decline", "cancel"]) {
      const begun = await merchant.payByWallet("line-pay", "GlobalTesting_LINEPAY")
      await act(begun.rec_trade_id, action)
      outcomes.push(await state(begun.rec_trade_id))
    }
    expect(outcomes).toEqual([1, -1, 5])
  })

  it("refunds without the shop's knowing", async () => {
    const paid = await merchant.pay()
    await act(paid.rec_trade_id, "capture")
    await act(paid.rec_trade_id, "refund", { amount: "60" })
    expect(await merchant.row(paid.rec_trade_id)).toMatchObject({ record_status: 2, amount: 1000, refunded_amount: 60 })
  })

  it("shows every call about a trade", async () => {
    const paid = await merchant.pay()
    await merchant.refund(paid.rec_trade_id)
    await merchant.call("/tpc/transaction/trade-history", { partner_key: PARTNER_KEY, rec_trade_id: paid.rec_trade_id })
    const timeline = merchant.world.sandbox.journal.about("tappay", paid.rec_trade_id)
    expect(timeline.map(({ endpoint }) => endpoint)).toEqual([
      "/tpc/payment/pay-by-prime",
      "/tpc/transaction/refund",
      "/tpc/transaction/trade-history",
    ])
  })
})
