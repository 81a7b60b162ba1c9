import http, { createServer } from "node:http"
import https from "node:https"
import { createRequire } from "node:module"
import {
  Channel,
  type ECPayChannelCreditCard,
  type ECPayChannelVirtualAccount,
  ECPayPayment,
} from "@rytass/payments-adapter-ecpay"
import type * as NodeEcpayAio from "node-ecpay-aio"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { issueVoucher, openPage, payByCard, payVoucher } from "../src/shopper/index.js"
import { KEYS, MERCHANT, openWorld, order, sign, type World } from "./shop.js"

/** Loaded as CommonJS, so that it shares the https module that this test redirects. */
const aio = createRequire(import.meta.url)("node-ecpay-aio") as typeof NodeEcpayAio

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const trade = () => world.sandbox.gateway("ecpay").trades().at(-1)

describe("node-ecpay-aio", () => {
  /** It insists on https and port 443: its requests are redirected to the sandbox unchanged. */
  function client() {
    const { port } = new URL(world.sandbox.url)
    const here = (options: object) => ({ ...options, protocol: "http:", hostname: "127.0.0.1", port, agent: undefined })
    const mock = (options: object | string, answer: (response: http.IncomingMessage) => void) =>
      typeof options === "string"
        ? http.request(options.replace("https://sandbox", world.sandbox.url), answer)
        : http.request(here(options), answer)
    vi.spyOn(https, "request").mockImplementation(mock as typeof https.request)
    vi.spyOn(https, "get").mockImplementation(((url: string, answer: (response: http.IncomingMessage) => void) => {
      const request = mock(url, answer)
      request.end()
      return request
    }) as typeof https.get)
    const at = (path: string) => ({ Test: `https://sandbox${path}` })
    return new aio.Merchant(
      "Test",
      { MerchantID: MERCHANT, HashKey: KEYS.hashKey, HashIV: KEYS.hashIV, ReturnURL: `${world.shop.url}/notify` },
      {
        Aio: at(""),
        AioCheckOut: at("/Cashier/AioCheckOut/V5"),
        TradeInfo: at("/Cashier/QueryTradeInfo/V5"),
        PaymentInfo: at("/Cashier/QueryPaymentInfo"),
        CreditCardPeriodInfo: at("/Cashier/QueryCreditCardPeriodInfo"),
        CreditCardPeriod: at("/Cashier/CreditCardPeriodAction"),
        Do: at("/CreditDetail/DoAction"),
        TradeNoAio: at("/PaymentMedia/TradeNoAio"),
        FundingReconDetail: at("/CreditDetail/FundingReconDetail"),
      } as never,
    )
  }

  const base = (MerchantTradeNo: string) => ({
    MerchantTradeNo,
    MerchantTradeDate: "2026/11/22 10:00:00",
    TotalAmount: 999,
    TradeDesc: "tea",
    ItemName: "Oolong tea x1",
    NeedExtraPaidInfo: "Y" as const,
  })

  it("finds no such trade", async () => {
    const query = client().createQuery(aio.TradeInfoQuery, { MerchantTradeNo: "nothing1" })
    await expect(query.read()).rejects.toThrow("Trade info query failed.")
  })

  it("places ATM, CVS and barcode orders and reads their numbers", async () => {
    const merchant = client()
    const atm = await merchant.createPayment(aio.ATMPayment, base("NEA0001"), { ChooseSubPayment: "LAND" }).placeOrder()
    expect(atm).toMatchObject({ RtnCode: 2, BankCode: "005", PaymentType: "ATM_LAND", TradeAmt: 999 })
    const cvs = await merchant.createPayment(aio.CVSPayment, base("NEA0002"), {}).placeOrder()
    expect(cvs).toMatchObject({ RtnCode: 10100073, PaymentType: "CVS_CVS" })
    const barcode = await merchant.createPayment(aio.BARCODEPayment, base("NEA0003"), {}).placeOrder()
    expect(barcode).toMatchObject({ RtnCode: 10100073, PaymentType: "BARCODE_BARCODE" })
    await expect(merchant.createPayment(aio.CVSPayment, base("NEA0002"), {}).placeOrder()).rejects.toThrow("Duplicated")
  })

  it("sends a buyer who pays, queries, and closes the payment", async () => {
    const merchant = client()
    const payment = merchant.createPayment(aio.CreditOneTimePayment, base("NEA0004"), {})
    const form = await payment.checkout()
    const fields = Object.fromEntries(
      [...form.matchAll(/name="(\w+)"[^>]*value="([^"]*)"/g)].map((match) => [match[1], match[2]]),
    )
    await payByCard(world.shop.startUrl(fields as Record<string, string>))
    const info = await merchant.createQuery(aio.TradeInfoQuery, { MerchantTradeNo: "NEA0004" }).read()
    expect(info).toMatchObject({ TradeStatus: "1", TradeAmt: 999, amount: 999, stage: 0, auth_code: "777777" })
    const close = { MerchantTradeNo: "NEA0004", TradeNo: info.TradeNo, Action: "C" as const, TotalAmount: 999 }
    expect(await merchant.createAction(aio.DoAction, close).execute()).toMatchObject({ RtnCode: 1 })
    await expect(merchant.createAction(aio.DoAction, close).execute()).rejects.toThrow("更新失敗")
  })

  it("reads and cancels a periodic payment", async () => {
    const merchant = client()
    const fields = order(world.shop, { PeriodAmount: "1060", PeriodType: "M", Frequency: "1", ExecTimes: "12" })
    await payByCard(world.shop.startUrl(sign(fields)))
    const MerchantTradeNo = fields.MerchantTradeNo ?? ""
    const info = await merchant.createQuery(aio.CreditCardPeriodInfoQuery, { MerchantTradeNo }).read()
    expect(info).toMatchObject({ RtnCode: 1, ExecStatus: "1", PeriodAmount: 1060, TotalSuccessTimes: 1 })
    const cancel = merchant.createAction(aio.CreditCardPeriodAction, { MerchantTradeNo, Action: "Cancel" })
    expect(await cancel.execute()).toMatchObject({ RtnCode: 1, RtnMsg: "停用成功" })
  })

  it("reads the statement in Big5", async () => {
    await payByCard(world.shop.startUrl(sign(order(world.shop))))
    const query = client().createQuery(aio.TradeNoAioQuery, {
      DateType: "6",
      BeginDate: "2026-11-22",
      EndDate: "2026-11-22",
      MediaFormated: "1",
    })
    // The client spreads the file into an object of single characters.
    expect(Object.values(await query.read()).join("")).toContain("廠商訂單編號")
  })
})

describe("@rytass/payments-adapter-ecpay", () => {
  /** Its own server receives and answers the sandbox's notices. */
  async function client() {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    const address = server.address()
    const port = typeof address === "object" ? address?.port : 0
    const payment = new ECPayPayment({
      baseUrl: world.sandbox.url,
      serverHost: `http://127.0.0.1:${port}`,
      merchantId: MERCHANT,
      hashKey: KEYS.hashKey,
      hashIv: KEYS.hashIV,
    })
    server.on("request", (request, response) => payment.defaultServerListener(request, response))
    return { payment, close: () => server.close() }
  }

  const items = [{ name: "高山烏龍", unitPrice: 530, quantity: 2 }]

  it("sends a buyer who pays by card, hears of it, queries, and asks for the card's state", async () => {
    const { payment, close } = await client()
    const prepared = await payment.prepare<ECPayChannelCreditCard>({
      channel: Channel.CREDIT_CARD,
      items,
      clientBackUrl: `${world.shop.url}/back`,
    })
    await payByCard(world.shop.startUrl({ ...prepared.form }))
    await world.sandbox.settled()
    expect(world.sandbox.outbox.list()[0]?.state).toBe("acknowledged")
    expect(prepared.state).toBe("COMMITTED")
    const found = await payment.query(prepared.id)
    expect(found.items[0]).toMatchObject({ name: "高山烏龍", quantity: 2, unitPrice: 530 })
    expect(found.committable).toBe(false)
    expect(await payment.getCreditCardTradeStatus(trade()?.details.gwsr ?? "", 1060)).toBe("已授權")
    close()
  })

  it("sends a buyer who takes an ATM account and pays it", async () => {
    const { payment, close } = await client()
    const prepared = await payment.prepare<ECPayChannelVirtualAccount>({ channel: Channel.VIRTUAL_ACCOUNT, items })
    const { voucher } = await issueVoucher(world.shop.startUrl({ ...prepared.form }))
    await world.sandbox.settled()
    expect(prepared.asyncInfo).toMatchObject({ account: voucher?.fields.vAccount })
    await payVoucher(world.sandbox.url, trade()?.id ?? "")
    await world.sandbox.settled()
    expect(world.sandbox.outbox.list().map(({ state }) => state)).toEqual(["acknowledged", "acknowledged"])
    expect(prepared.state).toBe("COMMITTED")
    close()
  })

  it("refuses a notice whose signature was spoilt on the way", async () => {
    const { payment, close } = await client()
    const prepared = await payment.prepare<ECPayChannelCreditCard>({ channel: Channel.CREDIT_CARD, items })
    world.sandbox.fault({ kind: "corrupt-body" })
    await payByCard(world.shop.startUrl({ ...prepared.form }))
    await world.sandbox.settled()
    expect(world.sandbox.outbox.list()[0]?.attempts[0]?.reply).toEqual({ status: 400, body: "0|CheckSumInvalid" })
    expect(prepared.state).toBe("PRE_COMMIT")
    close()
  })
})

describe("a browser sent by either", () => {
  it("sees ECPay's page", async () => {
    expect((await openPage(world.shop.startUrl(sign(order(world.shop))))).html).toContain("信用卡付款")
  })
})
