import { afterEach, beforeEach, describe, expect, it } from "vitest"
import {
  type Fields,
  openCbc,
  openGcm,
  phpQuery,
  readBody,
  sealGcm,
  tradeSha,
} from "../src/gateways/newebpay/wire/codec.js"
import { issueNewebpayVoucher, payNewebpayByCard, payNewebpayVoucher } from "../src/shopper/index.js"
import { type Merchant, opened, openMerchant, order, SHOP } from "./newebpay-merchant.js"

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

let shop: Merchant
beforeEach(async () => {
  shop = await openMerchant()
})
afterEach(() => shop.world.close())

const sandbox = () => shop.world.sandbox
const settled = () => sandbox().settled()
const delivery = () => sandbox().outbox.list()[0]
const refuse = (status: number) =>
  shop.world.shop.answers.set("/notify", (response) => response.writeHead(status).end("no"))

async function paid(changes: Fields = {}) {
  const { url, orderNo } = shop.startUrl(changes)
  await payNewebpayByCard(url)
  await settled()
  return orderNo
}

describe("a notice", () => {
  it.each([201, 302, 404, 500])("that is answered %i is sent three times more, then no more", async (status) => {
    refuse(status)
    await paid()
    await sandbox().advance(DAY)
    expect(delivery()).toMatchObject({ state: "given-up" })
    expect(delivery()?.attempts).toHaveLength(4)
  })

  it("is acknowledged by 200, whatever is said", async () => {
    shop.world.shop.answers.set("/notify", (response) => response.end("0|No, thanks"))
    await paid()
    expect(delivery()?.state).toBe("acknowledged")
  })

  it("is sent again after as many minutes as set", async () => {
    sandbox().gateway("newebpay").configure({ noticeRetryMinutes: 20 })
    refuse(500)
    await paid()
    await sandbox().advance(19 * MINUTE)
    expect(delivery()?.attempts).toHaveLength(1)
    await sandbox().advance(2 * MINUTE)
    expect(delivery()?.attempts).toHaveLength(2)
  })

  it("is not sent without a NotifyURL", async () => {
    await paid({ NotifyURL: "" })
    expect(sandbox().outbox.list()).toEqual([])
  })

  it("is one url-encoded row for RespondType=String, without what is null", async () => {
    const orderNo = await paid({ RespondType: "String" })
    const text = openCbc(shop.world.shop.receivedAt("/notify")[0]?.TradeInfo ?? "", SHOP)
    expect(text).toMatch(
      /^Status=SUCCESS&Message=%E6%8E%88%E6%AC%8A%E6%88%90%E5%8A%9F&MerchantID=MS127874575&Amt=1060&/,
    )
    expect(readBody(text ?? "").MerchantOrderNo).toBe(orderNo)
  })

  it("is padded to 32 bytes, or to 16 where so set", async () => {
    const lengths = async () => {
      await paid({ RespondType: "String", ItemDesc: "a".repeat(1 + shop.receivedAt("/notify").length) })
      return ((shop.world.shop.receivedAt("/notify").at(-1)?.TradeInfo ?? "").length / 2) % 32
    }
    const padded = []
    for (let count = 0; count < 32; count += 4) padded.push(await lengths())
    expect(new Set(padded)).toEqual(new Set([0]))
    sandbox().gateway("newebpay").configure({ padding: 16 })
    const filled = []
    for (let count = 0; count < 20; count++) filled.push(await lengths())
    expect(new Set(filled)).toEqual(new Set([0, 16]))
  })

  it("is GCM where the order was", async () => {
    const TradeInfo = sealGcm(phpQuery(order(shop.world)), SHOP)
    const outer = { MerchantID: SHOP.merchantId, Version: "2.3", EncryptType: "1", TradeInfo }
    const url = shop.world.shop.startUrl({ ...outer, TradeSha: tradeSha(TradeInfo, SHOP) }, "/MPG/mpg_gateway")
    await payNewebpayByCard(url)
    await settled()
    const [notice] = shop.world.shop.receivedAt("/notify")
    expect(notice?.EncryptType).toBe("1")
    expect(JSON.parse(openGcm(notice?.TradeInfo ?? "", SHOP) ?? "{}")).toMatchObject({ Status: "SUCCESS" })
  })

  it("is triggered again by staff, as a form or as multipart", async () => {
    await paid()
    await shop.act("retrigger")
    await shop.act("retrigger-multipart")
    await settled()
    const [first, second, third] = shop.world.shop.received.filter(({ path }) => path === "/notify")
    expect(second?.body).toBe(first?.body)
    expect(third?.body).toMatch(/^------NewebPay\w+\r\nContent-Disposition: form-data; name="Status"/)
    expect(opened(readBody(third?.body ?? "")).Result).toEqual(opened(first?.fields ?? {}).Result)
  })

  it("cannot be triggered where nothing has happened", async () => {
    await payNewebpayByCard(shop.startUrl().url, { outcome: "leave" })
    await expect(shop.act("retrigger")).rejects.toThrow("retrigger")
  })

  it.each([
    ["spoilt in its signature", "corrupt-signature"],
    ["spoilt in its body", "corrupt-body"],
  ])("%s does not open", async (_name, kind) => {
    sandbox().fault({ kind })
    await paid()
    expect(() => shop.receivedAt("/notify")).toThrow("TradeSha")
  })

  it("comes twice, late, lost, or with a wrong amount, by fault", async () => {
    sandbox().fault({ kind: "duplicate", gateway: "newebpay" })
    await paid()
    expect(shop.receivedAt("/notify")).toHaveLength(2)
    sandbox().fault({ kind: "wrong-amount" })
    await paid()
    expect(shop.receivedAt("/notify").at(-1)?.Result.Amt).toBe(1061)
    sandbox().fault({ kind: "late-failure" })
    await paid()
    expect(
      shop
        .receivedAt("/notify")
        .slice(-2)
        .map(({ Status }) => Status),
    ).toEqual(["SUCCESS", "MPG03009"])
  })
})

describe("a number", () => {
  const issue = async (changes: Fields, shopper: Parameters<typeof issueNewebpayVoucher>[1] = {}) => {
    const { url, orderNo } = shop.startUrl({ CREDIT: "", ...changes })
    const { page, voucher } = await issueNewebpayVoucher(url, shopper)
    await settled()
    return { page, voucher, orderNo }
  }

  it("that ran out cannot be paid, tells nobody, and can still be paid late by the back office", async () => {
    const { orderNo } = await issue({ VACC: "1", ExpireDate: "20261123" })
    await sandbox().advance(2 * DAY)
    expect(shop.trade().state).toBe("expired")
    await expect(payNewebpayVoucher(sandbox().url, shop.trade().id)).rejects.toThrow("expired")
    expect((await shop.query(orderNo)).Result.TradeStatus).toBe("0")
    await shop.act("pay-late")
    await settled()
    expect(shop.receivedAt("/notify")).toMatchObject([{ Status: "SUCCESS" }])
  })

  it("is paid once, with whatever amount was transferred", async () => {
    await issue({ VACC: "1" })
    await payNewebpayVoucher(sandbox().url, shop.trade().id, { amount: 1059 })
    await expect(payNewebpayVoucher(sandbox().url, shop.trade().id)).rejects.toThrow("paid")
    await settled()
    expect(shop.receivedAt("/notify")).toMatchObject([
      { Message: "付款成功", Result: { Amt: 1059, PayBankCode: "004" } },
    ])
  })

  it("simulated says so in its message alone", async () => {
    const { orderNo } = await issue({ VACC: "1" })
    await payNewebpayVoucher(sandbox().url, shop.trade().id, { simulated: true })
    await settled()
    expect(shop.receivedAt("/notify")).toMatchObject([
      { Status: "SUCCESS", Message: "模擬付款成功", Result: { PaymentType: "VACC", PayerAccount5Code: "12345" } },
    ])
    await shop.act("retrigger")
    await settled()
    expect(shop.receivedAt("/notify").at(-1)?.Message).toBe("模擬付款成功")
    expect((await shop.query(orderNo)).Result).toMatchObject({ TradeStatus: "1", FundTime: "2026-11-29" })
  })

  it("is shown only to the buyer, whose browser takes it to CustomerURL", async () => {
    const CustomerURL = `${shop.world.shop.url}/customer`
    const { page, orderNo } = await issue({ VACC: "1", CustomerURL }, { bank: "HNCB" })
    expect(page.url).toBe(CustomerURL)
    expect(shop.receivedAt("/notify")).toEqual([])
    expect(shop.receivedAt("/customer")).toEqual([
      {
        Status: "SUCCESS",
        Message: "取號成功",
        Result: {
          MerchantID: "MS127874575",
          Amt: 1060,
          TradeNo: expect.stringMatching(/^\d{17}$/),
          MerchantOrderNo: orderNo,
          PaymentType: "VACC",
          RespondType: "JSON",
          ExpireDate: "2026-11-29",
          ExpireTime: "23:59:59",
          BankCode: "008",
          CodeNo: "TestAccount12345",
        },
      },
    ])
    expect((await shop.query(orderNo)).Result).toMatchObject({
      TradeStatus: "0",
      PayTime: "0000-00-00 00:00:00",
      FundTime: "0000-00-00",
      PayInfo: "(008)TestAccount12345",
      ExpireDate: "2026-11-29 23:59:59",
      SourceBankId: "-",
      OrderStatus: 0,
    })
  })

  it.each<[string, Fields, string]>([
    ["CVS", { CodeNo: "TEST1234567890" }, "代碼取號成功"],
    ["BARCODE", { Barcode_1: "TEST1", Barcode_2: "TEST2", Barcode_3: "TEST3" }, "條碼取號成功"],
  ])("%s is shown on the page", async (kind, fields, message) => {
    const { voucher, page } = await issue({ [kind]: "1" })
    expect(voucher).toEqual({ kind, fields })
    await page.submit("pay-voucher", {}, "pay")
    await settled()
    expect(shop.receivedAt("/notify")[0]?.Result).toMatchObject(
      kind === "CVS" ? { ...fields, StoreType: "1" } : { ...fields, PayStore: "SEVEN", RepayTimes: 1 },
    )
    await issue({ [kind]: "1", CustomerURL: `${shop.world.shop.url}/customer` })
    expect(shop.receivedAt("/customer")[0]?.Message).toBe(message)
  })

  it("keeps ExpireTime for store codes and KGI's accounts only", async () => {
    const asked = { ExpireDate: "20261125", ExpireTime: "120000", CustomerURL: `${shop.world.shop.url}/customer` }
    await issue({ CVS: "1", ...asked })
    await issue({ VACC: "1", BankType: "KGI", ...asked })
    await issue({ VACC: "1", ...asked })
    expect(shop.receivedAt("/customer").map(({ Result }) => Result.ExpireTime)).toEqual([
      "12:00:00",
      "12:00:00",
      "23:59:59",
    ])
  })

  it("is new each time where so set", async () => {
    sandbox().gateway("newebpay").configure({ voucherNumbers: "generated" })
    expect((await issue({ VACC: "1" })).voucher?.fields.CodeNo).toMatch(/^\d{16}$/)
    expect((await issue({ CVS: "1" })).voucher?.fields.CodeNo).toMatch(/^NP\d{12}$/)
    expect((await issue({ BARCODE: "1" })).voucher?.fields.Barcode_3).toMatch(/^\d{6}000001060$/)
  })
})
